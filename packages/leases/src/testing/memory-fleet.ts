import {
  announce,
  apply,
  askToConnect,
  type Clock,
  campaign,
  deregister,
  drain,
  EMPTY_FLEET,
  expire,
  type FleetState,
  heartbeat,
  type Notice,
  noteConnects,
  register,
  report,
  resign,
  type Step,
  successorOf,
  visibleProcesses,
  visibleSnapshots,
  withdraw,
} from '@muster/fleet';
import { LeaseStoreError } from '../errors.ts';
import { pictureFleet } from '../fleet-picture.ts';
import type { LeaseStore } from '../lease-store.ts';
import { createMemoryChannels } from './memory-channels.ts';

/** What lies between a process and the store. Both may take time; either may reject, as when a connection breaks. */
export interface StoreLine {
  /** Before something is done. Rejecting: it is not done. */
  request(operation: string): Promise<void>;
  /** After it is done. Rejecting: it was done, and nobody heard. */
  answer(operation: string): Promise<void>;
}

/** The lease store in memory, over the reducers of the fleet package: the twin of the one on Redis. */
export interface MemoryFleet {
  /**
   * A process's way to the store. `isReachable` false: every call fails, and no notice arrives. `isConnected` false:
   * nobody listens at its end; a process that is only stopped stays connected.
   */
  connect(isReachable?: () => boolean, isConnected?: () => boolean, line?: StoreLine): LeaseStore;
  /** Loses everything, as FLUSHALL does. */
  wipe(): void;
  /** Goes back to an earlier state, as a Redis does that lost its last writes. */
  restore(earlier: FleetState): void;
  /** The state as it is. */
  readonly state: FleetState;
  /** Calls `watch` after every step that changed the state. For checkers. */
  onStep(watch: (before: FleetState, after: FleetState) => void): void;
}

export function createMemoryFleet(options: {
  readonly clock: Clock;
  readonly nowUs?: () => number;
}): MemoryFleet {
  const { clock } = options;
  const nowUs = options.nowUs ?? (() => Math.round(clock.wallMs() * 1_000));
  const channels = createMemoryChannels(clock);
  const watchers: ((before: FleetState, after: FleetState) => void)[] = [];
  let state = EMPTY_FLEET;
  const become = (next: FleetState) => {
    const before = state;
    state = next;
    if (before !== next) for (const watch of watchers) watch(before, next);
  };
  const connect: MemoryFleet['connect'] = (isReachable = () => true, isConnected = isReachable, line) => {
    const reach = async (operation: string) => {
      if (line) await line.request(operation);
      if (!isReachable()) throw new LeaseStoreError('redis_unavailable', operation);
    };
    const step = async <Reply>(operation: string, take: (at: number) => Step<Reply>): Promise<Reply> => {
      await reach(operation);
      const { state: next, reply, notices } = take(nowUs());
      become(next);
      for (const notice of notices) channels.tell(channelOf(notice));
      if (line) await line.answer(operation);
      return reply;
    };
    const look = async <Reply>(operation: string, read: () => Reply): Promise<Reply> => {
      await reach(operation);
      const reply = read();
      if (line) await line.answer(operation);
      return reply;
    };
    const ear = { isReachable, isConnected };
    return {
      register: (asked) => step('register a worker', (at) => register(state, asked, at)),
      heartbeat: (beat) => step('renew a lease', (at) => heartbeat(state, beat, at)),
      report: (workerId, reports) => step('report slots', (at) => report(state, { workerId, reports }, at)),
      successors: (slots) => look('ask for successors', () => findSuccessors(state, slots, nowUs())),
      drain: (workerId) => step('drain a worker', (at) => drain(state, workerId, at)),
      async deregister(workerId) {
        await step('deregister a worker', (at) => deregister(state, workerId, at));
      },
      askToConnect: (asked) => step('ask to connect', (at) => askToConnect(state, asked, at)),
      async noteConnects(appId, news) {
        await step('note what Slack said', (at) => noteConnects(state, { appId, news }, at));
      },
      campaign: (asked) => step('campaign for leadership', (at) => campaign(state, asked, at)),
      async resign(leader) {
        await step('resign the leadership', (at) => resign(state, leader, at));
      },
      observe: () => look('observe the fleet', () => ({ nowUs: nowUs(), state })),
      apply: (changes) => step('apply assignments', (at) => apply(state, changes, at)),
      expire: (asked) => step('end leases', (at) => expire(state, asked, at)),
      listeners: (workerIds) =>
        look('count who listens', () => new Map(workerIds.map((id) => [id, channels.count(`to:${id}`)]))),
      async announce(process, ttlMs, snapshot = '') {
        await step('announce a process', (at) => announce(state, { process, ttlMs, snapshot }, at));
      },
      async withdraw(processId) {
        await step('withdraw a process', () => withdraw(state, processId));
      },
      processes: () => look('list processes', () => visibleProcesses(state, nowUs())),
      snapshots: () => look('read what processes measured', () => visibleSnapshots(state, nowUs())),
      fleet: () =>
        look('picture the fleet', () =>
          pictureFleet({ nowUs: nowUs(), state }, visibleProcesses(state, nowUs())),
        ),
      nudge: () => look('wake the coordinators', () => channels.tell('wanted')),
      retry: (slot) => look('have a slot try again', () => channels.tell('retry', slot)),
      onAssigned: (workerId, run) => channels.listen(`to:${workerId}`, ear, run),
      onFleetChanged: (run) => channels.listen('fleet', ear, run),
      onNudge: (run) => channels.listen('wanted', ear, run),
      onRetry: (run) => channels.listen('retry', ear, run),
      close: async () => undefined,
    };
  };
  return {
    connect,
    wipe: () => become(EMPTY_FLEET),
    restore(earlier) {
      state = earlier;
    },
    get state() {
      return state;
    },
    onStep: (watch) => void watchers.push(watch),
  };
}

function findSuccessors(state: FleetState, slots: readonly string[], nowUs: number) {
  return new Map(slots.map((slot) => [slot, successorOf(state, slot, nowUs)]));
}

function channelOf(notice: Notice): string {
  return notice.kind === 'worker' ? `to:${notice.workerId}` : 'fleet';
}
