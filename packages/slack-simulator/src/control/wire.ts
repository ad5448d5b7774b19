/** What went over the lines between this Slack and the apps, for developers to look at. */
export interface SimWire {
  /** Oldest first. */
  readonly entries: readonly SimWireEntry[];
  /** Pass as `since` for what is new or has changed. */
  readonly last: number;
  /** There is more than `limit` allowed: read again with `last`. */
  readonly hasMore: boolean;
  /** The oldest `id` that is kept. More than one above the newest that you saw: what lies between was let go unseen. */
  readonly oldestId: number;
  /** When this log began, milliseconds since 1970. Another one than before: ids and `n` began anew. */
  readonly startedAt: number;
}

/**
 * One thing that went over a line. It comes again with a higher `n` once its answer is there. Only the newest few
 * thousand are kept, in memory.
 */
export interface SimWireEntry {
  /** Stays the same when it comes again. */
  readonly id: number;
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /**
   * `call`: a Web API call. `envelope`: a payload over a socket, with its ack as the answer. `frame`: anything else
   * that was sent over a socket. `ack`: one that came late, twice or for nothing. `connection`: opened or ended.
   */
  readonly kind: 'call' | 'envelope' | 'frame' | 'ack' | 'connection';
  readonly appId: string | null;
  readonly team: string | null;
  readonly connectionId: string | null;
  /** In one line: `chat.postMessage`, `events_api: app_mention`, `hello`, `disconnect: warning`. */
  readonly title: string;
  /** Until the answer or the ack, real milliseconds; null while there is none. */
  readonly tookMs: number | null;
  /** `ok`, Slack's error, `acked`, `not acked`, `late`, …; null while it is open. */
  readonly outcome: string | null;
  readonly isFailure: boolean;
  /** What came from the app: arguments, ack payload. Without secrets; null where there is nothing. */
  readonly fromApp: unknown;
  /** What went to the app: payload, answer. */
  readonly toApp: unknown;
}

export interface SimWireQuery {
  readonly since?: number;
  readonly appId?: string;
  readonly limit?: number;
}

export interface WireControl {
  /** `limit`: how many at most, those that changed longest ago first; default everything that is kept. */
  wire(query?: SimWireQuery): Promise<SimWire>;
}
