import { strangerIn } from '../conversation/slack-connect.ts';
import { emailOf, profileJson, userJson } from '../conversation/user-json.ts';
import { ApiError } from './api-error.ts';
import { flagArg, textArg } from './args.ts';
import { channelJson } from './channel-json.ts';
import { kindsArg } from './conversations.ts';
import { type Answer, type Call, type Caller, callerOf, type Method } from './method.ts';
import { page } from './pages.ts';

/** People, bots and the workspace itself. */
export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': { token: 'team', scopes: ['users:read'], perMinute: 100, run: info },
  'users.lookupByEmail': { token: 'team', scopes: ['users:read.email'], perMinute: 50, run: lookup },
  'users.profile.get': { token: 'team', scopes: ['users.profile:read'], perMinute: 100, run: profile },
  'users.conversations': { token: 'team', perMinute: 50, run: conversations },
  'users.list': { token: 'team', scopes: ['users:read'], perMinute: 20, run: list },
  'team.info': { token: 'team', scopes: ['team:read'], perMinute: 50, run: team },
  'bots.info': { token: 'team', scopes: ['users:read'], perMinute: 50, run: bot },
};

function info(call: Call): Answer {
  const caller = callerOf(call);
  const { workspace, userId } = caller;
  const { world } = call.slack.keeper;
  const id = textArg(call.args, 'user') ?? '';
  const user = workspace.users.get(id);
  if (user) return { user: userJson(world, workspace, user, seesEmail(caller)) };
  const stranger = strangerIn(workspace, id);
  if (!stranger) throw new ApiError('user_not_found');
  // To Slack only those are strangers whom the app cannot meet: https://docs.slack.dev/apis/slack-connect
  const isMet = stranger.channels.some(({ kind, members }) => kind === 'channel' || members.has(userId));
  return { user: { ...userJson(world, stranger.home, stranger.user), is_stranger: !isMet } };
}

/** Slack compares addresses without regard to capitals. */
function lookup(call: Call): Answer {
  const caller = callerOf(call);
  const { workspace } = caller;
  const email = textArg(call.args, 'email')?.toLowerCase();
  const user = [...workspace.users.values()].find(
    (one) => one.appId === null && emailOf(workspace, one).toLowerCase() === email,
  );
  if (!user) throw new ApiError('users_not_found');
  return { user: userJson(call.slack.keeper.world, workspace, user, seesEmail(caller)) };
}

function profile(call: Call): Answer {
  const caller = callerOf(call);
  const user = caller.workspace.users.get(textArg(call.args, 'user') ?? caller.userId);
  if (!user) throw new ApiError('user_not_found');
  return { profile: profileJson(caller.workspace, user, seesEmail(caller)) };
}

/** Where somebody is; of what is not public, only what the caller is in too. */
function conversations(call: Call): Answer {
  const caller = callerOf(call);
  const user = textArg(call.args, 'user') ?? caller.userId;
  if (!caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  const kinds = kindsArg(call, caller);
  const channels = [...caller.workspace.channels.values()].filter(
    ({ kind, members, archived }) =>
      kinds.includes(kind) &&
      members.has(user) &&
      (kind === 'channel' || members.has(caller.userId)) &&
      !(archived && flagArg(call.args, 'exclude_archived')),
  );
  const { items, next } = page(call.args, channels, 100);
  return {
    channels: items.map((channel) => {
      const { is_member: _, ...json } = channelJson(caller, channel);
      return json;
    }),
    response_metadata: { next_cursor: next },
  };
}

function seesEmail({ scopes }: Caller): boolean {
  return scopes.includes('users:read.email');
}

function list(call: Call): Answer {
  const caller = callerOf(call);
  const { workspace } = caller;
  const { items, next } = page(call.args, [...workspace.users.values()], 1_000);
  return {
    members: items.map((user) => userJson(call.slack.keeper.world, workspace, user, seesEmail(caller))),
    cache_ts: Math.floor(call.slack.clock.wallMs() / 1000),
    response_metadata: { next_cursor: next },
  };
}

function team(call: Call): Answer {
  const { workspace } = callerOf(call);
  const enterprise = call.slack.keeper.world.enterprises.get(workspace.enterprise ?? '');
  const asked = textArg(call.args, 'team') ?? workspace.id;
  if (asked !== workspace.id) throw new ApiError('team_not_found');
  return {
    team: {
      id: workspace.id,
      name: workspace.name,
      domain: workspace.domain,
      url: `${call.slack.publicUrl()}/workspaces/${workspace.domain}/`,
      email_domain: '',
      icon: { image_default: true },
      ...(enterprise
        ? {
            enterprise_id: enterprise.id,
            enterprise_name: enterprise.name,
            enterprise_domain: enterprise.domain,
          }
        : {}),
    },
  };
}

function bot(call: Call): Answer {
  const { workspace } = callerOf(call);
  const id = textArg(call.args, 'bot');
  const installation = [...workspace.installations.values()].find((one) => one.botId === id);
  if (!installation) throw new ApiError('bot_not_found');
  return {
    bot: {
      id: installation.botId,
      deleted: !installation.active,
      name: workspace.users.get(installation.botUserId)?.realName ?? '',
      updated: 0,
      app_id: installation.appId,
      user_id: installation.botUserId,
      icons: {},
    },
  };
}
