import type { SimulatedFleet } from './simulated-fleet.ts';
import type { Mood } from './simulated-slack.ts';

/** How likely each fault is, relative to the others. What is 0 does not happen. */
export interface FaultMix {
  readonly killWorker: number;
  readonly pauseWorker: number;
  readonly joinWorker: number;
  readonly drainWorker: number;
  /** The network between one worker and everything else. */
  readonly splitWorker: number;
  readonly killTaskWorker: number;
  readonly killCoordinator: number;
  readonly pauseCoordinator: number;
  readonly wipeRedis: number;
  readonly rewindRedis: number;
  readonly redisAway: number;
  readonly redisSlow: number;
  /** What was asked for is done, and the answer does not come. */
  readonly answersLost: number;
  readonly postgresAway: number;
  readonly postgresAnswersLost: number;
  readonly stepClock: number;
  /** Slack takes no connections: refuses, hangs, asks to wait, or refuses tokens. */
  readonly slackRefuses: number;
  /** Slack breaks connections off. */
  readonly slackResets: number;
  /** Slack announces to many at once that their connections go. */
  readonly slackRefreshes: number;
}

export const NO_FAULTS: FaultMix = {
  killWorker: 0,
  pauseWorker: 0,
  joinWorker: 0,
  drainWorker: 0,
  splitWorker: 0,
  killTaskWorker: 0,
  killCoordinator: 0,
  pauseCoordinator: 0,
  wipeRedis: 0,
  rewindRedis: 0,
  redisAway: 0,
  redisSlow: 0,
  answersLost: 0,
  postgresAway: 0,
  postgresAnswersLost: 0,
  stepClock: 0,
  slackRefuses: 0,
  slackResets: 0,
  slackRefreshes: 0,
};

/** Beyond this many times the workers at the start none joins. */
const MOST_TIMES = 2;
/** Longer than a leader's lease: a Redis that comes back takes a while. */
const REWIND_MS = 3_000;
const SHORTEST_MS = 300;
const LONGEST_MS = 4_300;
const SLOW_MS = 120;
const SHARE_OF_ANSWERS = 0.2;
const SHARE_OF_CONNECTIONS = 0.5;
/** Slack announces a refresh about this long ahead. */
const REFRESH_AHEAD_MS = 10_000;
const MOODS: readonly Mood[] = ['refuses', 'hangs', 'rate-limits', 'refuses-tokens'];

type Fault = (fleet: SimulatedFleet, lastsMs: number) => string;

