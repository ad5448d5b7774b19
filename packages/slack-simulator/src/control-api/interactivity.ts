import type { InteractivityControl } from '../control/interactivity.ts';
import { act } from '../interactivity/act.ts';
import { closeView } from '../interactivity/close-view.ts';
import { homeFor, openHome } from '../interactivity/home.ts';
import { useShortcut } from '../interactivity/shortcut.ts';
import { sendSlashCommand } from '../interactivity/slash.ts';
import { submitView } from '../interactivity/submit-view.ts';
import { suggest } from '../interactivity/suggest.ts';
import { shownModals } from '../interactivity/view-json.ts';
import type { Slack } from '../slack.ts';

/** What people do with what apps show them. */
export function interactivity(slack: Slack): InteractivityControl {
  return {
    slash: async (team, command) => sendSlashCommand(slack, team, command),
    act: async (team, action) => act(slack, team, action),
    suggest: (team, search) => suggest(slack, team, search),
    shortcut: async (team, use) => useShortcut(slack, team, use),
    views: async (team, user) => shownModals(slack, team, user),
    submitView: (team, submission) => submitView(slack, team, submission),
    closeView: async (team, closing) => closeView(slack, team, closing),
    openHome: async (team, { user, appId }) => ({ view: openHome(slack, team, user, appId) }),
    home: async (team, user, appId) => ({ view: homeFor(slack, team, user, appId) }),
  };
}
