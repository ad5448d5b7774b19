/**
 * How this Slack behaves, changed by `PATCH /_sim/settings` with any part of it. All durations are
 * milliseconds of simulated time: real milliseconds times `timeScale`. They are kept in the journal.
 */
export interface SimSettings {
  /** Simulated milliseconds per real millisecond for timers. Timestamps in payloads stay real. Default 1. */
  readonly timeScale: number;
  /** Limits per method and workspace, and about one message per second per channel. Default true. */
  readonly rateLimits: boolean;
  /** `apps.connections.open` per app and minute while `rateLimits` is on. Default 50. */
  readonly connectionsPerMinute: number;
  /** A delivery that was not acked in this time is delivered again. Default 3,000. */
  readonly ackTimeoutMs: number;
  /** Waits before the first, second, … repeated delivery. Default at once, one minute, five minutes. */
  readonly retryDelaysMs: readonly number[];
  /** After those, hourly for 24 hours. Default false. */
  readonly delayedEvents: boolean;
  /** A repeated delivery pretends to be the first: attempt 0, same `envelope_id`. Default false. */
  readonly sameEnvelopeRepeats: boolean;
  /** A mention in a channel comes as `app_mention` and as `message`, in random order. Default true. */
  readonly doubles: boolean;
  /** Unfurl links: a `message_changed` without a change of text. Default true. */
  readonly unfurls: boolean;
  /** Installing again gives a new bot token and keeps the old one alive. Default false: the same token. */
  readonly newTokenOnReinstall: boolean;
  /** 0 never sends pings. Default 10,000. */
  readonly pingIntervalMs: number;
  /** Answer the client's pings. Default true. */
  readonly pongs: boolean;
  /** 0 sends `hello` at once; null never. Default 0. */
  readonly helloDelayMs: number | null;
  /** A connection's life, then `warning` and `refresh_requested`. 0 is for ever. Default 18,060,000. */
  readonly connectionLifeMs: number;
  /** Say `warning` before `refresh_requested`; Slack does not always. Default true. */
  readonly warnsBeforeRefresh: boolean;
  /** From `warning` to `refresh_requested`, and from that to the end. Default 10,000. */
  readonly closeGraceMs: number;
  /** TCP stays open so long after the close handshake, as Slack keeps it. Default 30,000. */
  readonly tcpLingerMs: number;
  /**
   * A connection whose TCP ends without a close handshake is still counted for `ghostLifeMs`, and swallows its share
   * of the payloads. Default false (a guess: how often Slack fails to notice is not known).
   */
  readonly ghosts: boolean;
  /** A half-open connection (`cut` silently), or a ghost, stays registered so long. Default 300,000 (a guess). */
  readonly ghostLifeMs: number;
  /** Connections per app; one more gets `too_many_websockets`. Default 10. */
  readonly maxConnections: number;
  /** A ticket opens one connection only. Default true (a guess). */
  readonly singleUseTickets: boolean;
  /** A ticket opens connections for so long after it was given out. Default 60,000 (a guess). */
  readonly ticketLifeMs: number;
  /** What a used code answers, until it would have expired. Default `invalid_code` (a guess). */
  readonly usedCodeError: 'invalid_code' | 'code_already_used';
  /** A connection that was asked to go still gets payloads until it is closed. Default true (a guess). */
  readonly closingTakesPayloads: boolean;
  /** What `apps.connections.open` answers while Socket Mode is off. Default `socket_mode_not_enabled` (a guess). */
  readonly socketModeOffError: string;
  /**
   * `auth.revoke` of a bot token that does not rotate takes the bot out of its channels and stops its events. Default
   * true (a guess).
   */
  readonly revokeRetiresBot: boolean;
  /** A `trigger_id` opens one modal within so long. Default 3,000. */
  readonly triggerLifeMs: number;
  /** Default 1,800,000. */
  readonly responseUrlLifeMs: number;
  /** How often a `response_url` can be used. Default 5. */
  readonly responseUrlUses: number;
  /**
   * An answer to a click that says nothing of `replace_original` replaces the message. Default false (a guess: the
   * documentation asks for the word, but apps were seen to lose messages without it).
   */
  readonly answersReplace: boolean;
  /** Of codes between the two steps of OAuth. Default 600,000. */
  readonly codeLifeMs: number;
  /** Of access tokens that rotate; those given out before keep theirs. Default 43,200,000. */
  readonly accessTokenLifeMs: number;
  /** A used refresh token can be used again for so long. Default 0 (a guess: Slack says "a short grace period"). */
  readonly refreshGraceMs: number;
  /** Events per hour, workspace and app; beyond it comes `app_rate_limited` instead. Default 30,000. */
  readonly deliveriesPerHour: number;
  /** More than 95 % of over 1,000 events in an hour unacked switches the app's events off. Default true. */
  readonly disablesFailingApps: boolean;
}
