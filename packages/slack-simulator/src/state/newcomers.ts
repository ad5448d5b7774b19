import { ControlError } from '../control/control.ts';
import type {
  SimNewApp,
  SimNewChannel,
  SimNewEnterprise,
  SimNewPerson,
  SimNewWorkspace,
} from '../control/requests.ts';
import type { SimAppFeatures } from '../control/state.ts';
import { demand } from '../control-api/lookups.ts';
import { addChannel } from '../conversation/places.ts';
import type { Slack } from '../slack.ts';
import { DEFAULT_FEATURES } from './default-settings.ts';
import type { App, Token, Workspace } from './model.ts';

/** Slack's colours for people, given out in turn. */
const COLORS = ['#9f69e7', '#4bbe2e', '#e7392d', '#3c989f', '#674b1b', '#e96699', '#2b6cb0', '#d97706'];

/** Makes an organisation without workspaces. Returns its id. */
export function addEnterprise(slack: Slack, made: SimNewEnterprise): string {
  const id = made.id ?? slack.ids.id('E');
  demandFree(slack.keeper.world.enterprises, id);
  const domain = made.domain ?? domainOf(made.name, id);
  slack.keeper.commit({ type: 'enterprise', enterprise: { id, name: made.name, domain } });
  slack.notices.tell({ type: 'workspace', team: null });
  return id;
}

/**
 * Makes a workspace with people and channels; `general` is always there. Returns its id. Throws ControlError
 * `unknown_enterprise`, or 409 when its id or its domain is another's.
 */
export function addWorkspace(slack: Slack, made: SimNewWorkspace): string {
  const id = made.id ?? slack.ids.id('T');
  const enterprise = made.enterprise ?? null;
  if (enterprise !== null && !slack.keeper.world.enterprises.has(enterprise))
    throw new ControlError('unknown_enterprise', `there is no ${enterprise}`, 404);
  demandFree(slack.keeper.world.workspaces, id);
  const domain = freeDomain(slack, made, id);
  slack.keeper.commit({ type: 'workspace', id, name: made.name, domain, enterprise });
  const workspace = slack.keeper.world.workspaces.get(id);
  if (!workspace) throw new Error(`workspace ${id} was not made`);
  const people = (made.people ?? []).map((person) => addPerson(slack, workspace, person));
  const creator = people[0] ?? 'USLACKBOT';
  const channels = made.channels ?? [];
  const hasGeneral = channels.some((channel) => channel.name === 'general');
  const general: readonly SimNewChannel[] = hasGeneral ? [] : [{ name: 'general' }];
  for (const channel of [...general, ...channels]) {
    const { kind = 'channel', members = people, ...rest } = channel;
    addChannel(slack, workspace, { ...rest, kind, creator, members });
  }
  slack.notices.tell({ type: 'workspace', team: null });
  return id;
}

function domainOf(name: string, id: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || id.toLowerCase();
}

/** An address leads to one workspace: of names that are alike, the later gets a number. */
function freeDomain(slack: Slack, made: SimNewWorkspace, id: string): string {
  const taken = new Set([...slack.keeper.world.workspaces.values()].map(({ domain }) => domain));
  if (made.domain !== undefined) {
    demand(!taken.has(made.domain), 'domain_taken', `there is a workspace at ${made.domain} already`);
    return made.domain;
  }
  const wanted = domainOf(made.name, id);
  let free = wanted;
  for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
  return free;
}

/** Throws ControlError 409: whoever comes second would wipe out the first. */
export function demandFree(taken: ReadonlyMap<string, unknown>, id: string | undefined): void {
  demand(id === undefined || !taken.has(id), 'id_taken', `there is a ${id} already`);
}

/** Makes a person, who joins the workspace's `general`. Returns their id. Throws ControlError 409 for a taken id. */
export function addPerson(slack: Slack, workspace: Workspace, made: SimNewPerson): string {
  demandFree(workspace.users, made.id);
  const user = {
    id: made.id ?? slack.ids.id('U'),
    name: made.name,
    realName: made.realName ?? made.name,
    timeZone: made.timeZone ?? 'UTC',
    color: COLORS[workspace.users.size % COLORS.length] ?? '#9f69e7',
    appId: null,
  };
  const team = workspace.id;
  slack.keeper.commit({ type: 'user', team, user });
  const general = [...workspace.channels.values()].find((channel) => channel.name === 'general');
  if (general) slack.keeper.commit({ type: 'member', team, channel: general.id, user: user.id, joins: true });
  slack.notices.tell({ type: 'workspace', team });
  return user.id;
}

