/** A channel's topic or purpose. `lastSet`: seconds since 1970, 0 when it was never set. */
export interface Heading {
  readonly value: string;
  readonly creator: string;
  readonly lastSet: number;
}

/** A message that is kept in sight. */
export interface Pin {
  readonly ts: string;
  readonly user: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** What one member made of a channel. */
export interface ChannelView {
  /** The `ts` up to which they have read. */
  readonly lastRead: string;
  /** False for a direct message that they closed. */
  readonly open: boolean;
}
