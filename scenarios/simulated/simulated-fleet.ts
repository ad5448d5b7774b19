import { type FleetState, type Log, type Random, slotName, type WantedApp } from '@muster/fleet';
import { seededRandom, settlePromises, VirtualClock } from '@muster/fleet/testing';
import { createMemoryFleet } from '@muster/leases/testing';
import { type Coordinator, createCoordinator } from '../../apps/coordinator/src/coordinator.ts';
import type { Delivered } from './checkers/check-delivery.ts';
import { createHistory } from './history.ts';
import { createProcessClock, type ProcessClock } from './process-clock.ts';
import { createSimulatedEars } from './simulated-ears.ts';
import { nameOf, SimulatedPeople } from './simulated-people.ts';
import { type InboxRow, SimulatedPostgres } from './simulated-postgres.ts';
import { SimulatedSlack } from './simulated-slack.ts';
import { type SimulatedBell, startSimulatedTaskWorker } from './simulated-task-worker.ts';
import { type SimulatedWorker, startSimulatedWorker } from './simulated-worker.ts';
import { createStoreLine } from './store-line.ts';
import { watchFleet } from './watch-fleet.ts';

/** What a simulated fleet starts with. The same seed replays the same run. */
export interface FleetOptions {
  readonly seed: number;
  readonly workers: number;
  readonly coordinators: number;
  readonly taskWorkers?: number;
  readonly apps: number;
  readonly slotsPerApp: number;
  readonly capacity?: number;
}

export interface SimulatedProcess {
  readonly id: string;
  readonly clock: ProcessClock;
}

const COPY_EVERY_MS = 500;
const MAX_COPIES = 20;
/** So that the process that runs the simulation can hear and tell meanwhile. */
const REST_EVERY_MS = 250;

/** A whole fleet on a virtual clock: production parts, with a hand on all that lies outside of them. */
export class SimulatedFleet {
  readonly clock = new VirtualClock(0, undefined, settlePromises);
  readonly history = createHistory(this.clock);
  readonly options: FleetOptions;
  readonly random: Random;
  readonly memory;
  readonly slack: SimulatedSlack;
  readonly postgres: SimulatedPostgres;
  readonly people: SimulatedPeople;
  readonly bell: SimulatedBell = { rung: new Set(), isAway: false };
  readonly line;
  readonly workers: SimulatedWorker[] = [];
  readonly coordinators: (SimulatedProcess & { readonly coordinator: Coordinator })[] = [];
  readonly taskWorkers: SimulatedProcess[] = [];
  readonly wanted: readonly WantedApp[];
  readonly watch;
  isRedisAway = false;
  /** Processes that the network does not reach. */
  readonly split = new Set<string>();
  private readonly log: Log = quiet();
  /** The store as it was, every half second of the last few. */
  private copies: { readonly atMs: number; readonly state: FleetState }[] = [];
  private stepUs = 0;
  private started = 0;

  constructor(options: FleetOptions) {
    const { clock, history } = this;
    this.options = options;
    this.random = seededRandom(options.seed);
    this.memory = createMemoryFleet({ clock, nowUs: () => this.nowUs() });
    this.line = createStoreLine(this.random);
    this.wanted = Array.from({ length: options.apps }, (_, at) => ({
      appId: `A${at}`,
      slots: options.slotsPerApp,
    }));
    this.postgres = new SimulatedPostgres(this.random, history.violate);
    this.watch = watchFleet(this);
    this.slack = new SimulatedSlack(clock, this.random, this.watch);
    this.people = new SimulatedPeople(this.slack, this.random);
    for (let at = 0; at < options.coordinators; at++) this.startCoordinator();
    for (let at = 0; at < options.workers; at++) this.startWorker();
    for (let at = 0; at < (options.taskWorkers ?? 0); at++) this.startTaskWorker();
    this.keepCopies();
  }

  /** The store's time. */
  nowUs(): number {
    return Math.round(this.clock.wallMs() * 1_000) + this.stepUs;
  }

