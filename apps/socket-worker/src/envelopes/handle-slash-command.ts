import { readCommand } from '@muster/chat';
import type { Envelope } from '@muster/slack/connection';
import { readSlashCommand } from '@muster/slack/events';
import { type NewEntry, StoreError } from '@muster/store';
import type { EnvelopeParts, Outcome } from './envelope-parts.ts';
import { accept, ring } from './store-command.ts';
import type { Trouble } from './trouble.ts';

const TRY_AGAIN = 'I could not take that just now. Please try again in a moment.';
const MAYBE_TAKEN = 'I may have this already, but could not make sure. Check `list` before you try again.';
const NOT_INSTALLED = 'I am not installed in this workspace any more. Whoever added me can add me again.';

/**
 * Handles a slash command: the words after it are a command as in a direct message. Slack delivers it once, so that
 * every trouble is told to the person at once. Never rejects.
 */
export async function handleSlashCommand(
  parts: EnvelopeParts,
  trouble: Trouble,
  envelope: Envelope,
): Promise<Outcome> {
  const typed = readSlashCommand(envelope.payload);
  if (!typed) return ackWith(envelope, 'malformed');
  let maybeStored = false;
  try {
    const installation = await parts.findInstallation({ ...typed, eventId: typed.triggerId });
    if (!installation) return ackWith(envelope, 'unknown-installation', NOT_INSTALLED);
    const { id, botUserId } = installation;
    parts.seen(id);
    const command = readCommand({ text: typed.text, botUserId, isDirect: true });
    if (!command) return ackWith(envelope, 'not-for-the-bot');
    const entry: NewEntry = {
      installationId: id,
      key: typed.triggerId,
      lane: `${id}:${typed.userId}`,
      userId: typed.userId,
      channel: typed.channel,
      messageTs: null,
      version: '',
      threadTs: null,
      isDirect: false,
      sentMs: parts.clock.wallMs(),
      command,
    };
    maybeStored = true;
    const acceptance = await accept(parts, entry);
    trouble.over();
    if (acceptance === 'unstorable') return ackWith(envelope, acceptance, TRY_AGAIN);
    envelope.ack();
    ring(parts, entry);
    return acceptance;
  } catch (error) {
    trouble.met(error);
    if (error instanceof StoreError && !error.maybeDone) maybeStored = false;
    return ackWith(envelope, 'not-stored', maybeStored ? MAYBE_TAKEN : TRY_AGAIN);
  }
}

function ackWith(envelope: Envelope, outcome: Outcome, text?: string): Outcome {
  envelope.ack(text === undefined ? undefined : { response_type: 'ephemeral', text });
  return outcome;
}
