import type { FleetPicture } from '@muster/leases';
import { SHARED_APP } from '../../apps/gateway/src/testing/gateway-bench.ts';

const at = { host: 'muster-1', since: new Date(Date.now() - 400_000).toISOString() };

/** What the registry would say of a fleet whose shared app's slots are in these states, one worker each. */
export function pictureOf(
  states: readonly ('live' | 'connecting' | 'down')[],
  whyDown = 'Slack refused the connection: too_many_websockets',
): FleetPicture {
  const slots = states.map((state, index) => ({
    slot: `${SHARED_APP}#${index}`,
    workerId: `socket-worker-${index}a7c01f2`,
    epoch: BigInt(index + 1),
    state,
    detail: state === 'down' ? whyDown : '',
  }));
  const workers = slots.map((slot, index) => ({
    id: slot.workerId,
    pid: 4000 + index,
    ...at,
    capacity: 100,
    lease: 'current' as const,
    isDraining: false,
    unackedMs: 0,
    held: [slot],
  }));
  return {
    processes: [
      { kind: 'gateway', id: 'gateway-91bc2d10', pid: 4100, ...at },
      { kind: 'coordinator', id: 'coordinator-5d0a11ce', pid: 4101, ...at },
      ...workers.map(({ id, pid }) => ({ kind: 'socket-worker' as const, id, pid, ...at })),
      { kind: 'task-worker', id: 'task-worker-77e1f0aa', pid: 4102, ...at },
    ],
    leader: { id: 'coordinator-5d0a11ce', term: 3n },
    staleTerms: 0,
    workers,
    slots,
  };
}
