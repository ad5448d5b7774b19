import { type Clock, compareProcesses, type Log } from '@muster/fleet';
import { pictureFleet } from '../fleet-picture.ts';
import type { LeaseStore } from '../lease-store.ts';
import { asList, asText, pairs, readProcessInfo, writeInfo } from './codec.ts';
import { connectRedis } from './connect.ts';
import { leaderSteps, US_PER_MS, workerSteps } from './redis-steps.ts';
import { createRunScript, translate } from './run-script.ts';
import { scripts } from './scripts.ts';
import { createSubscriber } from './subscriber.ts';

export interface LeaseStoreOptions {
  /** Where Redis is: `redis://` or `rediss://`. */
  readonly url: string;
  /** All keys and channels start with it. */
  readonly prefix: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Microseconds since 1970, in place of Redis's own clock. For tests alone. */
  readonly nowUs?: () => number;
}

/**
 * The lease store on Redis. Returns at once and connects by itself, again and again, for ever; while Redis is away
 * every call fails fast.
 */
export function createLeaseStore(options: LeaseStoreOptions): LeaseStore {
  const { url, prefix, log } = options;
  const redis = connectRedis({ url, role: 'leases', log });
  const subscriber = createSubscriber({ url, log, clock: options.clock });
  const run = createRunScript(redis, prefix, options.nowUs);
  const leader = leaderSteps(run);
  const processes = async () =>
    asList(await run(scripts.processes))
      .map((text) => readProcessInfo(asText(text)))
      .sort(compareProcesses);
  const say = async (channel: string, message: string, operation: string) => {
    try {
      await redis.publish(`${prefix}:${channel}`, message);
    } catch (error) {
      throw translate(error, operation);
    }
  };
  return {
    ...workerSteps(run),
    ...leader,
    async listeners(workerIds) {
      if (workerIds.length === 0) return new Map();
      try {
        const channels = workerIds.map((id) => `${prefix}:to:${id}`);
        const counts = await redis.pubsub('NUMSUB', ...channels);
        return new Map(workerIds.map((id, at) => [id, Number(counts[at * 2 + 1])]));
      } catch (error) {
        throw translate(error, 'count who listens');
      }
    },
    async announce(process, ttlMs, snapshot = '') {
      await run(scripts.announce, [process.id, writeInfo(process), ttlMs * US_PER_MS, snapshot]);
    },
    async withdraw(processId) {
      await run(scripts.withdraw, [processId]);
    },
    processes,
    snapshots: async () =>
      new Map(pairs(await run(scripts.snapshots)).map(([id, snapshot]) => [id, asText(snapshot)])),
    fleet: async () => pictureFleet(await leader.observe(), await processes()),
    nudge: () => say('wanted', '', 'wake the coordinators'),
    retry: (slot) => say('retry', slot, 'have a slot try again'),
    onAssigned: (workerId, listener) => subscriber.listen(`${prefix}:to:${workerId}`, listener),
    onFleetChanged: (listener) => subscriber.listen(`${prefix}:fleet`, listener),
    onNudge: (listener) => subscriber.listen(`${prefix}:wanted`, listener),
    onRetry: (listener) =>
      subscriber.listen(`${prefix}:retry`, (slot) => {
        if (slot !== '') listener(slot);
      }),
    async close() {
      subscriber.close();
      redis.disconnect();
    },
  };
}
