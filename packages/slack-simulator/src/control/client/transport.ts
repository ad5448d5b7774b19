import type { Control } from '../control.ts';
import type { Call } from './call.ts';

export function transport(
  call: Call,
): Pick<Control, 'cut' | 'mute' | 'disconnect' | 'enableSocketMode' | 'sendRaw' | 'sendEvent'> {
  return {
    cut: (appId, connectionId, how = 'reset') =>
      call('POST', ['apps', appId, 'connections', connectionId, 'cut'], { how }),
    mute: (appId, connectionId, muted) =>
      call('POST', ['apps', appId, 'connections', connectionId, 'mute'], { muted }),
    disconnect: (appId, reason, connectionId) =>
      call('POST', ['apps', appId, 'disconnect'], { reason, connectionId }),
    enableSocketMode: (appId) => call('POST', ['apps', appId, 'enable-socket-mode'], {}),
    sendRaw: (appId, frame) => call('POST', ['apps', appId, 'frames'], { frame }),
    sendEvent: (team, appId, event) => call('POST', ['workspaces', team, 'apps', appId, 'events'], event),
  };
}
