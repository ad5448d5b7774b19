import type { Change } from './change.ts';
import type { Channel, Workspace, World } from './model.ts';

/** The shortest list of changes that makes this world out of an empty one. */
export function* snapshotChanges(world: World): Generator<Change> {
  yield { type: 'settings', settings: world.settings };
  if (world.signingKey) yield { type: 'signing-key', key: world.signingKey };
  for (const app of world.apps.values()) yield { type: 'app', app };
  for (const workspace of world.workspaces.values()) yield* workspaceChanges(workspace);
  for (const token of world.tokens.values()) yield { type: 'token', token };
}

function* workspaceChanges(workspace: Workspace): Generator<Change> {
  const team = workspace.id;
  yield { type: 'workspace', id: team, name: workspace.name, domain: workspace.domain };
  if (!workspace.active) yield { type: 'active', team, active: false };
  for (const user of workspace.users.values()) yield { type: 'user', team, user };
  for (const installation of workspace.installations.values())
    yield { type: 'installation', team, installation };
  for (const file of workspace.files.values()) yield { type: 'file', team, file };
  for (const message of workspace.scheduled.values()) yield { type: 'scheduled', team, message };
  for (const user of workspace.away) yield { type: 'presence', team, user, away: true };
  for (const home of workspace.homes.values()) yield { type: 'home', team, home };
  for (const channel of workspace.channels.values()) yield* channelChanges(team, channel);
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
