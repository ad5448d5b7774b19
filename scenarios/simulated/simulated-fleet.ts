import { appOfSlot, type Clock, type FleetState, slotName, type WantedApp } from '@muster/fleet';
import { recordingLog, seededRandom, VirtualClock } from '@muster/fleet/testing';
import { createMemoryFleet } from '@muster/leases/testing';
import { type Coordinator, createCoordinator } from '../../apps/coordinator/src/coordinator.ts';
import { createProcessClock, type ProcessClock } from './process-clock.ts';
import { type SimulatedWorker, startSimulatedWorker } from './simulated-worker.ts';

/** What a simulated fleet starts with. The same seed replays the same run. */
export interface SimulationOptions {
  readonly seed: number;
  readonly workers: number;
  readonly coordinators: number;
  readonly apps: number;
  readonly slotsPerApp: number;
}

const COPY_EVERY_MS = 500;
const MAX_COPIES = 20;

/** Whole coordinators and workers over the in-memory store, on a virtual clock, with a hand on their switches. */
export class SimulatedFleet {
  readonly clock = new VirtualClock();
  readonly random;
  readonly workers: SimulatedWorker[] = [];
  readonly coordinators: { coordinator: Coordinator; clock: ProcessClock }[] = [];
  /** What went against an invariant, in words. */
  readonly violations: string[] = [];
  /** The highest epoch of each slot in Postgres. */
  readonly postgres = new Map<string, bigint>();
  /** When each worker was killed. */
  readonly killedAtMs = new Map<string, number>();
  readonly wanted: WantedApp[];
  readonly memory;
  isRedisAway = false;
  isPostgresAway = false;
  /** The store as it was, every half second of the last few. */
  private copies: { readonly atMs: number; readonly state: FleetState }[] = [];
  private stepUs = 0;
  private started = 0;

  constructor(options: SimulationOptions) {
    const { clock } = this;
    this.random = seededRandom(options.seed);
    this.memory = createMemoryFleet({
      clock,
      nowUs: () => Math.round(clock.wallMs() * 1_000) + this.stepUs,
    });
    this.memory.onStep((before, after) => this.checkStep(before, after));
    this.wanted = Array.from({ length: options.apps }, (_, at) => ({
      appId: `A${at}`,
      slots: options.slotsPerApp,
    }));
    for (let at = 0; at < options.coordinators; at++) this.startCoordinator();
    for (let at = 0; at < options.workers; at++) this.startWorker();
  }

  startWorker(): SimulatedWorker {
    this.started += 1;
    const id = `w${this.started}`;
    const clock = createProcessClock(this.clock);
    const store = this.memory.connect(
      () => clock.isRunning && !this.isRedisAway,
      () => clock.isAlive && !this.isRedisAway,
    );
    const worker = startSimulatedWorker(id, 100, clock, store, {
      random: this.random,
      record: (slot, epoch) => this.record(slot, epoch),
      onClose: (slot, workerId) => this.checkClose(slot, workerId),
    });
    this.workers.push(worker);
    return worker;
  }

  startCoordinator(): void {
    this.started += 1;
    const clock = createProcessClock(this.clock);
    const coordinator = createCoordinator({
      id: `c${this.started}`,
      leases: this.memory.connect(() => clock.isRunning && !this.isRedisAway),
      store: {
        apps: { wanted: async () => this.askPostgres(this.wanted) },
        slots: { highestEpochs: async () => this.askPostgres(new Map(this.postgres)) },
      },
      clock: clock as Clock,
      log: recordingLog(),
    });
    coordinator.start();
    this.coordinators.push({ coordinator, clock });
  }

  kill(worker: SimulatedWorker): void {
    this.killedAtMs.set(worker.id, this.clock.monotonicMs());
    worker.kill();
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

  /** Live connections of a slot, and of an app. */
  holders(slot: string): SimulatedWorker[] {
    return this.running().filter((worker) => worker.live().includes(slot));
  }

  liveOf(appId: string): number {
    return this.running().reduce(
      (sum, worker) => sum + worker.live().filter((slot) => appOfSlot(slot) === appId).length,
      0,
    );
  }

  slots(): string[] {
    return this.wanted.flatMap(({ appId, slots }) =>
      Array.from({ length: slots }, (_, at) => slotName(appId, at)),
    );
  }

  async run(forMs: number): Promise<void> {
    const untilMs = this.clock.monotonicMs() + forMs;
    while (this.clock.monotonicMs() < untilMs) {
      await this.clock.advance(Math.min(100, untilMs - this.clock.monotonicMs()));
      for (const worker of this.running()) worker.stopIfEmpty();
      this.copy();
    }
  }

  private copy(): void {
    const nowMs = this.clock.monotonicMs();
    const lastMs = this.copies.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (nowMs - lastMs < COPY_EVERY_MS) return;
    this.copies = [...this.copies.slice(-MAX_COPIES), { atMs: nowMs, state: this.memory.state }];
  }

  private askPostgres<Answer>(answer: Answer): Answer {
    if (this.isPostgresAway) throw new Error('postgres is away');
    return answer;
  }

  private record(slot: string, epoch: bigint): boolean {
    const known = this.postgres.get(slot);
    if (known !== undefined && epoch < known) return false;
    this.postgres.set(slot, epoch);
    return true;
  }

  private highestActingTerm = 0n;

  /** I6 and I10, and that a wiped table is not filled before workers could register. */
  private checkStep(before: FleetState, after: FleetState): void {
    if (after.assignments === before.assignments || after.assignments.size === 0) return;
    const nowUs = Math.round(this.clock.wallMs() * 1_000) + this.stepUs;
    const leader = after.leader;
    if (!leader || leader.expiresUs <= nowUs) this.violations.push('I10: assigned without a leader');
    else if (leader.term < this.highestActingTerm)
      this.violations.push(`I10: assigned under the old term ${leader.term}`);
    else this.highestActingTerm = leader.term;
    for (const [slot, { epoch }] of after.assignments) {
      const old = before.assignments.get(slot)?.epoch;
      if (old === epoch) continue;
      const known = this.postgres.get(slot);
      if ((old !== undefined && epoch <= old) || (known !== undefined && epoch <= known))
        this.violations.push(`I6: ${slot} was given the epoch ${epoch}, not above ${old ?? known}`);
    }
  }

  /** I7 and I8: a connection is closed of one's own accord only when another one of its slot is live. */
  private checkClose(slot: string, workerId: string): void {
    if (this.holders(slot).length > 0) return;
    const nowMs = this.clock.monotonicMs();
    // Its successor may have died a moment ago: nobody can know that yet.
    const owner = this.memory.state.assignments.get(slot)?.workerId ?? '';
    const diedMs = this.killedAtMs.get(owner);
    if (diedMs !== undefined && nowMs - diedMs < 1_500) return;
    this.violations.push(`I7/I8: ${workerId} closed the only live connection of ${slot}`);
  }
}
