/** What may be generated with an app-level token (https://docs.slack.dev/authentication/tokens). */
export type SimAppTokenScope = 'connections:write' | 'authorizations:read';

export interface SimAppToken {
  /** `xapp-1-…` */
  readonly token: string;
  /** What its maker called it. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** What calls with it answer; null while it is good. */
  readonly error: string | null;
}

/** What an app's own page shows and `state()` does not: its secrets and its manifest. */
export interface SimAppDetails {
  readonly clientSecret: string;
  /** Made from the client secret. Nothing is signed with it: everything goes over Socket Mode. */
  readonly signingSecret: string;
  /** Oldest first. */
  readonly tokens: readonly SimAppToken[];
  /** Of the workspaces that have the app. */
  readonly botTokens: readonly { readonly team: string; readonly token: string }[];
  /** The app as it is now, as a manifest that `changeManifest` takes. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Something that Slack would not take, as `apps.manifest.validate` names it. */
export interface SimManifestProblem {
  /** JSON pointer, such as `/features/slash_commands/0/command`; empty for the manifest as a whole. */
  readonly pointer: string;
  readonly message: string;
}

/** The pages of own apps. */
export interface OwnAppControl {
  appDetails(appId: string): Promise<SimAppDetails>;
  /** Every problem of a manifest, none if an app can be made of it. Changes nothing. */
  checkManifest(manifest: unknown): Promise<{ problems: readonly SimManifestProblem[] }>;
  /**
   * Makes the app what the manifest says; secrets, tokens and installations stay. Refused with `invalid_manifest`,
   * also when it would switch token rotation off, which Slack does not allow.
   */
  changeManifest(appId: string, manifest: unknown): Promise<void>;
  /** Generates one more app-level token. `revokeToken` ends it. */
  addAppToken(
    appId: string,
    token: { name: string; scopes: readonly SimAppTokenScope[] },
  ): Promise<SimAppToken>;
  /** Uninstalls the app everywhere, closes its connections and forgets it with all its tokens. */
  removeApp(appId: string): Promise<void>;
}
