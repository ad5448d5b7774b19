import type { Control } from '../control/control.ts';
import type { SimApp, SimEnterprise, SimState, SimWorkspace } from '../control/state.ts';
import { messageJson } from '../conversation/message-json.ts';
import { grantedWorkspaces } from '../oauth/org-access.ts';
import { type Slack, settingsOf } from '../slack.ts';
import type { App, Channel, Enterprise, Message, User, Workspace } from '../state/model.ts';
import type { Faults } from '../web-api/faults.ts';
import { placeBy } from './lookups.ts';

type Part = Pick<Control, 'state' | 'record' | 'changeSettings' | 'messages'>;

const RECORD_PAGE = 50_000;
const MESSAGES_PAGE = 200;
const MAX_MESSAGES = 1_000;

/** What can be read, and the settings. */
export function readings(slack: Slack, faults: Faults): Part {
  return {
    state: async () => stateOf(slack, faults),
    record: async ({ since = 0, limit = RECORD_PAGE } = {}) => slack.recorder.page(since, limit),
    changeSettings: async (changes) => {
      slack.keeper.commit({ type: 'settings', settings: { ...settingsOf(slack), ...changes } });
      slack.notices.tell({ type: 'settings' });
      return settingsOf(slack);
    },
    messages: async ({ team, channel: id, as, threadTs, limit = MESSAGES_PAGE, before }) => {
      const { workspace, channel } = placeBy(slack, team, id);
      const shown = threadTs === undefined ? channel.messages : threadOf(channel, threadTs);
      const isBefore = (ts: string) => before === undefined || Number(ts) < Number(before);
      const { newest, hasMore } = lastOf(shown, isBefore, Math.min(limit, MAX_MESSAGES));
      const from = newest[0]?.ts ?? '';
      const whispers = channel.ephemerals.filter(
        (message) =>
          as !== undefined &&
          message.ephemeralUser === as &&
          message.state === 'there' &&
          message.threadTs === (threadTs ?? null) &&
          isBefore(message.ts) &&
          (!hasMore || message.ts > from),
      );
      const all = [...newest, ...whispers].sort((one, other) => Number(one.ts) - Number(other.ts));
      return { messages: all.map((message) => messageJson(workspace, channel, message, true)), hasMore };
    },
  };
}

function threadOf(channel: Channel, threadTs: string): readonly Message[] {
  const parent = channel.byTs.get(threadTs);
  return [...(parent ? [parent] : []), ...(channel.threads.get(threadTs) ?? [])];
}

/** The last so many that are not deleted, oldest first; looks no further back than it must. */
function lastOf(
  list: readonly Message[],
  isWanted: (ts: string) => boolean,
  limit: number,
): { newest: Message[]; hasMore: boolean } {
  const newest: Message[] = [];
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const message = list[at];
    if (!message || message.state === 'deleted' || !isWanted(message.ts)) continue;
    if (newest.length === limit) return { newest: newest.reverse(), hasMore: true };
    newest.push(message);
  }
  return { newest: newest.reverse(), hasMore: false };
}

function stateOf(slack: Slack, faults: Faults): SimState {
  const { world } = slack.keeper;
  return {
    workspaces: [...world.workspaces.values()].map((workspace) => workspaceView(slack, workspace)),
    apps: [...world.apps.values()].map((app) => appView(slack, app)),
    settings: world.settings,
    faults: faults.list(),
    enterprises: [...world.enterprises.values()].map((enterprise) => enterpriseView(slack, enterprise)),
  };
}

function workspaceView(slack: Slack, workspace: Workspace): SimWorkspace {
  const { id, name, domain, active } = workspace;
  return {
    id,
    name,
    domain,
    url: `${slack.publicUrl()}/workspaces/${domain}/`,
    active,
    enterprise: workspace.enterprise,
    people: [...workspace.users.values()].filter((user) => user.appId === null).map(personView),
    channels: [...workspace.channels.values()].map((channel) => ({
      id: channel.id,
      name: channel.name,
      kind: channel.kind,
      members: [...channel.members],
      archived: channel.archived,
      teams: channel.workspaces.map((one) => one.id),
    })),
    apps: [...workspace.installations.values()].map((installation) => ({
      appId: installation.appId,
      name:
        slack.keeper.world.apps.get(installation.appId)?.name ??
        workspace.users.get(installation.botUserId)?.realName ??
        '',
      botUserId: installation.botUserId,
      botId: installation.botId,
      installed: installation.active,
      botTokenError: slack.keeper.world.tokens.get(installation.botToken)?.error ?? null,
      scopes: installation.scopes,
    })),
  };
}

function enterpriseView(slack: Slack, { id, name, domain, installs }: Enterprise): SimEnterprise {
  const installed = [...installs.values()].filter(({ active }) => active);
  return {
    id,
    name,
    domain,
    apps: installed.map(({ appId }) => ({
      appId,
      teams: grantedWorkspaces(slack.keeper.world, id, appId).map((workspace) => workspace.id),
    })),
  };
}

function personView({ id, name, realName, timeZone, color }: User) {
  return { id, name, realName, timeZone, color };
}

function appView(slack: Slack, app: App): SimApp {
  return {
    id: app.id,
    name: app.name,
    clientId: app.clientId,
    redirectUrls: app.redirectUrls,
    installUrl: app.installUrl ?? installUrlOf(slack, app),
    events: app.events,
    features: app.features,
    socketMode: app.socketMode,
    eventsDisabled: app.eventsDisabled,
    appTokenError: slack.keeper.world.tokens.get(app.appToken)?.error ?? null,
    connections: slack.hub.of(app.id).map((connection) => connection.view()),
  };
}

/**
 * By Bolt's convention `/slack/install` stands beside `/slack/oauth_redirect`; else the authorize page itself. Where
 * several apps share that address, `?app=` says which of them is meant.
 */
function installUrlOf(slack: Slack, app: App): string {
  const redirect = app.redirectUrls.find((url) => url.endsWith('/slack/oauth_redirect'));
  if (redirect) {
    const install = redirect.replace(/oauth_redirect$/, 'install');
    const sharers = [...slack.keeper.world.apps.values()].filter((one) =>
      one.redirectUrls.includes(redirect),
    );
    return sharers.length > 1 ? `${install}?app=${app.id}` : install;
  }
  const query = new URLSearchParams({ client_id: app.clientId, scope: app.scopes.join(',') });
  return `${slack.publicUrl()}/oauth/v2/authorize?${query}`;
}
