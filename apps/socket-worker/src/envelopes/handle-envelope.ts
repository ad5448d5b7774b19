import { readCommand, readEdit } from '@muster/chat';
import type { Envelope } from '@muster/slack/connection';
import {
  type EditEvent,
  type IgnoredReason,
  type MessageEvent,
  readEvent,
  type SlackEvent,
} from '@muster/slack/events';
import type { NewEntry } from '@muster/store';
import type { EnvelopeParts, HeardInstallation, Outcome } from './envelope-parts.ts';
import { handleSlashCommand } from './handle-slash-command.ts';
import { accept, ring } from './store-command.ts';
import { createTrouble } from './trouble.ts';

type AddressedEvent = Exclude<SlackEvent, { kind: 'ignored' | 'malformed' }>;

/**
 * After this many deliveries an event of a workspace that nobody knows is acked: until then it may be one that is
 * being installed right now.
 */
const UNKNOWN_DELIVERIES = 3;

/** Handles one envelope from Slack: what is acked is stored before. Never rejects. */
export function createHandleEnvelope(parts: EnvelopeParts): (envelope: Envelope) => Promise<Outcome> {
  const trouble = createTrouble(parts.log);
  return async (envelope) => {
    if (envelope.type === 'slash_commands') return handleSlashCommand(parts, trouble, envelope);
    // Nothing asks for buttons or forms yet.
    if (envelope.type !== 'events_api') return ackAs('not-an-event', envelope);
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
