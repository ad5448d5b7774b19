import type {
  Applied,
  Campaigned,
  ConnectNews,
  ConnectPermit,
  Expired,
  Heartbeat,
  MadeChange,
  Successor,
} from '@muster/fleet';
import type { LeaseStore } from '../lease-store.ts';
import {
  asList,
  asText,
  readAssignedSlots,
  readAssignment,
  readHeld,
  writeChange,
  writeInfo,
  writeInventory,
  writeReports,
} from './codec.ts';
import { type KnownFleet, NOTHING_KNOWN, readObservation } from './read-observation.ts';
import type { RunScript } from './run-script.ts';
import { scripts } from './scripts.ts';

export const US_PER_MS = 1_000;

type WorkerSteps = Pick<
  LeaseStore,
  | 'register'
  | 'heartbeat'
  | 'report'
  | 'successors'
  | 'drain'
  | 'deregister'
  | 'askToConnect'
  | 'noteConnects'
>;
type LeaderSteps = Pick<LeaseStore, 'campaign' | 'resign' | 'observe' | 'apply' | 'expire'>;

/** The steps that workers take, each one script. */
export function workerSteps(run: RunScript): WorkerSteps {
  return {
    async register({ worker, isDraining, inventory, ttlMs }) {
      const head = [worker.id, writeInfo(worker), ttlMs * US_PER_MS, isDraining ? '1' : '0'];
      const reply = asList(await run(scripts.register, [...head, ...writeInventory(inventory)]));
      return { revision: Number(reply[0]), assignments: readAssignedSlots(reply[1]) };
    },
    async heartbeat({ workerId, ttlMs, revision, unackedMs }) {
      const told = [workerId, ttlMs * US_PER_MS, revision, unackedMs];
      return readHeartbeat(await run(scripts.heartbeat, told));
    },
    async report(workerId, reports) {
      return readNoted(await run(scripts.report, [workerId, ...writeReports(reports)]));
    },
    async successors(slots) {
      const reply = asList(await run(scripts.successors, slots));
      return new Map(slots.map((slot, at) => [slot, readSuccessor(reply[at * 2], reply[at * 2 + 1])]));
    },
    async drain(workerId) {
      return readNoted(await run(scripts.drain, [workerId]));
    },
    async deregister(workerId) {
      await run(scripts.deregister, [workerId]);
    },
    async askToConnect({ appId, need, policy }) {
      const { appEveryUs, appBurst, fleetEveryUs, fleetBurst, crowd, crowdedForUs } = policy;
      const limits = [appEveryUs, appBurst, fleetEveryUs, fleetBurst, crowd, crowdedForUs];
      return readPermit(await run(scripts.connect, [appId, need, ...limits]));
    },
    async noteConnects(appId, news) {
      await run(scripts.noteConnects, [appId, news.kind, writeNews(news)]);
    },
  };
}

/** The steps that coordinators take, each one script. */
export function leaderSteps(run: RunScript): LeaderSteps {
  let known: KnownFleet = NOTHING_KNOWN;
  return {
    async campaign({ id, ttlMs }) {
      return readCampaigned(await run(scripts.campaign, [id, ttlMs * US_PER_MS]));
    },
    async resign({ id, term }) {
      await run(scripts.resign, [id, String(term)]);
    },
    async observe() {
      const read = readObservation(await run(scripts.observe, [known.version]), known);
      known = read.known;
      return read.observation;
    },
    async apply({ leaderId, term, changes, reap }) {
      const head = [leaderId, String(term), changes.length];
      return readApplied(await run(scripts.apply, [...head, ...changes.flatMap(writeChange), ...reap]));
    },
    async expire({ leaderId, term, workers }) {
      const seen = workers.flatMap(({ id, expiresUs }) => [id, expiresUs]);
      return readExpired(await run(scripts.expire, [leaderId, String(term), ...seen]));
    },
  };
}

function readExpired(reply: unknown): Expired {
  const [kind, workers] = asList(reply);
  return kind === 'expired' ? { kind, workers: asList(workers).map(asText) } : { kind: 'stale-term' };
}

function readHeartbeat(reply: unknown): Heartbeat {
  const [kind, revision, draining, assignments] = asList(reply);
  if (kind === 'unknown') return { kind };
  const isKnown = assignments === undefined || assignments === null;
  return {
    kind: 'renewed',
    revision: Number(revision),
    assignments: isKnown ? null : readAssignedSlots(assignments),
    isDraining: draining === 1,
  };
}

function writeNews(news: ConnectNews): string | number {
  if (news.kind === 'counted') return news.count;
  return news.kind === 'limited' ? Math.ceil(news.forMs) : '';
}

function readPermit(reply: unknown): ConnectPermit {
  const [kind, forMs, reason] = asList(reply).map(asText);
  return kind === 'granted' ? { kind } : { kind: 'wait', forMs: Number(forMs), reason: reason ?? '' };
}

function readNoted(reply: unknown): 'noted' | 'unknown' {
  return reply === 'noted' ? 'noted' : 'unknown';
}

function readSuccessor(assignmentText: unknown, heldText: unknown): Successor {
  if (typeof assignmentText !== 'string') return { kind: 'unknown' };
  const { epoch, workerId } = readAssignment(assignmentText);
  if (workerId === null) return { kind: 'released', epoch };
  const held = typeof heldText === 'string' ? readHeld(heldText) : null;
  return { kind: 'assigned', workerId, epoch, live: held?.state === 'live' && held.epoch === epoch };
}

function readCampaigned(reply: unknown): Campaigned {
  const [kind, second, third] = asList(reply).map(asText);
  if (kind === 'leading') return { kind, term: BigInt(second ?? 0) };
  return { kind: 'following', leaderId: second ?? '', term: BigInt(third ?? 0) };
}

function readApplied(reply: unknown): Applied {
  const [kind, madeReply, reapedReply] = asList(reply);
  if (kind !== 'applied') return { kind: 'stale-term' };
  const made = asList(madeReply).map(asText);
  const changes: MadeChange[] = [];
  for (let at = 0; at + 2 < made.length; at += 3) {
    const [slot = '', workerId, epoch = '0'] = made.slice(at, at + 3);
    changes.push({ slot, workerId: workerId === '-' || !workerId ? null : workerId, epoch: BigInt(epoch) });
  }
  return { kind: 'applied', made: changes, reaped: asList(reapedReply).map(asText) };
}
