import type { Clock, Log } from '@muster/fleet';
import { sayGivenUp } from '@muster/plan';
import type { Bell } from '@muster/queue';
import { type StartedCommand, type Store, StoreError } from '@muster/store';
import { addressed } from './addressed.ts';
import type { RunCommand } from './run-command.ts';
import type { SendMessage, SendOutcome } from './send-message.ts';
import type { TaskMeasures } from './task-measures.ts';

/** Commands per run. A busy lane then goes to the end of the queue, so that others get their turn. */
const MAX_COMMANDS = 20;
/** Rings planned for later that one process holds in memory; beyond it, the sweeps do it. */
const MAX_PLANNED_RINGS = 1_000;

export interface LaneParts {
  readonly store: Pick<Store, 'commands' | 'outbox'>;
  readonly bell: Pick<Bell, 'ring'>;
  readonly runCommand: RunCommand;
  readonly sendMessage: SendMessage;
  readonly measures: Pick<TaskMeasures, 'ran' | 'command'>;
  readonly clock: Clock;
  readonly log: Log;
}

export type RunLane = (lane: string) => Promise<void>;

/**
 * One run of a lane: first the replies that are still unsent, then its commands one by one, each with its reply.
 * It never throws: what fails stays stored, and the lane is rung again. A reply that has to wait holds back the
 * lane's later replies, so that they arrive in order, but not its commands.
 */
export function createRunLane(parts: LaneParts): RunLane {
  const ringLater = createRingLater(parts);
  return async (lane) => {
    try {
      let isHeldUp = holdUp(ringLater, lane, await sendUnsent(parts, lane));
      for (let ran = 0; ran < MAX_COMMANDS; ran++) {
        const next = await parts.store.commands.startNext(lane);
        if (next.kind === 'none') return;
        if (next.kind === 'waiting') return ringLater(lane, untilMs(parts.clock, next.until));
        if (next.kind === 'deadly') {
          await giveUp(parts, next.command, 'the process died each time it ran this');
          return ringLater(lane, 0);
        }
        const outcome = await runOne(parts, next.command, isHeldUp);
        if (outcome.kind === 'failed') return ringLater(lane, outcome.delayMs);
        // Another run is at this lane, perhaps about to send a reply: a new run looks for that one first.
        if (outcome.kind === 'overtaken') return ringLater(lane, 0);
        isHeldUp = holdUp(ringLater, lane, outcome) || isHeldUp;
      }
      ringLater(lane, 0);
    } catch (error) {
      // Everything waits in Postgres, and a sweep rings this lane. When Postgres was away, it heals by itself.
      const heals = error instanceof StoreError && error.retryable;
      parts.log[heals ? 'warn' : 'error']({ lane, error }, 'a run of a lane broke off');
    }
  };
}

/** Plans the run that goes on with a reply that has to wait. */
function holdUp(ringLater: RingLater, lane: string, outcome: SendOutcome): boolean {
  if (outcome.kind === 'later') ringLater(lane, outcome.delayMs);
  return outcome.kind === 'later';
}

/** Sends what the lane has unsent, oldest first, up to the first that has to wait. */
async function sendUnsent({ store, sendMessage, clock }: LaneParts, lane: string): Promise<SendOutcome> {
  for (;;) {
    const claimedAtMs = clock.monotonicMs();
    const next = await store.outbox.claimNext(lane);
    if (next.kind === 'none') return { kind: 'done' };
    if (next.kind === 'waiting') return { kind: 'later', delayMs: untilMs(clock, next.until) };
    const sent = await sendMessage(next.message, claimedAtMs);
    if (sent.kind === 'later') return sent;
  }
}

type OneOutcome =
  | SendOutcome
  /** The command failed and the lane waits before it tries again, or goes on at once behind one that was parked. */
  | { readonly kind: 'failed'; readonly delayMs: number }
  /** Another run of the lane finished the command first. */
  | { readonly kind: 'overtaken' };

async function runOne(parts: LaneParts, command: StartedCommand, isHeldUp: boolean): Promise<OneOutcome> {
  const { store, clock, measures, log } = parts;
  const claimedAtMs = clock.monotonicMs();
  try {
    const outcome = await parts.runCommand(command).finally(() => measures.ran(claimedAtMs));
    measures.command(outcome.kind);
    if (outcome.kind === 'overtaken') return outcome;
    if (!outcome.reply) return { kind: 'done' };
    if (!isHeldUp) return await parts.sendMessage(outcome.reply, claimedAtMs);
    const reason = 'behind an earlier reply';
    await store.outbox.later(outcome.reply, { delayMs: 0, maybeSent: false, isTry: false, reason });
    return { kind: 'done' };
  } catch (error) {
    if (error instanceof StoreError && error.retryable) throw error;
    const { lane, key, installationId, name } = command;
    log.error({ lane, key, installationId, name, error }, 'a command failed');
    const failure = await store.commands.failed(command, reasonOf(error));
    if (failure.kind === 'retry') {
      measures.command('failed');
      return { kind: 'failed', delayMs: failure.delayMs };
    }
    await giveUp(parts, command, reasonOf(error));
    return { kind: 'failed', delayMs: 0 };
  }
}

/** Parks a command. What its author is told goes out with the lane's next run. */
async function giveUp(
  { store, measures, log }: LaneParts,
  command: StartedCommand,
  reason: string,
): Promise<void> {
  const { lane, key, installationId, name } = command;
  await store.commands.park(command, reason, addressed(command, sayGivenUp(), true));
  measures.command('parked');
  log.error({ lane, key, installationId, name, reason }, 'a command was parked');
}

type RingLater = (lane: string, delayMs: number) => void;

/** Rings from this process's memory: quicker than a sweep, and no loss when the process dies. */
function createRingLater({ bell, clock, log }: LaneParts): RingLater {
  let planned = 0;
  return (lane, delayMs) => {
    if (planned >= MAX_PLANNED_RINGS) return;
    planned++;
    clock.after(delayMs, () => {
      planned--;
      bell.ring(lane, { key: null, name: 'again', args: {} }).catch((error: unknown) => {
        log.debug({ lane, error }, 'could not ring a lane again');
      });
    });
  };
}

function untilMs(clock: Clock, until: Date): number {
  return Math.max(0, until.getTime() - clock.wallMs());
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : 'unknown';
}
