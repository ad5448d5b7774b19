import { ControlError } from '../control/control.ts';
import type { IdentityControl } from '../control/identity.ts';
import { share, unshare } from '../conversation/share.ts';
import { type Org, orgOf, workspacesOf } from '../oauth/org-access.ts';
import { grantAccess, installOrg, revokeAccess, uninstallOrg } from '../oauth/org-install.ts';
import type { Slack } from '../slack.ts';
import type { Enterprise, Workspace } from '../state/model.ts';
import { addEnterprise } from '../state/newcomers.ts';
import { appBy, demand, enterpriseBy, placeBy, workspaceBy } from './lookups.ts';
import { putManifest } from './own-apps.ts';

/** Organisations, shared channels, manifests. */
export function identity(slack: Slack): IdentityControl {
  return {
    addEnterprise: async (made) => ({ id: addEnterprise(slack, made) }),
    installOrg: async (enterpriseId, appId, { user, scopes, teams } = {}) => {
      const enterprise = enterpriseBy(slack, enterpriseId);
      const app = appBy(slack, appId);
      demand(app.features.orgDeploy, 'not_org_ready', 'the app cannot be installed for a whole organisation');
      for (const team of teams ?? []) workspaceIn(slack, enterprise, team);
      const granted = { scopes: scopes ?? app.scopes, user: installerOf(slack, enterprise, user) };
      const { install, issued } = installOrg(slack, app, enterprise, {
        ...granted,
        ...(teams ? { teams } : {}),
      });
      const { botToken, botUserId } = install;
      const installed = { enterprise: enterprise.id, appId, botToken, botUserId, appToken: app.appToken };
      return issued.renewal ? { ...installed, refreshToken: issued.renewal.refreshToken } : installed;
    },
    uninstallOrg: async (enterpriseId, appId) => uninstallOrg(slack, orgBy(slack, enterpriseId, appId)),
    setOrgAccess: async (enterpriseId, appId, team, allowed) => {
      const org = orgBy(slack, enterpriseId, appId);
      const workspace = workspaceIn(slack, org.enterprise, team);
      if (allowed) grantAccess(slack, appBy(slack, appId), org, workspace);
      else revokeAccess(slack, workspace, appId);
    },
    shareChannel: async (team, channelId, withTeam) => {
      const { workspace, channel } = placeBy(slack, team, channelId);
      const guest = workspaceBy(slack, withTeam);
      const isOwn = channel.workspaces[0] === workspace;
      demand(isOwn, 'not_the_owner', `${channelId} belongs to another workspace, which may share it`);
      demand(guest !== workspace, 'same_workspace', 'a workspace cannot share a channel with itself');
      const isRoom = channel.kind === 'channel' || channel.kind === 'private';
      demand(
        isRoom && !channel.archived,
        'not_shareable',
        'only channels that are not archived can be shared',
      );
      share(slack, channel, guest);
    },
    unshareChannel: async (team, channelId, withTeam) => {
      const { workspace, channel } = placeBy(slack, team, channelId);
      const isOwn = channel.workspaces[0] === workspace;
      demand(isOwn, 'not_the_owner', `${channelId} belongs to another workspace, which may unshare it`);
      unshare(slack, channel, workspaceBy(slack, withTeam));
    },
    addAppFromManifest: async (manifest) => {
      const { id, name, clientId, clientSecret, appToken } = putManifest(slack, manifest);
      return { id, name, clientId, clientSecret, appToken };
    },
  };
}

function orgBy(slack: Slack, enterpriseId: string, appId: string): Org {
  const org = orgOf(slack.keeper.world, enterpriseBy(slack, enterpriseId).id, appBy(slack, appId).id);
  if (!org?.install.active)
    throw new ControlError('not_installed', 'the app is not installed for this organisation', 409);
  return org;
}

function workspaceIn(slack: Slack, enterprise: Enterprise, team: string): Workspace {
  const workspace = workspaceBy(slack, team);
  const isIn = workspace.enterprise === enterprise.id;
  demand(isIn, 'not_in_enterprise', `${team} does not belong to ${enterprise.id}`);
  return workspace;
}

/** One who is in a workspace of the organisation; without a name the first person there. */
function installerOf(slack: Slack, { id }: Enterprise, user: string | undefined): string {
  const workspaces = workspacesOf(slack.keeper.world, id);
  const people = workspaces.flatMap(({ users }) => [...users.values()].filter((one) => one.appId === null));
  const found = user === undefined ? people[0] : people.find((one) => one.id === user);
  if (found) return found.id;
  if (user === undefined) throw new ControlError('nobody_there', 'the organisation has no people', 409);
  throw new ControlError('unknown_user', `there is no ${user}`, 404);
}
