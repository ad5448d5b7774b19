import type { Clock, Log } from '@muster/fleet';
import type { Bell } from '@muster/queue';
import type { Addressed, SlackEvent } from '@muster/slack/events';
import type { Inbox, Installation, Members } from '@muster/store';

/**
 * What became of an envelope. All but `not-settled`, and `not-stored` and `unknown-installation` of what Slack
 * delivers again, are acked.
 */
export type Outcome =
  | 'stored'
  | 'duplicate'
  /** The store is away: Slack delivers the event again, and a slash command is answered so. */
  | 'not-stored'
  /** A value that Postgres never takes: delivering it again is no use. */
  | 'unstorable'
  | 'not-for-the-bot'
  | 'unknown-installation'
  /** Somebody left or changed, and that is noted. */
  | 'settled'
  | 'not-settled'
  | 'ignored'
  | 'malformed'
  | 'not-an-event';

/** An installation as far as envelopes concern it. */
export type HeardInstallation = Pick<Installation, 'id' | 'botUserId'>;

export interface EnvelopeParts {
  /** The active installation that an event was sent to. May reject with StoreError. */
  findInstallation(address: Addressed): Promise<HeardInstallation | null>;
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly bell: Pick<Bell, 'ring'>;
  readonly members: Pick<Members, 'update'>;
  /** Removes an installation that has ended. False: it could not be found out, ask again. May reject. */
  leave(
    event: Extract<SlackEvent, { kind: 'uninstalled' | 'tokens-revoked' }>,
    installation: HeardInstallation,
  ): Promise<boolean>;
  /** Notes that something came from the installation. */
  seen(installationId: string): void;
  /** Slack does not say when a slash command was typed. */
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly log: Log;
}
