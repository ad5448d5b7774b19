/**
 * What of an Events API payload matters here. https://docs.slack.dev/apis/events-api
 * Texts are as Slack sent them, of any length. Ids are short printable ASCII.
 */
export type SlackEvent =
  | MessageEvent
  | EditEvent
  | DeletedEvent
  | UninstalledEvent
  | TokensRevokedEvent
  | MemberChangedEvent
  /** Well formed and nothing to do with. */
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }
  /** Not what Slack sends. */
  | { readonly kind: 'malformed'; readonly reason: string };

export type IgnoredReason =
  | 'app-rate-limited'
  | 'bot'
  | 'edited-mention'
  | 'no-user'
  | 'other-subtype'
  | 'other-type'
  | 'unchanged-text';

/** What every event says of itself. `teamId` and `enterpriseId` name the installation that it was sent to. */
export interface Addressed {
  readonly eventId: string;
  readonly appId: string;
  /** Empty when the event belongs to a whole organisation. */
  readonly teamId: string;
  readonly enterpriseId: string | null;
}

interface InMessage extends Addressed {
  /** The author. */
  readonly userId: string;
  readonly channel: string;
  /** `im`, `mpim`, `channel` or `group`; null where Slack does not say (mentions). */
  readonly channelType: string | null;
  /** Said to the bot alone. */
  readonly isDirect: boolean;
  readonly text: string;
  readonly ts: string;
  readonly threadTs: string | null;
  /** Slack's time of the message, or of the edit, in milliseconds since 1970 with fractions. */
  readonly sentMs: number;
}

/** A person's message. A mention may come a second time with another `eventId`, in any order. */
export interface MessageEvent extends InMessage {
  readonly kind: 'message';
  /** The empty string: an edit is another kind. */
  readonly version: '';
}

/** A person's message whose text they changed. */
export interface EditEvent extends InMessage {
  readonly kind: 'edit';
  readonly previousText: string;
  /** The time of this edit, a `ts`: later edits have greater ones. */
  readonly version: string;
  /** The version of the text before: the empty string for the original. */
  readonly previousVersion: string;
}

export interface DeletedEvent extends Addressed {
  readonly kind: 'deleted';
  readonly channel: string;
  readonly ts: string;
}

/** The app was removed from the workspace. `sentMs` is to the second. */
export interface UninstalledEvent extends Addressed {
  readonly kind: 'uninstalled';
  readonly sentMs: number;
}

export interface TokensRevokedEvent extends Addressed {
  readonly kind: 'tokens-revoked';
  readonly botUserIds: readonly string[];
}

export interface MemberChangedEvent extends Addressed {
  readonly kind: 'member-changed';
  readonly userId: string;
  readonly name: string;
  /** IANA name, null where Slack says none. */
  readonly timeZone: string | null;
}
