import { pin, pinJson, pinsIn } from '../conversation/pin.ts';
import { ApiError } from './api-error.ts';
import { neededText, textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';
import { messageAt, ownChannel, visibleChannel } from './places.ts';

/** https://docs.slack.dev/reference/methods/pins.add and its neighbours. */
export const pinMethods: Readonly<Record<string, Method>> = {
  'pins.add': {
    token: 'team',
    scopes: ['pins:write'],
    perMinute: 20,
    run: (call) => change(call, true, 'already_pinned'),
  },
  'pins.remove': {
    token: 'team',
    scopes: ['pins:write'],
    perMinute: 20,
    run: (call) => change(call, false, 'no_pin'),
  },
  'pins.list': { token: 'team', scopes: ['pins:read'], perMinute: 20, run: list },
};

const MOST_PINS = 100;

function change(call: Call, adds: boolean, nothingToDo: string): Answer {
  const caller = callerOf(call);
  const channel = ownChannel(caller, textArg(call.args, 'channel'));
  const ts = neededText(call.args, 'timestamp', 'no_item_specified');
  if (!/^\d+\.\d{6}$/.test(ts)) throw new ApiError('bad_timestamp');
  const message = messageAt(channel, ts);
  if (message.state === 'tombstone') throw new ApiError('not_pinnable');
  if (adds && pinsIn(channel).length >= MOST_PINS) throw new ApiError('too_many_pins');
  const place = { workspace: caller.workspace, channel };
  if (!pin(call.slack, place, message, { user: caller.userId, adds })) throw new ApiError(nothingToDo);
  return {};
}

/** The newest first. */
function list(call: Call): Answer {
  const caller = callerOf(call);
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  const pins = [...pinsIn(channel)].reverse();
  return {
    items: pins.map((one) => pinJson(caller.workspace, channel, messageAt(channel, one.ts), one)),
  };
}
