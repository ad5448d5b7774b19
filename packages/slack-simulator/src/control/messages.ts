/**
 * A message in Slack's own words, as `conversations.history` gives it
 * (https://docs.slack.dev/reference/events/message), plus two fields of the simulator at the end.
 */
export interface SimMessage {
  readonly type: 'message';
  readonly subtype?: string;
  /** Unique within its channel and increasing: `1730000000.000100`. */
  readonly ts: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly team?: string;
  readonly client_msg_id?: string;
  /** Escaped, with tokens such as `<@U…>`. */
  readonly text: string;
  readonly blocks?: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly files?: readonly SimFile[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> };
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly reactions?: readonly {
    readonly name: string;
    readonly users: readonly string[];
    readonly count: number;
  }[];
  /** The channel where it is pinned. */
  readonly pinned_to?: readonly string[];
  /** Parents and replies have it; a parent's equals its `ts`. */
  readonly thread_ts?: string;
  readonly parent_user_id?: string;
  /** The parent, of a reply that was also sent to the channel. */
  readonly root?: SimMessage;
  readonly reply_count?: number;
  readonly reply_users?: readonly string[];
  readonly reply_users_count?: number;
  readonly latest_reply?: string;
  readonly bot_profile?: { readonly id: string; readonly app_id: string; readonly name: string };
  /** True for a message that only `ephemeral_user` sees. */
  readonly ephemeral?: boolean;
  readonly ephemeral_user?: string;
}

/** A file in Slack's own words (https://docs.slack.dev/reference/objects/file-object); of a deleted one `id` and `mode` only. */
export interface SimFile {
  /** `F…` */
  readonly id: string;
  readonly mode: 'hosted' | 'tombstone';
  readonly name?: string;
  readonly title?: string;
  readonly mimetype?: string;
  readonly filetype?: string;
  readonly pretty_type?: string;
  /** Bytes. */
  readonly size?: number;
  readonly user?: string;
  readonly alt_txt?: string;
  /** Takes a token. */
  readonly url_private?: string;
  readonly [more: string]: unknown;
}

export interface SimMessageQuery {
  readonly team: string;
  readonly channel: string;
  /** Adds what only this person sees. */
  readonly as?: string;
  /** A thread, its parent first; without it the channel's main conversation. */
  readonly threadTs?: string;
  /** The newest so many: 200 without it, at most 1,000. */
  readonly limit?: number;
  /** Only messages older than this `ts`. */
  readonly before?: string;
}

/** Oldest first. `hasMore`: older ones exist. */
export interface SimMessages {
  readonly messages: readonly SimMessage[];
  readonly hasMore: boolean;
}
