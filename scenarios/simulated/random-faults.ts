import type { SimulatedFleet } from './simulated-fleet.ts';

/** How likely each fault is, relative to the others. What is 0 does not happen. */
export interface FaultMix {
  readonly killWorker: number;
  readonly pauseWorker: number;
  readonly joinWorker: number;
  readonly drainWorker: number;
  readonly killCoordinator: number;
  readonly pauseCoordinator: number;
  readonly wipeRedis: number;
  readonly rewindRedis: number;
  readonly redisAway: number;
  readonly postgresAway: number;
  readonly stepClock: number;
}

export const NO_FAULTS: FaultMix = {
  killWorker: 0,
  pauseWorker: 0,
  joinWorker: 0,
  drainWorker: 0,
  killCoordinator: 0,
  pauseCoordinator: 0,
  wipeRedis: 0,
  rewindRedis: 0,
  redisAway: 0,
  postgresAway: 0,
  stepClock: 0,
};

const MAX_WORKERS = 6;
/** Longer than a leader's lease: a Redis that comes back takes a while. */
const REWIND_MS = 3_000;

/** Lets one fault happen. What lasts ends by itself. */
export function injectFault(fleet: SimulatedFleet, mix: FaultMix): void {
  const { random, clock } = fleet;
  const chosen = choose(Object.entries(mix) as [keyof FaultMix, number][], random.next());
  const running = fleet.running();
  const victim = running[Math.floor(random.next() * running.length)];
  const lastsMs = 300 + random.next() * 4_000;
  const leaders = fleet.coordinators.filter((one) => one.clock.isAlive);
  const coordinator = leaders[Math.floor(random.next() * leaders.length)];
  switch (chosen) {
    case 'killWorker':
      if (!victim) return;
      fleet.kill(victim);
      clock.after(lastsMs, () => void fleet.startWorker());
      return;
    case 'pauseWorker':
      victim?.clock.pause();
      clock.after(lastsMs, () => victim?.clock.resume());
      return;
    case 'joinWorker':
      if (running.length < MAX_WORKERS) fleet.startWorker();
      return;
    case 'drainWorker':
      if (running.length > 2) victim?.drain();
      return;
    case 'killCoordinator':
      coordinator?.clock.kill();
      clock.after(lastsMs, () => fleet.startCoordinator());
      return;
    case 'pauseCoordinator':
      coordinator?.clock.pause();
      clock.after(lastsMs, () => coordinator?.clock.resume());
      return;
    case 'wipeRedis':
      fleet.memory.wipe();
      return;
    case 'rewindRedis':
      fleet.rewind(REWIND_MS);
      return;
    case 'redisAway':
      fleet.isRedisAway = true;
      clock.after(lastsMs, () => {
        fleet.isRedisAway = false;
      });
      return;
    case 'postgresAway':
      fleet.isPostgresAway = true;
      clock.after(lastsMs, () => {
        fleet.isPostgresAway = false;
      });
      return;
    case 'stepClock':
      fleet.stepClock((random.next() - 0.5) * 8_000);
  }
}

function choose<Name extends string>(weights: readonly [Name, number][], at: number): Name | undefined {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let left = at * total;
  for (const [name, weight] of weights) {
    left -= weight;
    if (left < 0) return name;
  }
  return undefined;
}
