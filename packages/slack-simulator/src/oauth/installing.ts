import { sendEvent } from '../events/event-payload.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { hears } from '../events/publish.ts';
import { newTs, type Slack, settingsOf } from '../slack.ts';
import type { App, Installation, Token, Workspace } from '../state/model.ts';
import { type Issued, issueToken, refuseToken, rotates, signsIn } from './rotation.ts';

/**
 * Installs an app into a workspace, or again: the bot user stays, scopes only grow, and the token is a new one
 * only after it died, where the settings say so, or while the app rotates its tokens.
 */
export function install(
  slack: Slack,
  app: App,
  workspace: Workspace,
  granted: { readonly scopes: readonly string[]; readonly user: string },
): { readonly installation: Installation; readonly issued: Issued } {
  const before = workspace.installations.get(app.id);
  const botUserId = before?.botUserId ?? addBotUser(slack, app, workspace);
  const keptScopes = before?.active ? before.scopes : [];
  const team = workspace.id;
  const issued =
    reusableToken(slack, app, before) ??
    issueToken(slack, app, { kind: 'bot', team, userId: botUserId, scopes: [] });
  const installation: Installation = {
    appId: app.id,
    botUserId,
    botId: before?.botId ?? slack.ids.id('B'),
    botToken: issued.accessToken,
    scopes: [...new Set([...keptScopes, ...granted.scopes])],
    installedBy: granted.user,
    active: true,
  };
  slack.keeper.commit({ type: 'installation', team, installation });
  slack.notices.tell({ type: 'apps', appId: app.id, team });
  return { installation, issued };
}

/** The bot calls with this token from now on: `revokeToken` by team and app finds it. */
export function keepBotToken(slack: Slack, team: string, appId: string, botToken: string): void {
  const installation = slack.keeper.world.workspaces.get(team)?.installations.get(appId);
  if (installation)
    slack.keeper.commit({ type: 'installation', team, installation: { ...installation, botToken } });
}

/**
 * Removes an app from a workspace: its tokens die, it leaves every channel, its events stop, and it hears
 * `app_uninstalled` and `tokens_revoked` in either order.
 */
export function uninstall(slack: Slack, workspace: Workspace, appId: string): void {
  const before = workspace.installations.get(appId);
  if (!before?.active) return;
  const tokens = tokensOf(slack, workspace.id, appId);
  const people = tokens.filter(isPersons).map(({ userId }) => userId ?? '');
  for (const token of tokens) refuseToken(slack, token, 'account_inactive');
  retireBot(slack, workspace, before);
  const farewells: InnerEvent[] = [
    { type: 'app_uninstalled', event_ts: newTs(slack) },
    tokensRevoked(slack, { oauth: [...new Set(people)], bot: [before.botUserId] }),
  ];
  if (slack.random() < 0.5) farewells.reverse();
  for (const farewell of farewells) sendFarewell(slack, workspace, before, farewell);
}

/**
 * `auth.revoke`: one token dies. With its bot token the bot is deactivated and leaves its channels, though Slack does
 * not call that a removal (https://docs.slack.dev/reference/methods/auth.revoke): the app hears `tokens_revoked` only,
 * as of a person's token (https://docs.slack.dev/reference/events/tokens_revoked).
 * With a token that rotates nothing else changes (https://docs.slack.dev/authentication/using-token-rotation).
 */
export function revoke(slack: Slack, workspace: Workspace, token: Token): void {
  refuseToken(slack, token, 'token_revoked');
  const installation = workspace.installations.get(token.appId);
  if (!installation || rotates(token)) return;
  const isRetired = settingsOf(slack).revokeRetiresBot && installation.botToken === token.token;
  if (isRetired) retireBot(slack, workspace, installation);
  const bot = token.kind === 'bot' ? [installation.botUserId] : [];
  const oauth = isPersons(token) && token.userId !== null ? [token.userId] : [];
  if (bot.length + oauth.length > 0)
    sendFarewell(slack, workspace, installation, tokensRevoked(slack, { oauth, bot }));
}

/** Nothing is delivered to the installation any more, and its bot is in no channel. */
function retireBot(slack: Slack, workspace: Workspace, installation: Installation): void {
  const { id: team } = workspace;
  const { appId, botUserId: user } = installation;
  slack.keeper.commit({ type: 'installation', team, installation: { ...installation, active: false } });
  for (const channel of workspace.channels.values()) {
    if (channel.kind === 'im' || !channel.members.has(user)) continue;
    slack.keeper.commit({ type: 'member', team, channel: channel.id, user, joins: false });
  }
  slack.notices.tell({ type: 'apps', appId, team });
}

function sendFarewell(
  slack: Slack,
  workspace: Workspace,
  installation: Installation,
  event: InnerEvent,
): void {
  if (hears(slack, installation, { event: event.type, scope: null }))
    sendEvent(slack, workspace, installation, event, true);
}

/** `tokens`: ids of users, never the tokens themselves. */
function tokensRevoked(
  slack: Slack,
  tokens: { readonly oauth: readonly string[]; readonly bot: readonly string[] },
): InnerEvent {
  return { type: 'tokens_revoked', tokens, event_ts: newTs(slack) };
}

/** Whether the app acted for a person with it. Who only signed in gave the app nothing to do. */
function isPersons(token: Token): boolean {
  return token.kind === 'user' && token.error === null && !signsIn(token);
}

function tokensOf(slack: Slack, team: string, appId: string): readonly Token[] {
  return [...slack.keeper.world.tokens.values()].filter(
    (token) => token.team === team && token.appId === appId,
  );
}

function reusableToken(slack: Slack, app: App, before: Installation | undefined): Issued | null {
  if (!before?.active || app.features.tokenRotation || settingsOf(slack).newTokenOnReinstall) return null;
  const token = slack.keeper.world.tokens.get(before.botToken);
  if (!token || token.error !== null || rotates(token)) return null;
  return { accessToken: token.token, renewal: null };
}

function addBotUser(slack: Slack, app: App, workspace: Workspace): string {
  const id = slack.ids.id('U');
  const name = app.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || 'bot';
  slack.keeper.commit({
    type: 'user',
    team: workspace.id,
    user: { id, name, realName: app.name, timeZone: 'America/Los_Angeles', color: '#4a154b', appId: app.id },
  });
  return id;
}
