import type { JsonWebKey } from 'node:crypto';
import type { SimView } from '../control/interactivity.ts';
import type { SimSettings } from '../control/settings.ts';
import type { SimAppFeatures, SimChannelKind } from '../control/state.ts';
import type { ChannelView, Heading, Pin } from './channel-parts.ts';
import type { StoredFile } from './stored-file.ts';

/**
 * Everything this Slack knows. Changed by `applyChange` alone, so that the journal can repeat it; only
 * `lastTsMicros` also rises by what was given out and is kept nowhere.
 */
export interface World {
  readonly apps: Map<string, App>;
  readonly workspaces: Map<string, Workspace>;
  readonly enterprises: Map<string, Enterprise>;
  readonly tokens: Map<string, Token>;
  settings: SimSettings;
  /** The private key of id tokens; null until the first is needed. */
  signingKey: JsonWebKey | null;
  /** Where this Slack is reached, without a slash at its end; kept nowhere, for the next start may have another. */
  publicUrl: string;
  /** Microseconds since 1970 of the newest `ts`, so that none is given out twice. */
  lastTsMicros: number;
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appToken: string;
  readonly redirectUrls: readonly string[];
  readonly scopes: readonly string[];
  readonly events: readonly string[];
  readonly installUrl: string | null;
  readonly features: SimAppFeatures;
  /** False after `link_disabled`. */
  readonly socketMode: boolean;
  /** True once hardly any event was acked: none is sent until the app is changed. */
  readonly eventsDisabled: boolean;
  /** What it was made of; null for an app made without one. */
  readonly manifest: Readonly<Record<string, unknown>> | null;
}

export interface Token {
  readonly token: string;
  /** Of app-level tokens that somebody generated. */
  readonly name?: string;
  readonly kind: 'bot' | 'user' | 'app' | 'refresh';
  readonly appId: string;
  /** The workspace, or the organisation (`E…`), that it is of. */
  readonly team: string | null;
  readonly userId: string | null;
  /** Of app-level and user tokens; a bot token has the installation's. */
  readonly scopes: readonly string[];
  /** What calls with it answer; null while it is good. */
  readonly error: string | null;
  /** Milliseconds since 1970 from which it is no longer good; null is never. */
  readonly expiresAt: number | null;
  /** Of a refresh token: what it gives. Null for all others. */
  readonly renews: 'bot' | 'user' | null;
  /** True for a long-lived token once tokens that rotate were given for it. */
  readonly exchanged: boolean;
}

/** An organisation, with the apps that were ever installed for the whole of it. */
export interface Enterprise {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** By the app's id. */
  readonly installs: Map<string, OrgInstall>;
}

/** What all workspaces share that such an app may use; each of them holds an `Installation` besides. */
export interface OrgInstall {
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly scopes: readonly string[];
  readonly installedBy: string;
  readonly active: boolean;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The organisation that it belongs to. */
  readonly enterprise: string | null;
  active: boolean;
  /** As the world's. */
  readonly publicUrl: () => string;
  /** People and bots. */
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly installations: Map<string, Installation>;
  /** Direct messages by `imKey`. */
  readonly ims: Map<string, string>;
  /** Deleted ones stay as marked entries. */
  readonly files: Map<string, StoredFile>;
  /** Messages that were not sent yet. */
  readonly scheduled: Map<string, ScheduledMessage>;
  /** Users who set themselves away. */
  readonly away: Set<string>;
  /** Home tabs by `homeKey`. */
  readonly homes: Map<string, Home>;
}

/** A message that is still to come. */
export interface ScheduledMessage {
  /** `Q…` */
  readonly id: string;
  readonly appId: string;
  readonly channel: string;
  /** Seconds since 1970. */
  readonly postAt: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** `blocks`, `attachments` and `metadata` as a message keeps them. */
  readonly draft: Pick<
    Message,
    'user' | 'botId' | 'appId' | 'text' | 'blocks' | 'attachments' | 'metadata' | 'threadTs' | 'broadcast'
  >;
}

/** What an app shows one person in its Home tab. */
export interface Home {
  readonly user: string;
  readonly view: SimView;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly timeZone: string;
  readonly color: string;
  /** Whose bot it is; null for people. */
  readonly appId: string | null;
}

export interface Installation {
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly scopes: readonly string[];
  readonly installedBy: string;
  readonly active: boolean;
  /** The organisation for the whole of which it was installed; null for the workspace's own installation. */
  readonly enterprise: string | null;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: SimChannelKind;
  readonly creator: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly members: Set<string>;
  /** Every workspace that has it, its own first. */
  readonly workspaces: Workspace[];
  archived: boolean;
  topic: Heading;
  purpose: Heading;
  /** Oldest first. */
  previousNames: readonly string[];
  /** Oldest first; also of messages that were deleted since. */
  pins: readonly Pin[];
  /** By user; whoever did nothing special has none. */
  readonly views: Map<string, ChannelView>;
  /** What the channel itself shows, by `ts`; deleted ones stay as marked entries. */
  readonly messages: Message[];
  readonly byTs: Map<string, Message>;
  /** Replies by their parent's `ts`. */
  readonly threads: Map<string, Message[]>;
  readonly ephemerals: Message[];
}

/** `blocks`, `attachments` and `metadata` are JSON text: a long load holds a hundred thousand of them. */
export interface Message {
  readonly ts: string;
  readonly user: string;
  readonly botId: string | null;
  readonly appId: string | null;
  readonly clientMsgId: string | null;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly ephemeralUser: string | null;
  text: string;
  blocks: string | null;
  attachments: string | null;
  metadata: string | null;
  /** Of a message that tells of something: its subtype and what belongs to it, as JSON text. */
  particulars: string | null;
  /** Ids. */
  files: readonly string[];
  edited: { readonly user: string; readonly ts: string } | null;
  reactions: { name: string; users: string[] }[];
  /** `tombstone`: deleted, but its thread lives on. */
  state: 'there' | 'tombstone' | 'deleted';
}

/** The key of a person's Home tab of an app. */
export function homeKey(user: string, appId: string): string {
  return `${user}:${appId}`;
}

/** The key of a direct message, whoever opens it. */
export function imKey(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}
