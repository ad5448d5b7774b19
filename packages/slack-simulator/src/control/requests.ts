import type { SimChannelKind, SimShortcut, SimSlashCommandFeature } from './state.ts';

/** A person writes. `text` as Slack's clients send it; stray `&`, `<`, `>` are escaped, addresses bracketed. */
export interface SimSay {
  readonly user: string;
  readonly text: string;
  readonly thread_ts?: string;
  /** Also shown in the channel. */
  readonly reply_broadcast?: boolean;
  /** Shown with the text, which may then be empty. */
  readonly files?: readonly SimNewFile[];
}

export interface SimNewFile {
  /** With its ending, which tells the kind. */
  readonly name: string;
  /** Base64; at most 10 MB of it. */
  readonly content: string;
  /** Default: the name. */
  readonly title?: string;
  readonly altText?: string;
}

/** What is not given is made up. Ids must be in Slack's form (`A` and upper case letters or digits). */
export interface SimNewApp {
  readonly id?: string;
  readonly name?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** `xapp-1-<app id>-…` */
  readonly appToken?: string;
  readonly redirectUrls?: readonly string[];
  /** Bot scopes asked for when installed without a browser. Default: those of a full chat bot. */
  readonly scopes?: readonly string[];
  /** Default: the mentions, messages and goodbyes that such a bot needs. */
  readonly events?: readonly string[];
  /** Asked for on people's behalf. Default none. */
  readonly userScopes?: readonly string[];
  /** Default none. */
  readonly slashCommands?: readonly SimSlashCommandFeature[];
  /** Default none. */
  readonly shortcuts?: readonly SimShortcut[];
  /** Default true. */
  readonly homeTab?: boolean;
  /** Tokens expire and are refreshed. Default false. */
  readonly tokenRotation?: boolean;
  /** May be installed for a whole organisation. Default true. */
  readonly orgDeploy?: boolean;
  /** Where "Add" leads; default `/slack/install` beside a `/slack/oauth_redirect`, else the authorize page. */
  readonly installUrl?: string;
}

/** Everything about a made app, its secrets too. */
export interface SimAppCredentials {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appToken: string;
}

export interface SimNewPerson {
  readonly id?: string;
  readonly name: string;
  readonly realName?: string;
  readonly timeZone?: string;
}

export interface SimNewChannel {
  readonly id?: string;
  readonly name: string;
  readonly kind?: Exclude<SimChannelKind, 'im'>;
  /** Default: every person. */
  readonly members?: readonly string[];
}

/** `general` exists in every workspace. */
export interface SimNewWorkspace {
  readonly id?: string;
  readonly name: string;
  readonly domain?: string;
  /** `E…` of the organisation that it belongs to. */
  readonly enterprise?: string;
  readonly people?: readonly SimNewPerson[];
  readonly channels?: readonly SimNewChannel[];
}

/** An Enterprise organisation, which workspaces belong to. */
export interface SimNewEnterprise {
  /** `E…` */
  readonly id?: string;
  readonly name: string;
  readonly domain?: string;
}

/** What to know from the start, beside the two workspaces that are always there. */
export interface SimulatorSeed {
  readonly apps?: readonly SimNewApp[];
  readonly enterprises?: readonly SimNewEnterprise[];
  /** Instead of the two of its own. */
  readonly workspaces?: readonly SimNewWorkspace[];
}

export interface SimInstall {
  /** Who installs; default the workspace's first person. */
  readonly user?: string;
  readonly scopes?: readonly string[];
  /** Channels the bot is invited to. */
  readonly channels?: readonly string[];
}

/** What `oauth.v2.access` would have given, as far as a load test needs it. */
export interface SimInstalled {
  readonly team: string;
  readonly appId: string;
  readonly botToken: string;
  /** While the app rotates its tokens. */
  readonly refreshToken?: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appToken: string;
}

/** A token itself, the bot token of an app in a workspace, or without `team` its app-level token. */
export type SimTokenChoice = { readonly token: string } | { readonly team?: string; readonly appId: string };

/** `error`: what calls with it answer from now on. Default `token_revoked`, without any event to the app. */
export type SimRevoke = SimTokenChoice & { readonly error?: string };

/**
 * How a connection is cut: `reset` ends TCP without a close handshake (default), `close` closes politely,
 * `silent` leaves it half-open: registered, swallowing payloads, without pings, pongs or reading.
 */
export type SimCut = 'reset' | 'close' | 'silent';

export type SimDisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';
