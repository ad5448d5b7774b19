import type { ProcessView } from '@muster/api';
import type { ProcessInfo } from '@muster/fleet';
import type { FleetPicture, PicturedWorker } from '@muster/leases';
import { missingInWords } from './in-words.ts';

const KIND_ORDER: readonly string[] = ['gateway', 'coordinator', 'socket-worker', 'task-worker'];

/** The processes as the API shows them: by kind, then by age. */
export function processViews(picture: FleetPicture): ProcessView[] {
  const workers = new Map(picture.workers.map((worker) => [worker.id, worker]));
  return picture.processes
    .toSorted(
      (one, other) =>
        KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind) ||
        one.since.localeCompare(other.since) ||
        one.id.localeCompare(other.id),
    )
    .map((process) => processView(process, workers.get(process.id), picture.leader?.id ?? null));
}

function processView(
  process: ProcessInfo,
  worker: PicturedWorker | undefined,
  leaderId: string | null,
): ProcessView {
  const { kind, id, pid, host, since, details } = process;
  const missing = String(details?.missing ?? '')
    .split(' ')
    .filter(Boolean)
    .map(missingInWords);
  const view = { kind, id, pid, host, since, ready: missing.length === 0, missing };
  if (kind === 'coordinator') return { ...view, leader: leaderId === id };
  if (kind !== 'socket-worker') return view;
  return { ...view, ...workerView(worker), ackMs: ackTimes(details) };
}

function workerView(worker: PicturedWorker | undefined) {
  const held = worker?.held ?? [];
  const count = (state: string) => held.filter((slot) => slot.state === state).length;
  const states = { live: count('live'), connecting: count('connecting'), down: count('down') };
  const highest = held.map(({ epoch }) => epoch).reduce(higher, 0n);
  return {
    ...(worker
      ? {
          capacity: worker.capacity,
          isQuarantine: worker.isQuarantine === true,
          draining: worker.isDraining,
          oldestUnackedMs: worker.unackedMs,
        }
      : {}),
    slots: held.map(({ slot, epoch, state }) => ({ slot, epoch: String(epoch), state })),
    states,
    connections: states.live,
    epoch: held.length === 0 ? null : String(highest),
  };
}

function ackTimes(details: ProcessInfo['details']): { p50: number; p99: number } | null {
  const { ackP50Ms: p50, ackP99Ms: p99 } = details ?? {};
  return typeof p50 === 'number' && typeof p99 === 'number' ? { p50, p99 } : null;
}

function higher(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}
