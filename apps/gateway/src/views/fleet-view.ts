import type { FleetView, ProcessView } from '@muster/api';
import type { FleetPicture } from '@muster/leases';
import type { SlackApp } from '@muster/store';
import { poisonOf } from './app-view.ts';

const KIND_ORDER: readonly string[] = ['gateway', 'coordinator', 'socket-worker', 'task-worker'];

/** The fleet as the API shows it: processes by kind, then by age. `apps`: null when they cannot be read. */
export function fleetView(picture: FleetPicture, apps: readonly SlackApp[] | null): FleetView {
  const processes = picture.processes
    .toSorted(
      (one, other) =>
        KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind) ||
        one.since.localeCompare(other.since) ||
        one.id.localeCompare(other.id),
    )
    .map((process) => processView(process, picture));
  const { leader } = picture;
  const poison = apps?.flatMap((app) => {
    const why = poisonOf(app);
    return why ? [{ appId: app.id, name: app.name, ...why }] : [];
  });
  return {
    processes,
    leader: leader && { id: leader.id, term: String(leader.term) },
    poison: poison ?? null,
  };
}

function processView(
  { kind, id, pid, host, since }: FleetPicture['processes'][number],
  picture: FleetPicture,
): ProcessView {
  const view = { kind, id, pid, host, since };
  if (kind === 'coordinator') return { ...view, leader: picture.leader?.id === id };
  const worker = picture.workers.find((candidate) => candidate.id === id);
  if (kind !== 'socket-worker') return view;
  const held = worker?.held ?? [];
  const highest = held.map(({ epoch }) => epoch).reduce(higher, 0n);
  return {
    ...view,
    ...(worker ? { capacity: worker.capacity, isQuarantine: worker.isQuarantine === true } : {}),
    slots: held.map(({ slot, epoch, state }) => ({ slot, epoch: String(epoch), state })),
    connections: held.filter(({ state }) => state === 'live').length,
    epoch: held.length === 0 ? null : String(highest),
  };
}

function higher(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}
