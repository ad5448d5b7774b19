import type { FleetState } from '../fleet-state.ts';

/** Who is woken by a step: a worker whose assignments changed, or the coordinators because something happened. */
export type Notice =
  | { readonly kind: 'worker'; readonly workerId: string }
  | { readonly kind: 'coordinators' };

/** What a step makes of a state: the next one, the answer to the caller, and who is told. */
export interface Step<Reply> {
  readonly state: FleetState;
  readonly reply: Reply;
  readonly notices: readonly Notice[];
}

export const NO_NOTICES: readonly Notice[] = [];
export const TO_COORDINATORS: readonly Notice[] = [{ kind: 'coordinators' }];

/** The next version: higher than the last, and than any before a wipe. */
export function nextVersion(state: FleetState, nowUs: number): number {
  return Math.max(state.version + 1, nowUs);
}

/** A copy of a map with one entry set, or taken out when the value is undefined. */
export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | undefined,
): Map<string, Value> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}
