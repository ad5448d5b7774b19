import type { Change } from './change.ts';
import type { Channel, Workspace, World } from './model.ts';

/** The shortest list of changes that makes this world out of an empty one. */
export function* snapshotChanges(world: World): Generator<Change> {
  yield { type: 'settings', settings: world.settings };
  if (world.signingKey) yield { type: 'signing-key', key: world.signingKey };
  for (const app of world.apps.values()) yield { type: 'app', app };
  for (const { installs, ...enterprise } of world.enterprises.values()) {
    yield { type: 'enterprise', enterprise };
    for (const install of installs.values())
      yield { type: 'org-install', enterprise: enterprise.id, install };
  }
  for (const workspace of world.workspaces.values()) yield* workspaceChanges(workspace);
  for (const workspace of world.workspaces.values()) yield* sharedChannels(workspace);
  for (const token of world.tokens.values()) yield { type: 'token', token };
}

function* workspaceChanges(workspace: Workspace): Generator<Change> {
  const team = workspace.id;
  const { name, domain, enterprise } = workspace;
  yield { type: 'workspace', id: team, name, domain, enterprise };
  if (!workspace.active) yield { type: 'active', team, active: false };
  for (const user of workspace.users.values()) yield { type: 'user', team, user };
  for (const installation of workspace.installations.values())
    yield { type: 'installation', team, installation };
  for (const file of workspace.files.values()) yield { type: 'file', team, file };
  for (const message of workspace.scheduled.values()) yield { type: 'scheduled', team, message };
  for (const user of workspace.away) yield { type: 'presence', team, user, away: true };
  for (const home of workspace.homes.values()) yield { type: 'home', team, home };
  // What it was let into is its own workspace's to tell.
  for (const channel of workspace.channels.values())
    if (channel.workspaces[0] === workspace) yield* channelChanges(team, channel);
}

/** After all workspaces are there. */
function* sharedChannels(workspace: Workspace): Generator<Change> {
  const team = workspace.id;
  for (const { id: channel, workspaces } of workspace.channels.values()) {
    const [home, ...guests] = workspaces;
    if (home !== workspace) continue;
    for (const { id: withTeam } of guests) yield { type: 'shared', team, channel, withTeam, isShared: true };
  }
}

function* channelChanges(team: string, channel: Channel): Generator<Change> {
  const { id, name, kind, creator, created } = channel;
  yield {
    type: 'channel',
    team,
    channel: { id, name, kind, creator, created, members: [...channel.members] },
  };
  const { topic, purpose, previousNames, pins } = channel;
  if (topic.lastSet > 0 || purpose.lastSet > 0 || previousNames.length + pins.length > 0)
    yield { type: 'details', team, channel: id, details: { topic, purpose, previousNames, pins } };
  for (const [user, view] of channel.views) yield { type: 'view', team, channel: id, user, view };
  if (channel.archived) yield { type: 'archived', team, channel: id, archived: true };
  // In the order of arrival, which is that of their `ts`.
  for (const message of channel.byTs.values()) {
    if (message.state !== 'deleted') yield { type: 'message', team, channel: id, message };
  }
}