/** What a chat bot usually asks for. */
const USUAL_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
];
const USUAL_EVENTS = [
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'app_home_opened',
  'user_change',
  'app_uninstalled',
  'tokens_revoked',
  'channel_id_changed',
];

/**
 * Registers an app, or registers it anew: what is not given stays, or is made up. It is known by its id, its token or
 * its client id. `manifest`: what it is made of. Throws ControlError 409 when a token or client id is another app's.
 */
export function putApp(slack: Slack, made: SimNewApp, manifest: App['manifest'] = null): App {
  const owners = [ownerOfToken(slack, made.appToken), ownerOfClient(slack, made.clientId)];
  const id = made.id ?? owners.find((one) => one) ?? idInToken(made.appToken) ?? slack.ids.id('A');
  const isOwn = owners.every((owner) => owner === undefined || owner === id);
  demand(isOwn, 'credentials_taken', 'the token or the client id is another app’s');
  const before = slack.keeper.world.apps.get(id);
  const app: App = {
    id,
    name: made.name ?? before?.name ?? 'Bot',
    clientId: made.clientId ?? before?.clientId ?? `${slack.ids.digits(12)}.${slack.ids.digits(13)}`,
    clientSecret: made.clientSecret ?? before?.clientSecret ?? slack.ids.secret(),
    appToken: made.appToken ?? before?.appToken ?? slack.ids.appToken(id),
    redirectUrls: made.redirectUrls ?? before?.redirectUrls ?? [],
    scopes: made.scopes ?? before?.scopes ?? USUAL_SCOPES,
    events: made.events ?? before?.events ?? USUAL_EVENTS,
    installUrl: made.installUrl ?? before?.installUrl ?? null,
    socketMode: before?.socketMode ?? true,
    eventsDisabled: false,
    manifest: manifest ?? before?.manifest ?? null,
    features: featuresOf(made, before?.features ?? DEFAULT_FEATURES),
  };
  slack.keeper.commit({ type: 'app', app });
  if (!slack.keeper.world.tokens.has(app.appToken))
    addAppToken(slack, app, { token: app.appToken, scopes: ['connections:write'] });
  slack.notices.tell({ type: 'apps', appId: id, team: null });
  return app;
}

function featuresOf(made: SimNewApp, before: SimAppFeatures): SimAppFeatures {
  return {
    slashCommands: made.slashCommands ?? before.slashCommands,
    shortcuts: made.shortcuts ?? before.shortcuts,
    homeTab: made.homeTab ?? before.homeTab,
    tokenRotation: made.tokenRotation ?? before.tokenRotation,
    orgDeploy: made.orgDeploy ?? before.orgDeploy,
    userScopes: made.userScopes ?? before.userScopes,
  };
}

/** Keeps an app-level token, which lives until it is revoked. */
export function addAppToken(slack: Slack, app: App, given: Pick<Token, 'token' | 'scopes' | 'name'>): Token {
  const token: Token = {
    ...given,
    kind: 'app',
    appId: app.id,
    team: null,
    userId: null,
    error: null,
    expiresAt: null,
    renews: null,
    exchanged: false,
  };
  slack.keeper.commit({ type: 'token', token });
  return token;
}

function ownerOfToken({ keeper }: Slack, appToken: string | undefined): string | undefined {
  return appToken === undefined ? undefined : keeper.world.tokens.get(appToken)?.appId;
}

function ownerOfClient({ keeper }: Slack, clientId: string | undefined): string | undefined {
  return [...keeper.world.apps.values()].find((app) => app.clientId === clientId)?.id;
}

/** `xapp-1-<app id>-…` says whose it is. */
function idInToken(appToken: string | undefined): string | undefined {
  return appToken?.split('-')[2] || undefined;
}
