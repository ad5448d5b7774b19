import { checkConnectionCount, checkServed } from './checkers/check-connections.ts';
import { checkAckedIsStored, checkFinished, checkOneEffect, checkOrder } from './checkers/check-delivery.ts';
import { type FaultMix, injectFault } from './random-faults.ts';
import { type FleetOptions, SimulatedFleet, slotsOf } from './simulated-fleet.ts';

/** One run: a fleet, people who write to it, and faults at random. */
export interface RunOptions extends FleetOptions {
  readonly taskWorkers: number;
  readonly faults: number;
  /** The longest time from one fault to the next. */
  readonly faultEveryMs: number;
  readonly messages: number;
  /** How long the fleet is left alone before it must be at rest. */
  readonly restMs: number;
  readonly mix: FaultMix;
}

export interface RunResult {
  readonly options: RunOptions;
  /** What happened, line by line. */
  readonly lines: readonly string[];
  /** What went against an invariant. */
  readonly violations: readonly string[];
  readonly delivered: { readonly said: number; readonly acked: number; readonly effects: number };
}

/** Everything but wipes together with clock steps: no memory could tell a term after both from one before. */
export function mixOf(seed: number): FaultMix {
  const isEven = seed % 2 === 0;
  return {
    killWorker: 4,
    pauseWorker: 3,
    joinWorker: 2,
    drainWorker: 2,
    splitWorker: 2,
    killTaskWorker: 2,
    killCoordinator: 2,
    pauseCoordinator: 2,
    redisAway: 2,
    redisSlow: 2,
    answersLost: 2,
    postgresAway: 1,
    postgresAnswersLost: 1,
    wipeRedis: isEven ? 3 : 0,
    rewindRedis: isEven ? 2 : 0,
    stepClock: isEven ? 0 : 2,
    slackRefuses: 1,
    slackResets: 2,
    slackRefreshes: 2,
  };
}

export function optionsOf(seed: number): RunOptions {
  return {
    seed,
    workers: 3,
    coordinators: 2,
    taskWorkers: 2,
    apps: 6,
    slotsPerApp: 2,
    faults: 6,
    faultEveryMs: 2_500,
    messages: 12,
    restMs: REST_MS,
    mix: mixOf(seed),
  };
}

const START_MS = 5_000;
/** I11: from the end of the last fault; a leader that has to be replaced and a wiped table take longer. */
const SERVED_AFTER_MS = 5_000;
/** For how long a connection waits for an answer, and a moment. */
const GIVES_UP_AFTER_MS = 11_000;
/** Slack's last retries, a connection's longest back-off, and a drain. */
const REST_MS = 60_000;

/** Runs it. The same options, by the same code, give the same lines. */
export async function runSeed(options: RunOptions): Promise<RunResult> {
  const fleet = new SimulatedFleet(options);
  await fleet.run(START_MS);
  let endsMs = fleet.clock.monotonicMs();
  for (let fault = 0; fault < options.faults; fault++) {
    endsMs = Math.max(endsMs, injectFault(fleet, options.mix));
    await speak(fleet, options, fleet.random.next() * options.faultEveryMs);
  }
  await fleet.run(Math.max(0, endsMs - fleet.clock.monotonicMs()) + SERVED_AFTER_MS);
  report(fleet, checkServed(served(fleet), SERVED_AFTER_MS));
  await fleet.run(options.restMs);
  checkAtRest(fleet);
  const delivered = fleet.delivered();
  for (const check of [checkAckedIsStored, checkOneEffect, checkFinished, checkOrder])
    report(fleet, check(delivered));
  const { lines, violations } = fleet.history;
  const acked = delivered.said.filter(({ ackedN }) => ackedN !== null).length;
  const counts = { said: delivered.said.length, acked, effects: delivered.effects.length };
  return { options, lines, violations, delivered: counts };
}

/** People write now and then while time goes on. */
async function speak(fleet: SimulatedFleet, options: RunOptions, forMs: number): Promise<void> {
  const count = Math.ceil(options.messages / options.faults);
  for (let at = 0; at < count; at++) {
    fleet.people.write(fleet.wanted[Math.floor(fleet.random.next() * fleet.wanted.length)]?.appId ?? '');
    await fleet.run(forMs / count);
  }
}

/** What must be true of a fleet that was left alone for a while. */
export function checkAtRest(fleet: SimulatedFleet): void {
  if (fleet.running().length === 0) return;
  const { assignments, workers } = fleet.memory.state;
  for (const slot of fleet.slots()) {
    const holders = [...fleet.watch.holders(slot)];
    const owner = assignments.get(slot)?.workerId;
    if (holders.length !== 1 || holders[0] !== owner)
      fleet.history.violate(`at rest: ${slot} is assigned to ${owner} and live at ${holders.join(', ')}`);
  }
  const open = [...workers.values()].filter(({ isDraining }) => !isDraining);
  for (const { appId, slots } of fleet.wanted) {
    const owners = slotsOf({ appId, slots }).map((slot) => assignments.get(slot)?.workerId);
    if (open.length >= slots && new Set(owners).size !== owners.length)
      fleet.history.violate(`at rest: ${appId} has its slots at ${owners.join(', ')}`);
    const connections = fleet.slack.of(appId).length;
    report(fleet, checkConnectionCount({ appId, connections, slots }, false));
  }
}

function report(fleet: SimulatedFleet, wrong: readonly string[]): void {
  for (const what of wrong) fleet.history.violate(what);
}

/**
 * An app is not healthy while every one of its slots waits out what Slack answered it, or waits for an answer that
 * Slack swallowed.
 */
function served(fleet: SimulatedFleet) {
  const { assignments, workers } = fleet.memory.state;
  return fleet.wanted.map(({ appId, slots }) => {
    const hangs = fleet.clock.monotonicMs() - fleet.slack.swallowed(appId) < GIVES_UP_AFTER_MS;
    const isWaiting = slotsOf({ appId, slots }).every((slot) => {
      const state = workers.get(assignments.get(slot)?.workerId ?? '')?.held.get(slot)?.state;
      return state === 'down' || (hangs && state === 'connecting');
    });
    return { appId, live: fleet.liveOf(appId), isHealthy: !isWaiting };
  });
}
