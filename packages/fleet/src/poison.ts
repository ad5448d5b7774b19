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
 * memory, hung) may have been anybody's doing. It counts only with an envelope that was in hand at another death too,
 * and the deaths of different envelopes do not add up: what Slack delivers again to a healthy worker is handled within
 * milliseconds, so that it may meet a second kill by chance, but hardly ever a third.
 */
export function countDeaths(deaths: readonly Death[], nowMs: number, policy: PoisonPolicy): number {
  const recent = deaths.filter(({ atMs }) => nowMs - atMs < policy.withinMs);
  const certain = new Set<string>();
  const diedWith = new Map<string, Set<string>>();
  for (const { key, processId, isCertain } of recent) {
    if (isCertain) certain.add(processId);
    const processes = diedWith.get(key) ?? new Set();
    diedWith.set(key, processes.add(processId));
  }
  let most = certain.size;
  for (const processes of diedWith.values())
    if (processes.size >= policy.repeats) most = Math.max(most, new Set([...certain, ...processes]).size);
  return most;
}
