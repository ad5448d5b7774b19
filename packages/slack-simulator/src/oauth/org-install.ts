import { sendOrgEvent } from '../events/event-payload.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { hears } from '../events/publish.ts';
import { newTs, type Slack, settingsOf } from '../slack.ts';
import type { App, Enterprise, OrgInstall, Token, Workspace } from '../state/model.ts';
import { addBotUser, retireBot, reusableToken } from './bot.ts';
import { endTokens, revokedToken, tokensOf } from './farewell.ts';
import { grantedWorkspaces, type Org, orgOf, workspacesOf } from './org-access.ts';
import { type Issued, issueToken, refuseToken, rotates } from './rotation.ts';

/**
 * Installs an app for a whole organisation, or again: one bot user and one token in all workspaces that it may use
 * (https://docs.slack.dev/enterprise/organization-ready-apps). `teams`: those workspaces; default all, or those of
 * the installation before. At Slack an administrator adds them one by one afterwards.
 */
export function installOrg(
  slack: Slack,
  app: App,
  enterprise: Enterprise,
  granted: { readonly scopes: readonly string[]; readonly user: string; readonly teams?: readonly string[] },
): Org & { readonly issued: Issued } {
  const before = enterprise.installs.get(app.id);
  const botUserId = before?.botUserId ?? slack.ids.id('U');
  const issued =
    reusableToken(slack, app, before) ??
    issueToken(slack, app, { kind: 'bot', team: enterprise.id, userId: botUserId, scopes: [] });
  const install: OrgInstall = {
    appId: app.id,
    botUserId,
    botId: before?.botId ?? slack.ids.id('B'),
    botToken: issued.accessToken,
    scopes: [...new Set([...(before?.active ? before.scopes : []), ...granted.scopes])],
    installedBy: granted.user,
    active: true,
  };
  const { world } = slack.keeper;
  const known = grantedWorkspaces(world, enterprise.id, app.id);
  slack.keeper.commit({ type: 'org-install', enterprise: enterprise.id, install });
  const usual = before?.active ? [] : workspacesOf(world, enterprise.id);
  const wanted = granted.teams?.flatMap((team) => world.workspaces.get(team) ?? []) ?? usual;
  for (const workspace of new Set([...known, ...wanted]))
    enter(slack, app, { enterprise, install }, workspace);
  return { enterprise, install, issued };
}

/** The organisation's bot calls with this token from now on. */
export function keepOrgToken(slack: Slack, { enterprise, install }: Org, botToken: string): void {
  const { id } = enterprise;
  slack.keeper.commit({ type: 'org-install', enterprise: id, install: { ...install, botToken } });
  for (const workspace of grantedWorkspaces(slack.keeper.world, id, install.appId)) {
    const installation = workspace.installations.get(install.appId);
    if (installation)
      slack.keeper.commit({
        type: 'installation',
        team: workspace.id,
        installation: { ...installation, botToken },
      });
  }
}

/** Removes an app from an organisation and all its workspaces; it hears of that once. */
export function uninstallOrg(slack: Slack, org: Org): void {
  const { enterprise, install } = org;
  if (!install.active) return;
  const farewells = endTokens(slack, enterprise.id, install.appId, install.botUserId);
  retire(slack, org);
  for (const farewell of farewells) tell(slack, org, farewell, true);
}

/** `auth.revoke` with a token of an organisation, as with one of a workspace. */
export function revokeOrg(slack: Slack, org: Org, token: Token): void {
  refuseToken(slack, token, 'token_revoked');
  if (rotates(token)) return;
  if (settingsOf(slack).revokeRetiresBot && org.install.botToken === token.token) retire(slack, org);
  const event = revokedToken(slack, token, org.install.botUserId);
  if (event) tell(slack, org, event, true);
}

/**
 * Lets an app of the organisation use one of its workspaces. It hears `team_access_granted`
 * (https://docs.slack.dev/reference/events/team_access_granted). Repeatable.
 */
export function grantAccess(slack: Slack, app: App, org: Org, workspace: Workspace): void {
  if (grantedWorkspaces(slack.keeper.world, org.enterprise.id, app.id).includes(workspace)) return;
  enter(slack, app, org, workspace);
  tellAccess(slack, org, 'team_access_granted', workspace);
}

/**
 * Takes a workspace from an app of the organisation. It hears `team_access_revoked`
 * (https://docs.slack.dev/reference/events/team_access_revoked). Repeatable.
 */
export function revokeAccess(slack: Slack, workspace: Workspace, appId: string): void {
  const installation = workspace.installations.get(appId);
  const org = orgOf(slack.keeper.world, workspace.enterprise, appId);
  if (!org || !installation?.active || installation.enterprise === null) return;
  retireBot(slack, workspace, installation);
  tellAccess(slack, org, 'team_access_revoked', workspace);
}

/** Makes the organisation's bot one of the workspace, in the place of one that the workspace had by itself. */
function enter(slack: Slack, app: App, { enterprise, install }: Org, workspace: Workspace): void {
  const before = workspace.installations.get(app.id);
  if (before?.active && before.enterprise === null) {
    for (const token of tokensOf(slack, workspace.id, app.id)) refuseToken(slack, token, 'token_revoked');
    retireBot(slack, workspace, before);
  }
  if (!workspace.users.has(install.botUserId)) addBotUser(slack, app, workspace, install.botUserId);
  const installation = { ...install, enterprise: enterprise.id };
  slack.keeper.commit({ type: 'installation', team: workspace.id, installation });
  slack.notices.tell({ type: 'apps', appId: app.id, team: workspace.id });
}

function retire(slack: Slack, { enterprise, install }: Org): void {
  for (const workspace of grantedWorkspaces(slack.keeper.world, enterprise.id, install.appId)) {
    const installation = workspace.installations.get(install.appId);
    if (installation) retireBot(slack, workspace, installation);
  }
  slack.keeper.commit({
    type: 'org-install',
    enterprise: enterprise.id,
    install: { ...install, active: false },
  });
  slack.notices.tell({ type: 'apps', appId: install.appId, team: null });
}

function tellAccess(
  slack: Slack,
  org: Org,
  type: 'team_access_granted' | 'team_access_revoked',
  { id }: Workspace,
): void {
  tell(slack, org, { type, team_ids: [id], event_ts: newTs(slack) }, false);
}

function tell(slack: Slack, org: Org, event: InnerEvent, isFarewell: boolean): void {
  if (hears(slack, org.install, { event: event.type, scope: null }))
    sendOrgEvent(slack, org, event, isFarewell);
}
