import { strangerIn } from '../conversation/slack-connect.ts';
import { userJson } from '../conversation/user-json.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';
import { page } from './pages.ts';

/** People, bots and the workspace itself. */
export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': { token: 'team', scopes: ['users:read'], perMinute: 100, run: info },
  'users.list': { token: 'team', scopes: ['users:read'], perMinute: 20, run: list },
  'team.info': { token: 'team', scopes: ['team:read'], perMinute: 50, run: team },
  'bots.info': { token: 'team', scopes: ['users:read'], perMinute: 50, run: bot },
};

function info(call: Call): Answer {
  const { workspace, userId } = callerOf(call);
  const { world } = call.slack.keeper;
  const id = textArg(call.args, 'user') ?? '';
  const user = workspace.users.get(id);
  if (user) return { user: userJson(world, workspace, user) };
  const stranger = strangerIn(workspace, id);
  if (!stranger) throw new ApiError('user_not_found');
  // To Slack only those are strangers whom the app cannot meet: https://docs.slack.dev/apis/slack-connect
  const isMet = stranger.channels.some(({ kind, members }) => kind === 'channel' || members.has(userId));
  return { user: { ...userJson(world, stranger.home, stranger.user), is_stranger: !isMet } };
}

function list(call: Call): Answer {
  const { workspace } = callerOf(call);
  const { items, next } = page(call.args, [...workspace.users.values()], 1_000);
  return {
    members: items.map((user) => userJson(call.slack.keeper.world, workspace, user)),
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
