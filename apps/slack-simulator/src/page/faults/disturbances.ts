import type { Control, SimConnection } from '@muster/slack-simulator/control';

/** Something that can be done to a connection, in words. */
export interface Disturbance {
  readonly name: string;
  readonly does: string;
  /** What a good bot should do then: a sentence from its verb on. */
  readonly should: string;
  act(control: Control, appId: string, connection: SimConnection): Promise<void>;
}

const RECONNECTS = 'open another connection, with growing pauses while that fails.';

/** By their id, in the order of the list. */
export const DISTURBANCES: Readonly<Record<string, Disturbance>> = {
  reset: {
    name: 'Cut it',
    does: 'The line breaks without a word, as when a network fails.',
    should: 'notice at once and connect again. What was not acked comes again.',
    act: (control, appId, { id }) => control.cut(appId, id, 'reset'),
  },
  close: {
    name: 'Close it politely',
    does: 'The WebSocket is closed by its handshake, with no disconnect frame before.',
    should: RECONNECTS,
    act: (control, appId, { id }) => control.cut(appId, id, 'close'),
  },
  mute: {
    name: 'Mute it',
    does: 'It stays open and gets payloads, but this Slack sends no pings and answers none.',
    should: 'miss the pongs, give the connection up and open another.',
    act: (control, appId, { id }) => control.mute(appId, id, true),
  },
  unmute: {
    name: 'Unmute it',
    does: 'Pings and pongs flow again.',
    should: 'do nothing, if it is still there.',
    act: (control, appId, { id }) => control.mute(appId, id, false),
  },
  silent: {
    name: 'Leave it half-open',
    does: 'This Slack still counts it and sends payloads into it, but nothing comes through either way.',
    should: 'notice the silence and connect again. What was swallowed comes again as a retry.',
    act: (control, appId, { id }) => control.cut(appId, id, 'silent'),
  },
  warning: {
    name: 'Disconnect frame: warning',
    does: 'Says that the end is near. Nothing else happens.',
    should: 'open the next connection before this one goes.',
    act: (control, appId, { id }) => control.disconnect(appId, 'warning', id),
  },
  refresh_requested: {
    name: 'Disconnect frame: refresh_requested',
    does: 'Asks the app to connect anew, and closes after a moment (closeGraceMs).',
    should: 'open the next connection first, then let this one go. No event is lost.',
    act: (control, appId, { id }) => control.disconnect(appId, 'refresh_requested', id),
  },
  too_many_websockets: {
    name: 'Disconnect frame: too_many_websockets',
    does: 'Says that the app has too many connections, and closes after a moment.',
    should: 'wait long before it tries again.',
    act: (control, appId, { id }) => control.disconnect(appId, 'too_many_websockets', id),
  },
  link_disabled: {
    name: 'Disconnect frame: link_disabled',
    does: 'Socket Mode is switched off: closed after a moment, and new connections of the app are refused.',
    should: 'stop, and tell a person. Trying again helps nobody.',
    act: (control, appId, { id }) => control.disconnect(appId, 'link_disabled', id),
  },
};

/** All at once; some may have gone meanwhile, which is no failure of the others. Rejects if none was there. */
export async function disturb(
  disturbance: Disturbance,
  control: Control,
  appId: string,
  connections: readonly SimConnection[],
): Promise<void> {
  const results = await Promise.allSettled(connections.map((one) => disturbance.act(control, appId, one)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed && results.every((result) => result.status === 'rejected')) throw failed.reason;
}
