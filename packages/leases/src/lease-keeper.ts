import {
  type AssignedSlot,
  createDeadline,
  type Deadline,
  type LeaseTiming,
  type Log,
  type SlotReport,
  type SlotState,
  type Successor,
  type Timer,
  WORKER_LEASE,
} from '@muster/fleet';
import type { LeaseKeeper, LeaseKeeperOptions } from './lease-keeper-options.ts';
import type { Subscription } from './lease-store.ts';

/**
 * In words:
 *
 *   new ──start──▶ unregistered ──registered with the inventory──▶ registered ──stop──▶ stopped
 *                       ▲                                              │
 *                       └── its deadline passed, or Redis forgot it ───┘
 *
 * One errand at a time: register, or else send reports, the drain, a heartbeat. Whatever fails is tried again with
 * the next tick. A worker that was paused finds its deadline passed before it sends anything, so that the first
 * thing others hear of it is what it really holds.
 */
export function createLeaseKeeper(options: LeaseKeeperOptions): LeaseKeeper {
  return new Keeper(options);
}

class Keeper implements LeaseKeeper {
  private readonly options: LeaseKeeperOptions;
  private readonly timing: LeaseTiming;
  private readonly deadline: Deadline;
  private readonly log: Log;
  private phase: 'new' | 'unregistered' | 'registered' | 'stopped' = 'new';
  /** The last revision of the assignments that the worker was given. */
  private revision = 0;
  /** What the store has not been told yet. A registration tells everything at once. */
  private reports = new Map<string, SlotReport>();
  private isDraining = false;
  private mustSendDrain = false;
  private isBeatDue = false;
  private isBusy = false;
  /** The errands under way, for `stop` to wait for. */
  private errands: Promise<void> = Promise.resolve();
  private ticker: Timer | undefined;
  private subscription: Subscription | undefined;

  constructor(options: LeaseKeeperOptions) {
    this.options = options;
    this.timing = options.timing ?? WORKER_LEASE;
    this.deadline = createDeadline(this.timing, options.clock);
    this.log = options.log.child({ workerId: options.worker.id });
  }

  start(): void {
    if (this.phase !== 'new') return;
    this.phase = 'unregistered';
    this.subscription = this.options.store.onAssigned(this.options.worker.id, () => this.beatNow());
    this.tick();
  }

  isCurrent(): boolean {
    return this.phase === 'registered' && this.deadline.isCurrent();
  }

  report(slot: string, epoch: bigint, state: SlotState | 'closed', detail = ''): void {
    this.reports.set(slot, { slot, epoch, state, detail });
    this.runErrands();
  }

  async successors(slots: readonly string[]): Promise<ReadonlyMap<string, Successor>> {
    try {
      const found = await this.options.store.successors(slots);
      // After a pause the answer is old, and who had a slot then may be gone: only who has a lease believes it.
      if (this.isCurrent()) return found;
    } catch (error) {
      this.log.debug({ error }, 'could not ask for successors');
    }
    return new Map(slots.map((slot) => [slot, { kind: 'unknown' }]));
  }

  drain(): void {
    this.isDraining = true;
    this.mustSendDrain = true;
    this.runErrands();
  }

  async stop(): Promise<void> {
    if (this.phase === 'stopped') return;
    this.phase = 'stopped';
    this.deadline.lapse();
    this.ticker?.cancel();
    this.subscription?.cancel();
    await this.errands;
    const { store, worker } = this.options;
    await store.deregister(worker.id).catch((error: unknown) => {
      this.log.debug({ error }, 'could not end the lease: it runs out by itself');
    });
  }

  private tick(): void {
    this.ticker = this.options.clock.after(this.timing.renewEveryMs, () => this.tick());
    this.beatNow();
  }

  private beatNow(): void {
    this.isBeatDue = true;
    this.runErrands();
  }

  private runErrands(): void {
    if (this.phase === 'new' || this.phase === 'stopped' || this.isBusy) return;
    this.isBusy = true;
    this.errands = this.doErrands();
  }

  private async doErrands(): Promise<void> {
    try {
      while (this.hasErrand()) await this.nextErrand();
    } catch (error) {
      // Redis is away, slow or refuses: the next tick tries again, and the deadline says what that means.
      this.log.debug({ error }, 'could not reach the lease store');
    }
    this.isBusy = false;
  }

  private hasErrand(): boolean {
    if (this.phase === 'stopped') return false;
    if (this.phase === 'registered' && !this.deadline.isCurrent()) this.lose('deadline passed');
    return this.phase === 'unregistered'
      ? this.isBeatDue
      : this.isBeatDue || this.mustSendDrain || this.reports.size > 0;
  }

  private nextErrand(): Promise<void> {
    if (this.phase === 'unregistered') return this.register();
    if (this.reports.size > 0) return this.sendReports();
    if (this.mustSendDrain) return this.sendDrain();
    return this.beat();
  }

  private async register(): Promise<void> {
    const { store, worker, clock } = this.options;
    const sentAtMs = clock.monotonicMs();
    this.isBeatDue = false;
    this.mustSendDrain = false;
    this.reports.clear();
    const inventory = this.options.inventory();
    const { isDraining } = this;
    const answer = await store.register({ worker, isDraining, inventory, ttlMs: this.timing.ttlMs });
    if (this.phase === 'stopped') return;
    this.deadline.extend(sentAtMs);
    this.phase = 'registered';
    this.log.info({ assignments: answer.assignments.length }, 'lease begun');
    this.take(answer.revision, answer.assignments);
  }

  private async beat(): Promise<void> {
    const { store, worker, clock } = this.options;
    const sentAtMs = clock.monotonicMs();
    this.isBeatDue = false;
    const unackedMs = Math.round(this.options.unackedMs());
    const beat = { workerId: worker.id, ttlMs: this.timing.ttlMs, revision: this.revision, unackedMs };
    const answer = await store.heartbeat(beat);
    if (this.phase === 'stopped') return;
    if (answer.kind === 'unknown') return this.lose('redis does not know it');
    this.deadline.extend(sentAtMs);
    // Asked for by somebody else: it says so itself when it must register again.
    if (answer.isDraining) this.isDraining = true;
    if (answer.assignments) this.take(answer.revision, answer.assignments);
  }

  private async sendReports(): Promise<void> {
    const sent = this.reports;
    this.reports = new Map();
    try {
      const outcome = await this.options.store.report(this.options.worker.id, [...sent.values()]);
      if (outcome === 'unknown') this.lose('redis does not know it');
    } catch (error) {
      this.reports = new Map([...sent, ...this.reports]);
      throw error;
    }
  }

  private async sendDrain(): Promise<void> {
    const outcome = await this.options.store.drain(this.options.worker.id);
    this.mustSendDrain = false;
    if (outcome === 'unknown') this.lose('redis does not know it');
  }

  private lose(reason: string): void {
    if (this.phase !== 'registered') return;
    this.phase = 'unregistered';
    this.deadline.lapse();
    this.isBeatDue = true;
    this.log.warn({ reason }, 'lease lost');
  }

  private take(revision: number, assignments: readonly AssignedSlot[]): void {
    this.revision = revision;
    this.options.onAssignments(assignments);
  }
}
