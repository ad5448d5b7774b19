import type { ProcessInfo } from '@muster/fleet';
import type { FleetPicture, Observation, PicturedSlot, PicturedWorker } from './lease-store.ts';

/** What a person may want to see of an observation. Workers by id, slots by name. */
export function pictureFleet(observation: Observation, processes: readonly ProcessInfo[]): FleetPicture {
  const { nowUs, state } = observation;
  const workers = [...state.workers.values()].map(
    (record): PicturedWorker => ({
      ...record.info,
      lease: record.expiresUs > nowUs ? 'current' : 'lost',
      isDraining: record.isDraining,
      unackedMs: record.unackedMs,
      held: [...record.held].map(([slot, held]) => ({ slot, ...held })).sort(bySlot),
    }),
  );
  const slots = [...state.assignments].map(([slot, { epoch, workerId }]): PicturedSlot => {
    const holder = workerId === null ? undefined : state.workers.get(workerId);
    const held = holder && holder.expiresUs > nowUs ? holder.held.get(slot) : undefined;
    // What a worker says under an older epoch is about another assignment.
    const said = held?.epoch === epoch ? held : undefined;
    return { slot, workerId, epoch, state: said?.state ?? 'waiting', detail: said?.detail ?? '' };
  });
  const leader = state.leader && state.leader.expiresUs > nowUs ? state.leader : null;
  return {
    processes,
    leader: leader && { id: leader.id, term: leader.term },
    staleTerms: state.staleTerms,
    workers: workers.sort((a, b) => (a.id < b.id ? -1 : 1)),
    slots: slots.sort(bySlot),
  };
}

function bySlot(a: { readonly slot: string }, b: { readonly slot: string }): number {
  return a.slot < b.slot ? -1 : 1;
}
