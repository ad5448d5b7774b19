import { randomUUID } from 'node:crypto';
import { parseStoredCommand } from '@muster/chat';
import type { Clock } from '@muster/fleet';
import { isTooOld, runCommand, sayTooOld } from '@muster/plan';
import type { RunOutcome, StartedCommand, Store } from '@muster/store';
import { addressed } from './addressed.ts';
import type { FindTimeZone } from './find-time-zone.ts';

/** The day of a command is the day it was written, though it may run after midnight. Beyond this, `ts` is no time. */
const MAX_AGE_MS = 48 * 3_600_000;

export type RunCommand = (command: StartedCommand) => Promise<RunOutcome>;

/**
 * Runs a stored command: its effect on the plan and its reply become one transaction. Throws what went wrong in
 * the command itself, and StoreError when Postgres is away.
 */
export function createRunCommand(parts: {
  store: Pick<Store, 'commands'>;
  findTimeZone: FindTimeZone;
  clock: Clock;
}): RunCommand {
  const { store, findTimeZone, clock } = parts;
  return async (stored) => {
    const command = parseStoredCommand({ name: stored.name, args: stored.args });
    const timeZone = await findTimeZone(stored);
    const nowMs = clock.wallMs();
    const ageMs = nowMs - stored.sentMs;
    const { channel, messageTs: ts, version, isDirect, userId } = stored;
    return store.commands.run(stored, async (plan) => {
      if (!stored.isReplayed && isTooOld(command, ageMs))
        return addressed(stored, sayTooOld(command, ageMs), true);
      const message = ts === null ? null : { channel, ts, version };
      const now = new Date(ageMs >= 0 && ageMs < MAX_AGE_MS ? stored.sentMs : nowMs);
      const context = { now, timeZone, isDirect, userId, message, newId: randomUUID };
      const reply = await runCommand(command, context, plan);
      return reply && addressed(stored, reply, !isDirect);
    });
  };
}