/** Each lets its fault happen, sees to its end, and says what it did. */
const FAULTS: Readonly<Record<keyof FaultMix, Fault>> = {
  killWorker(fleet, lastsMs) {
    const worker = pick(fleet, fleet.running());
    if (!worker) return 'no worker to kill';
    fleet.kill(worker);
    fleet.clock.after(lastsMs, () => fleet.history.note(`${fleet.startWorker().id} starts`));
    return `${worker.id} is killed, another one starts after ${ms(lastsMs)}`;
  },
  pauseWorker(fleet, lastsMs) {
    const worker = pick(fleet, fleet.running());
    worker?.clock.pause();
    fleet.clock.after(lastsMs, () => worker?.clock.resume());
    return `${worker?.id} stands still for ${ms(lastsMs)}`;
  },
  joinWorker(fleet) {
    if (fleet.running().length >= MOST_TIMES * fleet.options.workers) return 'no more workers join';
    return `${fleet.startWorker().id} joins`;
  },
  drainWorker(fleet) {
    const staying = fleet.running().filter(({ isDraining }) => !isDraining);
    const worker = staying.length > 2 ? pick(fleet, staying) : undefined;
    worker?.drain();
    return worker ? `${worker.id} drains` : 'too few workers to drain one';
  },
  splitWorker(fleet, lastsMs) {
    const worker = pick(fleet, fleet.running());
    if (!worker) return 'no worker to split off';
    fleet.split.add(worker.id);
    fleet.clock.after(lastsMs, () => fleet.split.delete(worker.id));
    return `${worker.id} is cut off for ${ms(lastsMs)}`;
  },
  killTaskWorker(fleet, lastsMs) {
    const worker = pick(
      fleet,
      fleet.taskWorkers.filter(({ clock }) => clock.isAlive),
    );
    if (!worker) return 'no task worker to kill';
    worker.clock.kill();
    fleet.clock.after(lastsMs, () => fleet.startTaskWorker());
    return `${worker.id} is killed, another one starts after ${ms(lastsMs)}`;
  },
  killCoordinator(fleet, lastsMs) {
    const coordinator = pick(
      fleet,
      fleet.coordinators.filter(({ clock }) => clock.isAlive),
    );
    if (!coordinator) return 'no coordinator to kill';
    coordinator.clock.kill();
    fleet.clock.after(lastsMs, () => fleet.startCoordinator());
    return `${coordinator.id} is killed, another one starts after ${ms(lastsMs)}`;
  },
  pauseCoordinator(fleet, lastsMs) {
    const coordinator = pick(
      fleet,
      fleet.coordinators.filter(({ clock }) => clock.isAlive),
    );
    coordinator?.clock.pause();
    fleet.clock.after(lastsMs, () => coordinator?.clock.resume());
    return `${coordinator?.id} stands still for ${ms(lastsMs)}`;
  },
  wipeRedis(fleet) {
    fleet.wipeRedis();
    return 'Redis is wiped';
  },
  rewindRedis(fleet) {
    fleet.rewind(REWIND_MS);
    return `Redis loses what it took in the last ${ms(REWIND_MS)}`;
  },
  redisAway(fleet, lastsMs) {
    fleet.isRedisAway = true;
    fleet.bell.isAway = true;
    fleet.clock.after(lastsMs, () => {
      fleet.isRedisAway = false;
      fleet.bell.isAway = false;
    });
    return `Redis is away for ${ms(lastsMs)}`;
  },
  redisSlow(fleet, lastsMs) {
    fleet.line.maxDelayMs = SLOW_MS;
    fleet.clock.after(lastsMs, () => {
      fleet.line.maxDelayMs = 0;
    });
    return `Redis takes up to ${2 * SLOW_MS} ms for ${ms(lastsMs)}`;
  },
  answersLost(fleet, lastsMs) {
    fleet.line.lostAnswers = SHARE_OF_ANSWERS;
    fleet.clock.after(lastsMs, () => {
      fleet.line.lostAnswers = 0;
    });
    return `answers of Redis are lost for ${ms(lastsMs)}`;
  },
  postgresAway(fleet, lastsMs) {
    fleet.postgres.isAway = true;
    fleet.clock.after(lastsMs, () => {
      fleet.postgres.isAway = false;
    });
    return `Postgres is away for ${ms(lastsMs)}`;
  },
  postgresAnswersLost(fleet, lastsMs) {
    fleet.postgres.lostAnswers = SHARE_OF_ANSWERS;
    fleet.clock.after(lastsMs, () => {
      fleet.postgres.lostAnswers = 0;
    });
    return `answers of Postgres are lost for ${ms(lastsMs)}`;
  },
  stepClock(fleet) {
    const byMs = (fleet.random.next() - 0.5) * 8_000;
    fleet.stepClock(byMs);
    return `the store's clock is set by ${ms(byMs)}`;
  },
  slackRefuses(fleet, lastsMs) {
    const mood = pick(fleet, MOODS) ?? 'refuses';
    fleet.slack.mood = mood;
    fleet.clock.after(lastsMs, () => {
      fleet.slack.mood = 'well';
    });
    return `Slack ${mood} for ${ms(lastsMs)}`;
  },
  slackResets(fleet) {
    return `Slack breaks ${fleet.slack.reset(SHARE_OF_CONNECTIONS)} connections off`;
  },
  slackRefreshes(fleet) {
    return `Slack refreshes ${fleet.slack.refresh(SHARE_OF_CONNECTIONS, REFRESH_AHEAD_MS)} connections`;
  },
};

/** Lets one fault happen. What lasts ends by itself; the answer is when, on the virtual clock. */
export function injectFault(fleet: SimulatedFleet, mix: FaultMix): number {
  const { random, clock, history } = fleet;
  const chosen = choose(Object.entries(mix) as [keyof FaultMix, number][], random.next());
  const lastsMs = SHORTEST_MS + random.next() * (LONGEST_MS - SHORTEST_MS);
  const endsMs = clock.monotonicMs() + lastsMs;
  fleet.watch.noteTrouble(endsMs);
  if (chosen) history.note(FAULTS[chosen](fleet, lastsMs));
  return endsMs;
}

function pick<Item>(fleet: SimulatedFleet, items: readonly Item[]): Item | undefined {
  return items[Math.floor(fleet.random.next() * items.length)];
}

function ms(value: number): string {
  return `${Math.round(value)} ms`;
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
