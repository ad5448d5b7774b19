import type {
  SimApp,
  SimChannel,
  SimEnterprise,
  SimPerson,
  SimState,
  SimWho,
  SimWorkspace,
} from '@muster/slack-simulator/control';
import { hasHome } from '../home/has-home.ts';
import { everyoneOf, type Known } from './everyone.ts';
import type { Tab, View } from './view.ts';

/** A bot that is installed in the workspace on screen. */
export interface Bot {
  readonly appId: string;
  readonly name: string;
  readonly userId: string;
  /** It has a connection that hears. */
  readonly isOnline: boolean;
}

/** What the address means in the simulator's present state: every part of it exists. */
export interface Scene {
  /** The view with every default filled in: the start of all links. */
  readonly view: View & { readonly team: string; readonly person: string };
  /** `ts` of the message that the address leads to; not part of `view`, for other links do not lead there. */
  readonly linkedTs: string | null;
  readonly workspaces: readonly SimWorkspace[];
  readonly workspace: SimWorkspace;
  readonly person: SimPerson;
  /** The channels that the person is in, direct messages left out. */
  readonly channels: readonly SimChannel[];
  readonly channel: SimChannel | null;
  /** The bot at the other end, if the channel is a direct message with one. */
  readonly partner: Bot | null;
  /** Instead of `partner`: the app whose bot was there, once it was removed from the workspace. */
  readonly formerPartner: SimApp | null;
  /** The other person, if the channel is a direct message between people. */
  readonly companion: SimPerson | null;
  readonly bots: readonly Bot[];
  readonly apps: readonly SimApp[];
  /** Apps that are not in this workspace yet. */
  readonly absentApps: readonly SimApp[];
  /** Organisations that workspaces belong to. */
  readonly enterprises: readonly SimEnterprise[];
  /** People and bots of all workspaces by id, for channels that several share. */
  readonly everyone: ReadonlyMap<string, Known>;
}

/**
 * Finds what the address names; what it does not name, or what does not exist (any more), falls back to `who` and
 * then to the first there is. Null if the simulator has no workspace with a person in it.
 */
export function sceneOf(state: SimState, view: View, who: SimWho | null): Scene | null {
  const workspace =
    state.workspaces.find((one) => one.domain === view.team) ??
    state.workspaces.find((one) => one.id === who?.team) ??
    state.workspaces[0];
  const person =
    workspace?.people.find((one) => one.id === view.person) ??
    workspace?.people.find((one) => one.id === who?.user) ??
    workspace?.people[0];
  if (!workspace || !person) return null;
  const bots = botsOf(workspace, state.apps);
  const mine = workspace.channels.filter((one) => one.members.includes(person.id));
  const channels = mine.filter((one) => one.kind !== 'im');
  const channel = mine.find((one) => one.id === view.channel) ?? channels[0] ?? null;
  const installed = new Set(bots.map((bot) => bot.appId));
  const isIm = channel?.kind === 'im';
  const partner = (isIm && bots.find((bot) => channel.members.includes(bot.userId))) || null;
  const formerId = workspace.apps.find(
    (one) => !one.installed && one.botUserId && channel?.members.includes(one.botUserId),
  )?.appId;
  return {
    view: {
      team: workspace.domain,
      person: person.id,
      channel: channel?.id ?? null,
      // A thread belongs to the channel that the address named.
      thread: channel && channel.id === view.channel ? view.thread : null,
      pane: view.pane,
      wire: view.wire ?? null,
      tab: tabOf(view, partner, state.apps),
      message: null,
    },
    linkedTs: (channel && channel.id === view.channel && view.message) || null,
    workspaces: state.workspaces,
    workspace,
    person,
    channels,
    channel,
    partner,
    companion:
      (isIm && companions({ workspace, person }).find(({ id }) => channel.members.includes(id))) || null,
    formerPartner: (isIm && state.apps.find((app) => app.id === formerId)) || null,
    bots,
    apps: state.apps,
    absentApps: state.apps.filter((app) => !installed.has(app.id)),
    enterprises: state.enterprises ?? [],
    everyone: everyoneOf(state.workspaces, workspace),
  };
}

/** Only apps have tabs, and only some of them a Home. */
function tabOf(view: View, partner: Bot | null, apps: readonly SimApp[]): Tab | null {
  const tab = view.tab ?? null;
  if (!partner) return null;
  return tab === 'home' && !hasHome({ partner, apps }) ? null : tab;
}

function botsOf(workspace: SimWorkspace, apps: readonly SimApp[]): readonly Bot[] {
  return workspace.apps
    .filter((app) => app.installed)
    .map((app) => ({
      appId: app.appId,
      name: app.name,
      userId: app.botUserId ?? '',
      isOnline: (apps.find((one) => one.id === app.appId)?.connections ?? []).some(
        (one) => one.state === 'open',
      ),
    }));
}

/** Whom of the workspace the person can write to directly, apps left out. */
export function companions(scene: Pick<Scene, 'workspace' | 'person'>): readonly SimPerson[] {
  return scene.workspace.people.filter(({ id }) => id !== scene.person.id);
}

/** The person's direct message with a bot or another person, or null if it was never opened. */
export function directMessageWith(scene: Scene, userId: string): SimChannel | null {
  const isTheirs = (one: SimChannel) =>
    one.kind === 'im' && one.members.includes(scene.person.id) && one.members.includes(userId);
  return scene.workspace.channels.find(isTheirs) ?? null;
}

/** What a conversation is called: a bot's or a person's name, or a channel's with its `#`. */
export function nameOf(scene: Scene, channel: SimChannel): string {
  const { partner, formerPartner, companion } = scene;
  return partner?.name ?? formerPartner?.name ?? companion?.realName ?? `#${channel.name}`;
}

/** The names of the other workspaces that have the channel too: then it is a Slack Connect channel. */
export function sharersOf(
  scene: Pick<Scene, 'workspaces' | 'workspace'>,
  channel: SimChannel,
): readonly string[] {
  const others = (channel.teams ?? []).filter((id) => id !== scene.workspace.id);
  return others.map((id) => scene.workspaces.find((one) => one.id === id)?.name ?? id);
}
