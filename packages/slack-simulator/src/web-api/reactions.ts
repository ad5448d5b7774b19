import { react } from '../conversation/react.ts';
import { ApiError } from './api-error.ts';
import { neededText, textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';
import { messageAt, needMembership, visibleChannel } from './places.ts';

export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': {
    token: 'team',
    scopes: ['reactions:write'],
    perMinute: 50,
    run: (call) => change(call, true, 'already_reacted'),
  },
  'reactions.remove': {
    token: 'team',
    scopes: ['reactions:write'],
    perMinute: 20,
    run: (call) => change(call, false, 'no_reaction'),
  },
};

function change(call: Call, adds: boolean, nothingToDo: string): Answer {
  const caller = callerOf(call);
  const name = neededText(call.args, 'name', 'invalid_name');
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  needMembership(caller, channel);
  const message = messageAt(channel, textArg(call.args, 'timestamp'));
  const place = { workspace: caller.workspace, channel };
  if (!react(call.slack, place, message, { user: caller.userId, name, adds }))
    throw new ApiError(nothingToDo);
  return {};
}
