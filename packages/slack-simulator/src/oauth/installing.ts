import { sendEvent } from '../events/event-payload.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { hears } from '../events/publish.ts';
import { type Slack, settingsOf } from '../slack.ts';
import type { App, Installation, Token, Workspace } from '../state/model.ts';
import { addBotUser, retireBot, reusableToken } from './bot.ts';
import { endTokens, revokedToken } from './farewell.ts';
import { revokeAccess } from './org-install.ts';
import { type Issued, issueToken, refuseToken, rotates } from './rotation.ts';

/**
 * Installs an app into a workspace, or again: the bot user stays, scopes only grow, and the token is a new one
 * only after it died, where the settings say so, or while the app rotates its tokens. Where the app was there for the
 * whole organisation, the workspace's own installation takes the place of that.
 */
export function install(
  slack: Slack,
  app: App,
  workspace: Workspace,
  granted: { readonly scopes: readonly string[]; readonly user: string },
): { readonly installation: Installation; readonly issued: Issued } {
  const before = ownInstallation(slack, app, workspace);
  const botUserId = before?.botUserId ?? slack.ids.id('U');
  if (!before) addBotUser(slack, app, workspace, botUserId);
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
    enterprise: null,
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
 * `app_uninstalled` and `tokens_revoked` in either order. An app of the whole organisation only loses its access.
 */
export function uninstall(slack: Slack, workspace: Workspace, appId: string): void {
  const before = workspace.installations.get(appId);
  if (!before?.active) return;
  if (before.enterprise !== null) {
    revokeAccess(slack, workspace, appId);
    return;
  }
  const farewells = endTokens(slack, workspace.id, appId, before.botUserId);
  retireBot(slack, workspace, before);
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
  const event = revokedToken(slack, token, installation.botUserId);
  if (event) sendFarewell(slack, workspace, installation, event);
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

/** What the workspace itself installed; what the organisation installed there ends. */
function ownInstallation(slack: Slack, app: App, workspace: Workspace): Installation | undefined {
  const before = workspace.installations.get(app.id);
  if (before?.enterprise == null) return before;
  revokeAccess(slack, workspace, app.id);
  return undefined;
}
