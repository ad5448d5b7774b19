/**
 * The next epoch of a slot, or the next term of a leader. It rises above the last one known, above the highest that
 * Postgres has seen (`floor`), and with the store's clock, so that it rises even across a wiped Redis.
 */
export function nextEpoch(last: bigint | undefined, nowUs: number, floor?: bigint): bigint {
  let epoch = BigInt(nowUs);
  if (last !== undefined && last >= epoch) epoch = last + 1n;
  if (floor !== undefined && floor >= epoch) epoch = floor + 1n;
  return epoch;
}
