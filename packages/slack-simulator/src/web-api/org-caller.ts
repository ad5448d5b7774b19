import { strangerIn } from '../conversation/slack-connect.ts';
import { grantedWorkspaces, type Org } from '../oauth/org-access.ts';
import type { Slack } from '../slack.ts';
import type { Workspace } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import { type Args, listArg, textArg } from './args.ts';

/**
 * Methods that act on a workspace which nothing but `team_id` names, so that a call with an organisation's token needs
 * it (the pages of these methods say so, as https://docs.slack.dev/reference/methods/conversations.list).
 */
const NEED_TEAM: ReadonlySet<string> = new Set([
  'bots.info',
  'conversations.create',
  'conversations.list',
  'dnd.teamInfo',
  'files.list',
  'reactions.list',
  'search.files',
  'search.messages',
  'stars.list',
  'team.info',
  'usergroups.create',
  'usergroups.list',
  'users.conversations',
  'users.list',
]);

/**
 * The workspace that a call with an organisation's token is about: the one it names, or that of the channel, person,
 * view or trigger it names. Refuses with `missing_argument`, or `team_access_not_granted` for one that the app may not
 * use.
 */
export function workspaceOfCall(slack: Slack, org: Org, method: string, args: Args): Workspace {
  const { world } = slack.keeper;
  const granted = grantedWorkspaces(world, org.enterprise.id, org.install.appId);
  const team = textArg(args, 'team_id') ?? (method === 'team.info' ? textArg(args, 'team') : undefined);
  if (team === undefined && NEED_TEAM.has(method)) throw new ApiError('missing_argument', NO_TEAM);
  const named = team ?? teamOfView(slack, args);
  if (named !== undefined) return accessible(granted, world.workspaces.get(named));
  // What is in no workspace the app may use, but in another of the organisation, is closed to it, and not unknown.
  const all = [...world.workspaces.values()].filter((one) => one.enterprise === org.enterprise.id);
  const holder = [...granted, ...all].find((workspace) => holds(workspace, args));
  return accessible(granted, holder ?? granted[0]);
}

const NO_TEAM = { response_metadata: { messages: ['[ERROR] missing required field: team_id'] } };

function accessible(granted: readonly Workspace[], workspace: Workspace | undefined): Workspace {
  if (!workspace || !granted.includes(workspace)) throw new ApiError('team_access_not_granted');
  return workspace;
}

function holds(workspace: Workspace, args: Args): boolean {
  const { channels, users } = workspace;
  const channel = textArg(args, 'channel');
  if (channel !== undefined) return channels.has(channel) || users.has(channel);
  const user = textArg(args, 'user') ?? textArg(args, 'user_id') ?? listArg(args, 'users')[0];
  return user !== undefined && (users.has(user) || strangerIn(workspace, user) !== null);
}

function teamOfView({ interactions }: Slack, args: Args): string | undefined {
  const trigger = textArg(args, 'trigger_id');
  const view = textArg(args, 'view_id');
  if (trigger !== undefined) return interactions.triggers.teamOf(trigger);
  return view === undefined ? undefined : interactions.modals.find(view)?.team;
}