  startWorker(): SimulatedWorker {
    const { id, clock } = this.newProcess('w');
    const { slack, postgres, random, log, watch } = this;
    const worker = startSimulatedWorker(id, this.options.capacity ?? 100, clock, {
      leases: this.connect(id, clock),
      slack,
      postgres,
      random,
      log,
      isReachable: () => !this.split.has(id),
      ears: createSimulatedEars({ clock, postgres, bell: this.bell, log }),
      onSlot: watch.onSlot,
    });
    this.workers.push(worker);
    return worker;
  }

  startCoordinator(): void {
    const { id, clock } = this.newProcess('c');
    const { postgres } = this;
    const coordinator = createCoordinator({
      id,
      leases: this.connect(id, clock),
      store: {
        apps: { wanted: () => postgres.ask(clock, 'read what is wanted', () => this.wanted) },
        slots: {
          highestEpochs: () => postgres.ask(clock, 'read epochs', () => new Map(postgres.epochs)),
        },
      },
      clock,
      log: this.log,
    });
    coordinator.start();
    this.coordinators.push({ id, clock, coordinator });
  }

  startTaskWorker(): void {
    const { id, clock } = this.newProcess('t');
    startSimulatedTaskWorker(clock, this.postgres, this.bell);
    this.taskWorkers.push({ id, clock });
  }

  kill(worker: SimulatedWorker): void {
    this.watch.noteKilled(worker);
    worker.kill();
  }

  wipeRedis(): void {
    this.memory.wipe();
    this.bell.rung.clear();
  }

  /** Redis comes back from a copy that is at least this old. */
  rewind(byMs: number): void {
    const untilMs = this.clock.monotonicMs() - byMs;
    const copy = this.copies.findLast(({ atMs }) => atMs <= untilMs);
    if (copy) this.memory.restore(copy.state);
  }

  /** Moves the store's clock, as when somebody sets the time. */
  stepClock(byMs: number): void {
    this.stepUs += Math.round(byMs * 1_000);
  }

  running(): SimulatedWorker[] {
    return this.workers.filter(({ clock }) => clock.isAlive);
  }

  leader(): SimulatedProcess | undefined {
    return this.coordinators.find(({ clock, coordinator }) => clock.isAlive && coordinator.term() !== null);
  }

  slots(): string[] {
    return this.wanted.flatMap(slotsOf);
  }

  /** Connections of an app that carry, as Slack sees it. */
  liveOf(appId: string): number {
    return this.slack.liveOf(appId);
  }

  delivered(): Delivered {
    const messageOf = ({ entry }: InboxRow) =>
      nameOf(entry.installationId, entry.channel, entry.messageTs ?? '');
    const { inbox, effects } = this.postgres;
    return {
      said: this.people.said(),
      stored: inbox.map((row) => ({ message: messageOf(row), state: row.state })),
      effects: effects.map(messageOf),
    };
  }

  async run(forMs: number): Promise<void> {
    const untilMs = this.clock.monotonicMs() + forMs;
    while (this.clock.monotonicMs() < untilMs) {
      await this.clock.advance(Math.min(REST_EVERY_MS, untilMs - this.clock.monotonicMs()));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private newProcess(kind: string): SimulatedProcess {
    this.started += 1;
    return { id: `${kind}${this.started}`, clock: createProcessClock(this.clock) };
  }

  private connect(id: string, clock: ProcessClock) {
    const canReach = () => !this.isRedisAway && !this.split.has(id);
    return this.memory.connect(
      () => clock.isRunning && canReach(),
      () => clock.isAlive && canReach(),
      this.line.of(clock),
    );
  }

  private keepCopies(): void {
    const copy = { atMs: this.clock.monotonicMs(), state: this.memory.state };
    this.copies = [...this.copies.slice(-MAX_COPIES), copy];
    this.clock.after(COPY_EVERY_MS, () => this.keepCopies());
  }
}

export function slotsOf({ appId, slots }: WantedApp): string[] {
  return Array.from({ length: slots }, (_, at) => slotName(appId, at));
}

/** Logs are not looked at here, and would fill the memory. */
function quiet(): Log {
  const ignore = () => undefined;
  return { debug: ignore, info: ignore, warn: ignore, error: ignore, child: quiet };
}
