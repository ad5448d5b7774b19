import { type Control, ControlError } from '../control/control.ts';
import { sendEvent } from '../events/event-payload.ts';
import type { InnerEvent } from '../events/event-types.ts';
import type { Slack } from '../slack.ts';
import type { Connection } from '../socket-mode/connection.ts';
import { appBy, demand, workspaceBy } from './lookups.ts';

type Part = Pick<Control, 'cut' | 'mute' | 'disconnect' | 'enableSocketMode' | 'sendRaw' | 'sendEvent'>;

/** Connections, and what goes wrong. */
export function transport(slack: Slack): Part {
  const setSocketMode = (appId: string, socketMode: boolean) => {
    slack.keeper.commit({ type: 'app', app: { ...appBy(slack, appId), socketMode } });
    slack.notices.tell({ type: 'apps', appId, team: null });
  };
  return {
    cut: async (appId, connectionId, how = 'reset') => connectionBy(slack, appId, connectionId).cut(how),
    mute: async (appId, connectionId, muted) => connectionBy(slack, appId, connectionId).mute(muted),
    disconnect: async (appId, reason, connectionId) => {
      const chosen =
        connectionId === undefined
          ? [...slack.hub.of(appBy(slack, appId).id)]
          : [connectionBy(slack, appId, connectionId)];
      if (reason === 'link_disabled') setSocketMode(appId, false);
      for (const connection of chosen) connection.disconnect(reason);
    },
    enableSocketMode: async (appId) => setSocketMode(appId, true),
    sendRaw: async (appId, frame) => {
      const connection = slack.hub.pick(appBy(slack, appId).id);
      if (!connection) throw new ControlError('not_connected', 'the app has no connection', 409);
      connection.sendRaw(frame);
    },
    sendEvent: async (team, appId, event) => {
      const workspace = workspaceBy(slack, team);
      const installation = workspace.installations.get(appId);
      demand(installation?.active === true, 'not_installed', 'the app is not installed in this workspace');
      // Of any content: what an app does with an event that Slack never sends is the caller's business.
      return { eventId: installation ? sendEvent(slack, workspace, installation, event as InnerEvent) : '' };
    },
  };
}

function connectionBy(slack: Slack, appId: string, id: string): Connection {
  const connection = slack.hub.of(appBy(slack, appId).id).find((one) => one.id === id);
  if (!connection) throw new ControlError('unknown_connection', `there is no ${id}`, 404);
  return connection;
}
