import type { Clock, Log, Timer } from '@muster/fleet';
import type { Metrics } from './metrics.ts';

/** What a process cannot serve without, by name; each answers whether it is there now. One that rejects is not. */
export type Needs = Readonly<Record<string, () => boolean | Promise<boolean>>>;

/** Whether a process can serve, looked at again and again. */
export interface Readiness {
  /** The needs that were not met at the last look: all of them before the first, none while it can serve. */
  missing(): readonly string[];
  /** Resolves once it can serve for the first time. Never rejects. */
  readonly once: Promise<void>;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;
/** At the start people and supervisors wait for it. */
const FIRST_LOOKS_EVERY_MS = 100;
/** An answer that takes longer serves nobody. */
const ANSWER_WITHIN_MS = 2_000;

/** Watches what a process needs, shows it as `muster_ready` and logs its changes. Asks nothing twice at once. */
export function watchReadiness(options: {
  readonly needs: Needs;
  readonly metrics: Pick<Metrics, 'gauge'>;
  readonly clock: Clock;
  readonly log: Log;
}): Readiness {
  const { needs, metrics, clock, log } = options;
  const gauge = metrics.gauge('muster_ready', 'Whether the process can serve');
  const questions = Object.entries(needs).map(([name, ask]) => ({ name, isMet: askInTime(ask, clock) }));
  let missing: readonly string[] = Object.keys(needs);
  let wasReady = false;
  let isStopped = false;
  let timer: Timer | undefined;
  let resolve: () => void = () => {};
  const once = new Promise<void>((ready) => {
    resolve = ready;
  });

  const look = async () => {
    const met = await Promise.all(questions.map(({ isMet }) => isMet()));
    if (isStopped) return;
    const before = missing;
    missing = questions.filter((_, at) => !met[at]).map(({ name }) => name);
    gauge.set({}, missing.length === 0 ? 1 : 0);
    if (missing.length === 0) {
      if (before.length > 0) log.info({}, 'ready');
      wasReady = true;
      resolve();
    } else if (wasReady && String(before) !== String(missing)) log.warn({ missing }, 'not ready');
    timer = clock.after(wasReady ? LOOK_EVERY_MS : FIRST_LOOKS_EVERY_MS, () => void look());
  };
  gauge.set({}, 0);
  void look();
  return {
    missing: () => missing,
    once,
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}

/**
 * Asks, and answers false when no answer came in time. Whoever asks meanwhile waits for the same answer: questions that
 * hang must not fill up what they wait for.
 */
export function askInTime(
  ask: () => boolean | Promise<boolean>,
  clock: Clock,
  withinMs = ANSWER_WITHIN_MS,
): () => Promise<boolean> {
  let pending: Promise<boolean> | undefined;
  return async () => {
    pending ??= Promise.resolve()
      .then(ask)
      .finally(() => {
        pending = undefined;
      });
    return (await inTime(pending, clock, withinMs)) ?? false;
  };
}

/** What a promise brings; null when it fails, or takes longer. */
export async function inTime<Value>(
  promise: Promise<Value>,
  clock: Clock,
  withinMs = ANSWER_WITHIN_MS,
): Promise<Value | null> {
  const answered = new AbortController();
  const tooLate = clock.sleep(withinMs, answered.signal).then(
    () => null,
    () => null,
  );
  const value = await Promise.race([promise.catch(() => null), tooLate]);
  answered.abort();
  return value;
}
