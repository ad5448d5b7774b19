import type { WantedApp } from '../placement/observed.ts';
import { appOfSlot } from '../slot-name.ts';
import type { Sketch } from './sketch.ts';

/** Apps to want: A0, A1, … with so many slots each. */
export function apps(count: number, slots = 2): WantedApp[] {
  return Array.from({ length: count }, (_, at) => ({ appId: `A${at}`, slots }));
}

/** The workers that each app's slots are assigned to, one entry a slot. */
export function ownersByApp({ state }: Sketch): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const [slot, { workerId }] of state.assignments)
    if (workerId) owners.set(appOfSlot(slot), [...(owners.get(appOfSlot(slot)) ?? []), workerId]);
  return owners;
}

/** How many slots each worker is assigned. */
export function loads({ state }: Sketch): number[] {
  const counts = new Map([...state.workers.keys()].map((id) => [id, 0]));
  for (const { workerId } of state.assignments.values())
    if (workerId) counts.set(workerId, (counts.get(workerId) ?? 0) + 1);
  return [...counts.values()];
}
