import { messageJson } from '../conversation/message-json.ts';
import { permalinkOf } from '../conversation/permalink.ts';
import { react } from '../conversation/react.ts';
import type { Channel, Message } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { neededText, textArg } from './args.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { page } from './pages.ts';
import { messageAt, needMembership, visibleChannel } from './places.ts';

/** https://docs.slack.dev/reference/methods/reactions.add and its neighbours. */
export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.get': { token: 'team', scopes: ['reactions:read'], perMinute: 50, run: get },
  'reactions.list': { token: 'team', scopes: ['reactions:read'], perMinute: 20, run: list },
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

function get(call: Call): Answer {
  const caller = callerOf(call);
  const ts = neededText(call.args, 'timestamp', 'no_item_specified');
  const channel = visibleChannel(caller, textArg(call.args, 'channel'));
  return itemJson(caller, channel, messageAt(channel, ts));
}

/** What somebody reacted to, the newest first, as far as the caller may know of it. */
function list(call: Call): Answer {
  const caller = callerOf(call);
  const user = textArg(call.args, 'user') ?? caller.userId;
  if (!caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  const channels = [...caller.workspace.channels.values()].filter(
    ({ kind, members }) => kind === 'channel' || members.has(caller.userId),
  );
  const found = channels.flatMap((channel) =>
    [...channel.byTs.values()]
      .filter((message) => message.state === 'there' && !message.ephemeralUser)
      .filter(({ reactions }) => reactions.some(({ users }) => users.includes(user)))
      .map((message) => ({ channel, message })),
  );
  found.sort((one, other) => Number(other.message.ts) - Number(one.message.ts));
  const { items, next } = page(call.args, found, 100);
  return {
    items: items.map(({ channel, message }) => itemJson(caller, channel, message)),
    response_metadata: { next_cursor: next },
  };
}

function itemJson({ workspace }: Caller, channel: Channel, message: Message): Answer {
  const json = messageJson(workspace, channel, message, false);
  const permalink = permalinkOf(workspace, channel, message);
  return { type: 'message', channel: channel.id, message: { ...json, permalink } };
}
