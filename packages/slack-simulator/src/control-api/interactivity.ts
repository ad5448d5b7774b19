import { ControlError } from '../control/control.ts';
import type { InteractivityControl } from '../control/interactivity.ts';
import { sendSlashCommand } from '../events/interactive.ts';
import type { ResponseUrls } from '../events/response-urls.ts';
import type { Slack } from '../slack.ts';
import { demandPresence } from './conversation.ts';
import { placeBy, workspaceBy } from './lookups.ts';

/** What people do with what apps show them. */
export function interactivity(slack: Slack, responseUrls: ResponseUrls): InteractivityControl {
  const missing = async (): Promise<never> => {
    throw new ControlError('not_there_yet', 'this is not simulated yet', 501);
  };
  return {
    slash: async (team, command) => {
      const workspace = workspaceBy(slack, team);
      const { channel } = placeBy(slack, team, command.channel);
      demandPresence({ workspace, channel }, command.user);
      sendSlashCommand(slack, responseUrls, { workspace, channel }, command);
    },
    act: missing,
    suggest: missing,
    shortcut: missing,
    views: missing,
    submitView: missing,
    closeView: missing,
    openHome: missing,
    home: missing,
  };
}
