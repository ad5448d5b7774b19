import { randomUUID } from 'node:crypto';
import { parseStoredCommand } from '@muster/chat';
import type { Clock } from '@muster/fleet';
import { runCommand as change, type Reply, tooOldReply } from '@muster/plan';
import type { ReplyToStore, RunOutcome, StartedCommand, Store } from '@muster/store';
import type { FindTimeZone } from './find-time-zone.ts';

/** A command from a long outage asks before it acts: the person may have done without it, or twice by hand. */
const TOO_OLD_MS = 15 * 60_000;
/** Commands that change nothing are answered however old. */
const HARMLESS = new Set(['help', 'list', 'unknown']);

export interface RunCommandParts {
  readonly store: Pick<Store, 'commands'>;
  readonly findTimeZone: FindTimeZone;
  readonly clock: Clock;
}

export type RunCommand = (command: StartedCommand) => Promise<RunOutcome>;

/**
 * Runs a stored command: its effect on the plan and its reply become one transaction. Throws what went wrong in
 * the command itself, and StoreError when Postgres is away.
 */
export function createRunCommand({ store, findTimeZone, clock }: RunCommandParts): RunCommand {
  return async (stored) => {
    const command = parseStoredCommand({ name: stored.name, args: stored.args });
    const timeZone = await findTimeZone(stored);
    const nowMs = clock.wallMs();
    const isTooOld = nowMs - stored.sentMs > TOO_OLD_MS && !HARMLESS.has(command.name);
    return store.commands.run(stored, async (plan) => {
      if (isTooOld) return addressed(stored, tooOldReply(command, nowMs - stored.sentMs), 'in a thread');
      const context = {
        now: new Date(nowMs),
        timeZone,
        isDirect: stored.isDirect,
        userId: stored.userId,
        message: stored.messageTs
          ? { channel: stored.channel, ts: stored.messageTs, version: stored.version }
          : null,
        newId: randomUUID,
      };
      const reply = await change(command, context, plan);
      return reply && addressed(stored, reply, stored.isDirect ? 'beside' : 'in a thread');
    });
  };
}

/** Channels are answered in the command's thread; a direct message beside it, or in the thread it was written in. */
function addressed(command: StartedCommand, reply: Reply, where: 'beside' | 'in a thread'): ReplyToStore {
  return {
    channel: command.channel,
    threadTs: command.threadTs ?? (where === 'in a thread' ? command.messageTs : null),
    ephemeralTo: reply.ephemeral && !command.isDirect ? command.userId : null,
    text: reply.text,
    blocks: reply.blocks,
  };
}
