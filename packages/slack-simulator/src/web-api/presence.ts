import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';

/** Who is there (https://docs.slack.dev/apis/web-api/user-presence-and-status). */
export const presenceMethods: Readonly<Record<string, Method>> = {
  'users.getPresence': { token: 'team', scopes: ['users:read'], perMinute: 50, run: getPresence },
  'users.setPresence': { token: 'team', scopes: ['users:write'], perMinute: 20, run: setPresence },
};

/** Whoever did not set themselves away is there: nobody here falls asleep. */
function getPresence(call: Call): Answer {
  const { workspace, userId, app, token } = callerOf(call);
  const user = textArg(call.args, 'user') ?? userId;
  if (!workspace.users.has(user)) throw new ApiError('user_not_found');
  const isAway = workspace.away.has(user);
  const presence = isAway ? 'away' : 'active';
  if (user !== userId) return { presence };
  // Only of oneself more is told.
  const connections = token.kind === 'bot' ? call.slack.hub.of(app.id).length : 1;
  return {
    presence,
    online: !isAway,
    auto_away: false,
    manual_away: isAway,
    connection_count: connections,
  };
}

function setPresence(call: Call): Answer {
  const { workspace, userId } = callerOf(call);
  const presence = textArg(call.args, 'presence');
  if (presence !== 'auto' && presence !== 'away') throw new ApiError('invalid_presence');
  call.slack.keeper.commit({
    type: 'presence',
    team: workspace.id,
    user: userId,
    away: presence === 'away',
  });
  return {};
}
