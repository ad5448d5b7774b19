import type { Change, MessageChange, NewChannel } from './change.ts';
import { DEFAULT_FEATURES } from './default-settings.ts';
import { type Channel, homeKey, imKey, type Message, type Workspace, type World } from './model.ts';
import { microsOf } from './timestamps.ts';

/**
 * Takes one step. The same for a step taken now and one read from the journal; posting costs the same however
 * long the history is. Throws when the step names something that does not exist: a bug, or a foreign journal.
 */
export function applyChange(world: World, change: Change): void {
  switch (change.type) {
    case 'settings':
      world.settings = change.settings;
      return;
    case 'signing-key':
      world.signingKey = change.key;
      return;
    case 'app':
      // Journals of earlier versions know nothing of these.
      world.apps.set(change.app.id, {
        ...change.app,
        eventsDisabled: change.app.eventsDisabled ?? false,
        manifest: change.app.manifest ?? null,
        features: { ...DEFAULT_FEATURES, ...change.app.features },
      });
      return;
    case 'app-removed':
      removeApp(world, change.appId);
      return;
    case 'token':
      // Tokens of earlier versions live for ever.
      world.tokens.set(change.token.token, {
        ...change.token,
        expiresAt: change.token.expiresAt ?? null,
        renews: change.token.renews ?? null,
        exchanged: change.token.exchanged ?? false,
      });
      return;
    case 'token-forgotten':
      world.tokens.delete(change.token);
      return;
    case 'workspace':
      addWorkspace(world, change);
      return;
    default:
      applyInWorkspace(world, known(world.workspaces.get(change.team), change.team), change);
  }
}

type ChangeInWorkspace = Extract<Change, { readonly team: string }>;

function applyInWorkspace(world: World, workspace: Workspace, change: ChangeInWorkspace): void {
  switch (change.type) {
    case 'active':
      workspace.active = change.active;
      return;
    case 'user':
      workspace.users.set(change.user.id, change.user);
      return;
    case 'installation':
      workspace.installations.set(change.installation.appId, change.installation);
      return;
    case 'home':
      workspace.homes.set(homeKey(change.home.user, change.home.view.app_id), change.home);
      return;
    case 'channel':
      addChannel(workspace, change.channel);
      return;
    default:
      applyInChannel(world, known(workspace.channels.get(change.channel), change.channel), change);
  }
}

function applyInChannel(
  world: World,
  channel: Channel,
  change: Exclude<
    ChangeInWorkspace,
    { readonly type: 'active' | 'user' | 'installation' | 'home' | 'channel' }
  >,
): void {
  switch (change.type) {
    case 'archived':
      channel.archived = change.archived;
      return;
    case 'member':
      if (change.joins) channel.members.add(change.user);
      else channel.members.delete(change.user);
      return;
    case 'message':
      addMessage(channel, change.message);
      world.lastTsMicros = Math.max(world.lastTsMicros, microsOf(change.message.ts));
      return;
    case 'edit':
      editMessage(known(channel.byTs.get(change.ts), change.ts), change.change);
      if (change.change.edited)
        world.lastTsMicros = Math.max(world.lastTsMicros, microsOf(change.change.edited.ts));
      return;
  }
}

/** What it posted stays, and its bots stay known by their names; what it showed in Home tabs goes. */
function removeApp(world: World, appId: string): void {
  world.apps.delete(appId);
  for (const { homes } of world.workspaces.values())
    for (const [key, { view }] of homes) if (view.app_id === appId) homes.delete(key);
  for (const [text, token] of world.tokens) if (token.appId === appId) world.tokens.delete(text);
}

function addWorkspace(world: World, made: { id: string; name: string; domain: string }): void {
  world.workspaces.set(made.id, {
    id: made.id,
    name: made.name,
    domain: made.domain,
    active: true,
    users: new Map(),
    channels: new Map(),
    installations: new Map(),
    ims: new Map(),
    homes: new Map(),
  });
}

function addChannel(workspace: Workspace, made: NewChannel): void {
  workspace.channels.set(made.id, {
    ...made,
    members: new Set(made.members),
    archived: false,
    messages: [],
    byTs: new Map(),
    threads: new Map(),
    ephemerals: [],
  });
  const [one, other] = made.members;
  if (made.kind === 'im' && one && other) workspace.ims.set(imKey(one, other), made.id);
}

function addMessage(channel: Channel, message: Message): void {
  channel.byTs.set(message.ts, message);
  if (message.ephemeralUser) {
    channel.ephemerals.push(message);
    return;
  }
  if (message.threadTs === null || message.broadcast) channel.messages.push(message);
  if (message.threadTs === null) return;
  const thread = channel.threads.get(message.threadTs);
  if (thread) thread.push(message);
  else channel.threads.set(message.threadTs, [message]);
}

function editMessage(message: Message, change: MessageChange): void {
  Object.assign(message, change);
}

function known<Value>(value: Value | undefined, id: string): Value {
  if (value === undefined) throw new Error(`a change names ${id}, which does not exist`);
  return value;
}
