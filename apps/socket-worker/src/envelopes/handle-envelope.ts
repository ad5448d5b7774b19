import { readCommand, readEdit } from '@muster/chat';
import type { Log } from '@muster/fleet';
import type { Bell } from '@muster/queue';
import type { Envelope } from '@muster/slack/connection';
import {
  type Addressed,
  type EditEvent,
  type IgnoredReason,
  type MessageEvent,
  readEvent,
  type SlackEvent,
} from '@muster/slack/events';
import { type Inbox, type Installation, type Members, type NewEntry, StoreError } from '@muster/store';
import { createTrouble } from './trouble.ts';

/** What became of an envelope. All but `not-stored`, `not-settled` and `unknown-installation` are acked. */
export type Outcome =
  | 'stored'
  | 'duplicate'
  /** The store is away: Slack delivers the event again. */
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
  | 'slash-command'
  | 'not-an-event';

type AddressedEvent = Exclude<SlackEvent, { kind: 'ignored' | 'malformed' }>;

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
  readonly log: Log;
}

/**
 * After this many deliveries an event of a workspace that nobody knows is acked: until then it may be one that is
 * being installed right now.
 */
const UNKNOWN_DELIVERIES = 3;

const SLASH_COMMAND_ANSWER =
  'I do not take slash commands yet. Write the same words to me in a direct message, or mention me at the start of ' +
  'a message in a channel I am in.';

/** Handles one envelope from Slack: what is acked is stored before. Never rejects. */
export function createHandleEnvelope(parts: EnvelopeParts): (envelope: Envelope) => Promise<Outcome> {
  const trouble = createTrouble(parts.log);
  return async (envelope) => {
    if (envelope.type !== 'events_api') return answerOther(envelope);
    const event = readEvent(envelope.payload);
    if (event.kind === 'malformed') return ackAs('malformed', envelope);
    if (event.kind === 'ignored') return ignore(parts, event.reason, envelope);
    try {
      const outcome = await handleEvent(parts, event, envelope);
      trouble.over();
      return outcome;
    } catch (error) {
      // Not acked: Slack delivers the event again.
      trouble.met(error);
      return 'not-stored';
    }
  };
}

async function handleEvent(
  parts: EnvelopeParts,
  event: AddressedEvent,
  envelope: Envelope,
): Promise<Outcome> {
  const installation = await parts.findInstallation(event);
  if (!installation) return leaveUnknown(event, envelope);
  parts.seen(installation.id);
  switch (event.kind) {
    case 'message':
    case 'edit':
      return handleMessage(parts, event, installation, envelope);
    case 'uninstalled':
    case 'tokens-revoked':
      return (await parts.leave(event, installation)) ? ackAs('settled', envelope) : 'not-settled';
    case 'member-changed': {
      const { userId, name, timeZone } = event;
      await parts.members.update({ installationId: installation.id, userId, name, timeZone });
      return ackAs('settled', envelope);
    }
    case 'deleted':
      return ackAs('ignored', envelope);
  }
}

async function handleMessage(
  parts: EnvelopeParts,
  event: MessageEvent | EditEvent,
  { id, botUserId }: HeardInstallation,
  envelope: Envelope,
): Promise<Outcome> {
  if (event.userId === botUserId) return ackAs('ignored', envelope);
  const command =
    event.kind === 'edit' ? readEdit({ ...event, botUserId }) : readCommand({ ...event, botUserId });
  if (!command) return ackAs('not-for-the-bot', envelope);
  const entry = toEntry(event, id, command);
  const acceptance = await accept(parts, entry);
  envelope.ack();
  // A repeated delivery may be of a command whose worker died before it rang.
  if (acceptance === 'stored' || (acceptance === 'duplicate' && envelope.retryAttempt > 0))
    ring(parts, entry);
  return acceptance;
}

async function accept(
  { inbox, log }: EnvelopeParts,
  entry: NewEntry,
): Promise<'stored' | 'duplicate' | 'unstorable'> {
  try {
    const [acceptance] = await inbox.accept([entry]);
    return acceptance ?? 'duplicate';
  } catch (error) {
    if (!(error instanceof StoreError) || error.retryable) throw error;
    log.error({ error, workspaceId: entry.installationId, key: entry.key }, 'a command cannot be stored');
    return 'unstorable';
  }
}

/** Nobody waits for it: a sweep rings whatever was not heard. */
function ring({ bell, log }: EnvelopeParts, { lane, key, command: { name, args } }: NewEntry): void {
  bell.ring(lane, { key, name, args }).catch((error: unknown) => {
    log.debug({ error, lane }, 'a lane was not rung');
  });
}

function ackAs(outcome: Outcome, envelope: Envelope): Outcome {
  envelope.ack();
  return outcome;
}

function ignore({ log }: EnvelopeParts, reason: IgnoredReason, envelope: Envelope): Outcome {
  if (reason === 'app-rate-limited') log.warn({}, 'Slack holds back events of a workspace: too many');
  return ackAs('ignored', envelope);
}

function leaveUnknown(event: SlackEvent, envelope: Envelope): Outcome {
  const isTalk = event.kind === 'message' || event.kind === 'edit';
  if (!isTalk || envelope.retryAttempt + 1 >= UNKNOWN_DELIVERIES) envelope.ack();
  return 'unknown-installation';
}

function toEntry(
  event: MessageEvent | EditEvent,
  installationId: string,
  { name, args }: NewEntry['command'],
): NewEntry {
  const { eventId, userId, channel, ts, version, threadTs, isDirect, sentMs } = event;
  return {
    installationId,
    key: eventId,
    lane: `${installationId}:${userId}`,
    userId,
    channel,
    messageTs: ts,
    version,
    threadTs,
    isDirect,
    sentMs,
    command: { name, args },
  };
}

/** Slack never repeats these. Nothing asks for buttons or forms yet. */
function answerOther(envelope: Envelope): Outcome {
  if (envelope.type !== 'slash_commands') return ackAs('not-an-event', envelope);
  envelope.ack({ response_type: 'ephemeral', text: SLASH_COMMAND_ANSWER });
  return 'slash-command';
}
