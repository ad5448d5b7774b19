import type { Enterprise, OrgInstall, Workspace, World } from '../state/model.ts';

/** The workspaces that an app of the whole organisation may use, the eldest first; those switched off too. */
export function grantedWorkspaces(world: World, enterprise: string, appId: string): readonly Workspace[] {
  return [...world.workspaces.values()].filter((workspace) => {
    const installation = workspace.installations.get(appId);
    return installation?.active === true && installation.enterprise === enterprise;
  });
}

export function workspacesOf(world: World, enterprise: string): readonly Workspace[] {
  return [...world.workspaces.values()].filter((workspace) => workspace.enterprise === enterprise);
}

/** An organisation and what was installed for the whole of it. */
export interface Org {
  readonly enterprise: Enterprise;
  readonly install: OrgInstall;
}

/** `team`: of a token; null when it is no organisation's, or the app was never installed for it. */
export function orgOf(world: World, team: string | null, appId: string): Org | null {
  const enterprise = world.enterprises.get(team ?? '');
  const install = enterprise?.installs.get(appId);
  return enterprise && install ? { enterprise, install } : null;
}

/** What payloads and answers say of the organisation that a workspace belongs to; null outside of one. */
export function enterpriseOf(world: World, workspace: Workspace): { id: string; name: string } | null {
  const enterprise = world.enterprises.get(workspace.enterprise ?? '');
  return enterprise ? { id: enterprise.id, name: enterprise.name } : null;
}
