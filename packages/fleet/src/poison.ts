/**
 * When an app is poison: processes die again and again while they handle its envelopes. It then gets a quarantine
 * worker, so that nobody else's connections die with it.
 */
export interface PoisonPolicy {
  /** So many processes, within so long. */
  readonly deaths: number;
  readonly withinMs: number;
  /** A sudden death says something about an envelope only when this many processes died with it in hand. */
  readonly repeats: number;
}

export const POISON: PoisonPolicy = { deaths: 3, withinMs: 3_600_000, repeats: 2 };

/** A process that died with one of an app's envelopes in hand. */
export interface Death {
  readonly processId: string;
  /** Names the envelope, the same at every delivery. */
  readonly key: string;
  /** An error that nobody handled came out of the handling of this very envelope. False: it was one of those in hand. */
  readonly isCertain: boolean;
  readonly atMs: number;
}

/**
 * How many processes an app has on its conscience. A certain death counts at once. A sudden one (killed, out of
 * memory, hung) may have been anybody's doing, so it counts only with an envelope that was in hand at another death
 * too: what Slack delivers again to a healthy worker is handled within milliseconds, and hardly ever meets two kills.
 */
export function countDeaths(deaths: readonly Death[], nowMs: number, policy: PoisonPolicy): number {
  const recent = deaths.filter(({ atMs }) => nowMs - atMs < policy.withinMs);
  const diedWith = new Map<string, Set<string>>();
  for (const { key, processId } of recent) {
    const processes = diedWith.get(key) ?? new Set();
    diedWith.set(key, processes.add(processId));
  }
  const counted = new Set<string>();
  for (const { key, processId, isCertain } of recent)
    if (isCertain || (diedWith.get(key)?.size ?? 0) >= policy.repeats) counted.add(processId);
  return counted.size;
}
