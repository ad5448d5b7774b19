import type { SimAppCredentials, SimNewEnterprise } from './requests.ts';

export interface SimOrgInstall {
  /** Who installs; default the first person of the organisation's first workspace. */
  readonly user?: string;
  readonly scopes?: readonly string[];
  /** The workspaces that the app may use; default all of the organisation. */
  readonly teams?: readonly string[];
}

/** What `oauth.v2.access` would have given for the whole organisation. */
export interface SimOrgInstalled {
  readonly enterprise: string;
  readonly appId: string;
  readonly botToken: string;
  /** While the app rotates its tokens. */
  readonly refreshToken?: string;
  readonly botUserId: string;
  readonly appToken: string;
}

/** Organisations, channels that several workspaces share, apps made from a manifest. */
export interface IdentityControl {
  addEnterprise(enterprise: SimNewEnterprise): Promise<{ id: string }>;
  installOrg(enterpriseId: string, appId: string, options?: SimOrgInstall): Promise<SimOrgInstalled>;
  uninstallOrg(enterpriseId: string, appId: string): Promise<void>;
  /** Whether an app of the organisation may use one of its workspaces: without, `team_access_not_granted`. */
  setOrgAccess(enterpriseId: string, appId: string, team: string, allowed: boolean): Promise<void>;
  /** Makes it a Slack Connect channel: the other workspace sees it under the same id. Repeatable. */
  shareChannel(team: string, channel: string, withTeam: string): Promise<void>;
  /** Takes it from the other workspace again: its people and bots leave. Repeatable. */
  unshareChannel(team: string, channel: string, withTeam: string): Promise<void>;
  /** Makes an app as Slack's own page does. Refused with `invalid_manifest` and every problem in the message. */
  addAppFromManifest(manifest: unknown): Promise<SimAppCredentials>;
}
