import {
  type Applied,
  apply,
  type FleetState,
  heartbeat,
  mayClose,
  planPlacement,
  type Step,
  successorOf,
} from '@muster/fleet';
import { RECOVERY } from '../search/explore.ts';
import type { FLEET_INVARIANTS } from './invariants.ts';
import type { FleetParts } from './parts.ts';
import type { WorldSize } from './world.ts';

/** A mistake that somebody could make, and what must find it. */
export interface FleetMutant {
  readonly name: string;
  readonly parts: Partial<FleetParts>;
  readonly breaks: keyof typeof FLEET_INVARIANTS | typeof RECOVERY;
  readonly size: WorldSize;
}

const CALM = { workers: 2, apps: 1, slotsPerApp: 1, faults: 0 };
const ONE_FAULT = { ...CALM, faults: 1 };
const TWO_FAULTS = { ...CALM, faults: 2 };
const HANDOVER = { ...CALM, drains: 1 };

/** Each replaces one production rule by a plausible wrong one. */
export const FLEET_MUTANTS: readonly FleetMutant[] = [
  {
    name: 'no fence: Postgres notes what a worker says under an old epoch',
    parts: { mayRecord: () => true },
    breaks: 'I5',
    size: TWO_FAULTS,
  },
  {
    name: 'no compare-and-set: a change is made whatever became of its slot since the plan',
    parts: {
      apply: (state, request, nowUs) =>
        apply(state, { ...request, changes: onPresentEpochs(state, request) }, nowUs),
    },
    breaks: 'I12',
    size: TWO_FAULTS,
  },
  {
    name: 'break before make: a worker closes as soon as its slot is given to another',
    parts: {
      mayClose: (successor, mine) => successor.kind === 'assigned' && successor.workerId !== mine.workerId,
    },
    breaks: 'I7',
    size: HANDOVER,
  },
  {
    name: 'counter as epoch: the next epoch is the last one known plus one',
    parts: {
      apply: (state, request, nowUs) => remint(state, apply(state, request, nowUs), countUp(request)),
    },
    breaks: 'I6',
    size: TWO_FAULTS,
  },
  {
    name: 'fence closes all: who loses its lease closes its connections',
    parts: { closesWhenLost: true },
    breaks: 'I8',
    size: ONE_FAULT,
  },
  {
    name: 'adopt at the old epoch: after a wipe a worker keeps its slot under the epoch that it had',
    parts: { apply: (state, request, nowUs) => remint(state, apply(state, request, nowUs), adoptAsItWas) },
    breaks: 'I6',
    size: ONE_FAULT,
  },
  {
    name: 'stale term accepted: a plan counts whoever leads by now',
    parts: {
      apply(state, request, nowUs) {
        const leader = { id: request.leaderId, term: request.term, expiresUs: nowUs + 1 };
        const step = apply({ ...state, leader }, request, nowUs);
        return { ...step, state: { ...step.state, leader: state.leader } };
      },
    },
    breaks: 'I10',
    size: TWO_FAULTS,
  },
  {
    name: 'absent means released: a worker closes what the table knows nothing of',
    parts: {
      successorOf(state, slot, nowUs) {
        const successor = successorOf(state, slot, nowUs);
        return successor.kind === 'unknown' ? { kind: 'released', epoch: 2n ** 62n } : successor;
      },
    },
    breaks: 'I8',
    size: ONE_FAULT,
  },
  {
    name: 'unknown is no reason to stay: a worker closes what it cannot ask after',
    parts: { mayClose: (successor, mine) => successor.kind === 'unknown' || mayClose(successor, mine) },
    breaks: 'I8',
    size: ONE_FAULT,
  },
  {
    name: 'no news: a heartbeat never brings assignments',
    parts: {
      heartbeat(state, beat, nowUs) {
        const step = heartbeat(state, beat, nowUs);
        return step.reply.kind === 'renewed'
          ? { ...step, reply: { ...step.reply, assignments: null } }
          : step;
      },
    },
    breaks: RECOVERY,
    size: CALM,
  },
  {
    name: 'nobody is lost: a plan takes no worker off the list and keeps to the dead',
    parts: {
      planPlacement(observed, policy, nowUs) {
        const workers = new Map(
          [...observed.workers].map(([id, one]) => [id, { ...one, expiresUs: nowUs + 1 }]),
        );
        return planPlacement({ ...observed, workers }, policy, nowUs);
      },
    },
    breaks: RECOVERY,
    size: ONE_FAULT,
  },
  {
    name: "no renewal after a wipe: what is absent from the table is nobody's business",
    parts: {
      tellsInventory: false,
      planPlacement: (observed, policy, nowUs) => ({ ...planPlacement(observed, policy, nowUs), reap: [] }),
    },
    breaks: RECOVERY,
    size: ONE_FAULT,
  },
];

type Request = Parameters<typeof apply>[1];
type Mint = (slot: string, before: FleetState) => bigint | null;

function onPresentEpochs(state: FleetState, { changes }: Request): Request['changes'] {
  return changes.map((change) => {
    const expect = state.assignments.get(change.slot)?.epoch ?? null;
    return change.kind !== 'forget'
      ? { ...change, expect }
      : expect === null
        ? change
        : { ...change, expect };
  });
}

function countUp({ changes }: Request): Mint {
  return (slot, before) => {
    const change = changes.find((one) => one.slot === slot);
    const floor = change?.kind === 'assign' ? (change.floor ?? 0n) : 0n;
    const last = before.assignments.get(slot)?.epoch ?? 0n;
    return (floor > last ? floor : last) + 1n;
  };
}

function adoptAsItWas(slot: string, { assignments, workers }: FleetState): bigint | null {
  if (assignments.has(slot)) return null;
  for (const { held } of workers.values()) {
    const connection = held.get(slot);
    if (connection) return connection.epoch;
  }
  return null;
}

/** What was assigned, under other epochs; null leaves one as it is. */
function remint(before: FleetState, { state, reply, notices }: Step<Applied>, mint: Mint): Step<Applied> {
  if (reply.kind !== 'applied') return { state, reply, notices };
  const assignments = new Map(state.assignments);
  const made = reply.made.map((change) => {
    const epoch = mint(change.slot, before) ?? change.epoch;
    assignments.set(change.slot, { epoch, workerId: change.workerId });
    return { ...change, epoch };
  });
  return { state: { ...state, assignments }, reply: { ...reply, made }, notices };
}
