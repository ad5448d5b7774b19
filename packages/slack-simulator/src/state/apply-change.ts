import type { Change, MessageChange, NewChannel } from './change.ts';
import type { Heading } from './channel-parts.ts';
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
    case 'enterprise':
      world.enterprises.set(change.enterprise.id, { ...change.enterprise, installs: new Map() });
      return;
    case 'org-install':
      known(world.enterprises.get(change.enterprise), change.enterprise).installs.set(
        change.install.appId,
        change.install,
      );
      return;
    case 'workspace':
      addWorkspace(world, change);
      return;
    default:
      applyInWorkspace(world, known(world.workspaces.get(change.team), change.team), change);
  }
}

type ChangeInWorkspace = Extract<Change, { readonly team: string }>;
/** `channel` is an id there, and a whole channel in the change that makes one. */
type ChangeInChannel = Extract<ChangeInWorkspace, { readonly channel: string }>;

function applyInWorkspace(world: World, workspace: Workspace, change: ChangeInWorkspace): void {
  switch (change.type) {
    case 'active':
      workspace.active = change.active;
      return;
    case 'user':
      workspace.users.set(change.user.id, change.user);
      return;
    case 'file':
      workspace.files.set(change.file.id, change.file);
      return;
    case 'scheduled':
      workspace.scheduled.set(change.message.id, change.message);
      return;
    case 'unscheduled':
      workspace.scheduled.delete(change.id);
      return;
    case 'presence':
      if (change.away) workspace.away.add(change.user);
      else workspace.away.delete(change.user);
      return;
    case 'installation':
      // Earlier versions knew no organisations.
      workspace.installations.set(change.installation.appId, {
        ...change.installation,
        enterprise: change.installation.enterprise ?? null,
      });
      return;
    case 'home':
      workspace.homes.set(homeKey(change.home.user, change.home.view.app_id), change.home);
      return;
    case 'channel':
      addChannel(workspace, change.channel);
      return;
    default:
      if (change.type === 'message' && change.scheduled) workspace.scheduled.delete(change.scheduled);
      applyInChannel(world, known(workspace.channels.get(change.channel), change.channel), change);
  }
}

function applyInChannel(world: World, channel: Channel, change: ChangeInChannel): void {
  switch (change.type) {
    case 'shared':
      share(channel, known(world.workspaces.get(change.withTeam), change.withTeam), change.isShared);
      return;
    case 'archived':
      channel.archived = change.archived;
      return;
    case 'details':
      Object.assign(channel, change.details);
      return;
    case 'view':
      channel.views.set(change.user, change.view);
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

const NO_HEADING: Heading = Object.freeze({ value: '', creator: '', lastSet: 0 });

type NewWorkspace = Extract<Change, { readonly type: 'workspace' }>;

function addWorkspace(world: World, made: NewWorkspace): void {
  world.workspaces.set(made.id, {
    id: made.id,
    name: made.name,
    domain: made.domain,
    enterprise: made.enterprise ?? null,
    active: true,
    publicUrl: () => world.publicUrl,
    users: new Map(),
    channels: new Map(),
    installations: new Map(),
    ims: new Map(),
    files: new Map(),
    scheduled: new Map(),
    away: new Set(),
    homes: new Map(),
  });
}

function addChannel(workspace: Workspace, made: NewChannel): void {
  workspace.channels.set(made.id, {
    ...made,
    members: new Set(made.members),
    workspaces: [workspace],
    archived: false,
    topic: NO_HEADING,
    purpose: NO_HEADING,
    previousNames: [],
    pins: [],
    views: new Map(),
    messages: [],
    byTs: new Map(),
    threads: new Map(),
    ephemerals: [],
  });
  const [one, other] = made.members;
  if (made.kind === 'im' && one) workspace.ims.set(imKey(one, other ?? one), made.id);
}

/** Both workspaces hold the same channel, so that whatever happens to it happens in both. */
function share(channel: Channel, guest: Workspace, isShared: boolean): void {
  const { workspaces, members } = channel;
  if (isShared) {
    if (!workspaces.includes(guest)) workspaces.push(guest);
    guest.channels.set(channel.id, channel);
    return;
  }
  workspaces.splice(workspaces.indexOf(guest), 1);
  guest.channels.delete(channel.id);
  const belongs = (member: string) => workspaces.some(({ users }) => users.has(member));
  for (const member of members) if (guest.users.has(member) && !belongs(member)) members.delete(member);
}

function addMessage(channel: Channel, message: Message): void {
  // Journals of earlier versions know nothing of these.
  message.particulars ??= null;
  message.files ??= [];
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
