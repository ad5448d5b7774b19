import type { WorkerRecord } from './fleet-state.ts';

/**
 * A worker whose lease goes on but who gets nothing done: an envelope has been in its hands for longer than anything it
 * waits for may take, and far longer than Slack waits for an ack (3 s). Its way to Postgres hangs, say. Its slots go
 * elsewhere, as from a worker on its way out.
 */
export interface StuckPolicy {
  readonly afterMs: number;
  /** If more than this share of the workers are stuck at once, and more than one, it is Postgres that is slow. */
  readonly share: number;
}

export const STUCK: StuckPolicy = { afterMs: 12_000, share: 0.3 };

/** The workers that are stuck while the others are not. */
export function findStuck(
  workers: ReadonlyMap<string, WorkerRecord>,
  policy: StuckPolicy,
): ReadonlySet<string> {
  const stuck = new Set<string>();
  for (const [id, { unackedMs }] of workers) if (unackedMs >= policy.afterMs) stuck.add(id);
  const isMass = stuck.size > 1 && stuck.size > policy.share * workers.size;
  return isMass ? new Set() : stuck;
}
