import { slotName } from '../slot-name.ts';
import type { Observed, WantedApp } from './observed.ts';

/** The wanted slots of an app, and what Postgres has seen of each. In the order of their index. */
export interface WantedSlots {
  readonly appId: string;
  readonly isPoison: boolean;
  readonly names: readonly string[];
  /** The highest epoch that Postgres has seen; null: none. */
  readonly floors: readonly (bigint | null)[];
}

const remembered = new WeakMap<
  readonly WantedApp[],
  { readonly floors: Observed['floors']; readonly slots: readonly WantedSlots[] }
>();

/**
 * Names the wanted slots and looks up their floors. A leader reads what is wanted and the floors once, and then makes
 * plans from them many times a minute: with a million slots that is a million names to make and to look up in memory
 * that no cache holds, most of a plan's time. So the last answer for the same list and the same map is remembered.
 */
export function nameWantedSlots({
  wanted,
  floors,
}: Pick<Observed, 'wanted' | 'floors'>): readonly WantedSlots[] {
  const last = remembered.get(wanted);
  if (last?.floors === floors) return last.slots;
  const slots = wanted.map((app): WantedSlots => {
    const names = Array.from({ length: app.slots }, (_, index) => slotName(app.appId, index));
    const { appId, isPoison = false } = app;
    return { appId, isPoison, names, floors: names.map((name) => floors.get(name) ?? null) };
  });
  remembered.set(wanted, { floors, slots });
  return slots;
}
