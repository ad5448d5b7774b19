import type { SimStandingFault } from './faults.ts';
import type { SimSettings } from './settings.ts';

/** Everything a page needs to draw itself, except messages. `GET /_sim/state`. */
export interface SimState {
  readonly workspaces: readonly SimWorkspace[];
  readonly apps: readonly SimApp[];
  readonly settings: SimSettings;
  readonly faults: readonly SimStandingFault[];
  readonly enterprises: readonly SimEnterprise[];
}

/** An Enterprise organisation. */
export interface SimEnterprise {
  /** `E…` */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Apps that were installed for the whole of it, with the workspaces that they may use. */
  readonly apps: readonly { readonly appId: string; readonly teams: readonly string[] }[];
}

export interface SimWorkspace {
  /** `T…` */
  readonly id: string;
  readonly name: string;
  /** The `acme` of `acme.slack.com`. */
  readonly domain: string;
  /** This workspace's page on the simulator: what `auth.test` gives as `url`. */
  readonly url: string;
  /** False once deactivated: every token of the workspace answers `account_inactive`. */
  readonly active: boolean;
  /** The organisation that it belongs to. */
  readonly enterprise: string | null;
  /** People only; bots are under `apps`. */
  readonly people: readonly SimPerson[];
  readonly channels: readonly SimChannel[];
  /** One entry per app that is or ever was installed here. */
  readonly apps: readonly SimWorkspaceApp[];
}

export interface SimPerson {
  /** `U…` */
  readonly id: string;
  /** What follows the `@`. */
  readonly name: string;
  readonly realName: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Six hexadecimal digits with a `#`. */
  readonly color: string;
}

export type SimChannelKind = 'channel' | 'private' | 'im' | 'mpim';

export interface SimChannel {
  /** `C…`, or `D…` for direct messages. */
  readonly id: string;
  /** Without `#`; empty for direct messages. */
  readonly name: string;
  readonly kind: SimChannelKind;
  /** User ids of people and bots; in a shared channel also those of the other workspaces. */
  readonly members: readonly string[];
  readonly archived: boolean;
  /** Every workspace that has it, its own first; more than one is a Slack Connect channel. */
  readonly teams: readonly string[];
}

export interface SimWorkspaceApp {
  readonly appId: string;
  readonly name: string;
  /** Null before the first installation; kept over removal and reinstallation. */
  readonly botUserId: string | null;
  readonly botId: string | null;
  readonly installed: boolean;
  /** What calls with its bot token answer; null while the token is good. */
  readonly botTokenError: string | null;
  readonly scopes: readonly string[];
}

export interface SimApp {
  /** `A…` */
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly redirectUrls: readonly string[];
  /** Where a person adds the app to a workspace. */
  readonly installUrl: string;
  /** Bot events the app is subscribed to, as a manifest names them. */
  readonly events: readonly string[];
  readonly features: SimAppFeatures;
  /** False after `link_disabled`. */
  readonly socketMode: boolean;
  /** Hardly any event was acked, so none is sent until `changeApp` (also without changes). Absent is false. */
  readonly eventsDisabled?: boolean;
  /** What `apps.connections.open` answers instead of an address; null while the app-level token is good. */
  readonly appTokenError: string | null;
  readonly connections: readonly SimConnection[];
}

/** What an app offers beside its events; a manifest's `features` and `settings`. */
export interface SimAppFeatures {
  readonly slashCommands: readonly SimSlashCommandFeature[];
  readonly shortcuts: readonly SimShortcut[];
  readonly homeTab: boolean;
  readonly tokenRotation: boolean;
  readonly orgDeploy: boolean;
  readonly userScopes: readonly string[];
}

export interface SimSlashCommandFeature {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usageHint?: string;
  /** Mentions and channels in the text come as `<@U…|name>` and `<#C…|name>`. Default false. */
  readonly shouldEscape?: boolean;
}

export interface SimShortcut {
  readonly name: string;
  /** `global`: from the composer; `message`: from a message's menu. */
  readonly type: 'global' | 'message';
  readonly callbackId: string;
  readonly description: string;
}

export interface SimConnection {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /**
   * `opening`: accepted, `hello` not yet sent; `open`; `closing`: a disconnect frame was sent or the close
   * handshake began; `silent`: half-open by `cut` or gone as a ghost, still counted and still swallowing payloads.
   */
  readonly state: 'opening' | 'open' | 'closing' | 'silent';
  readonly delivered: number;
  readonly acked: number;
  /** No pings are sent and none answered. */
  readonly muted: boolean;
  /** Address and port of the holder's end. */
  readonly host: string;
}
