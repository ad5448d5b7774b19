import {
  type Changes,
  type Clock,
  LEADER_LEASE,
  type Log,
  type MadeChange,
  PLACEMENT,
  type Plan,
  planPlacement,
  type Timer,
} from '@muster/fleet';
import { type LeaseStore, LeaseStoreError, type Subscription } from '@muster/leases';
import { createLeadership, type Leadership } from './leadership.ts';
import { createLostWorkers, type LostWorkers } from './lost-workers.ts';
import { type LeaderWatch, NO_WATCH } from './measures/leader-watch.ts';
import { createQuarantineWatch } from './quarantine-watch.ts';
import { createStillLife } from './still-life.ts';
import { createWantedView, type WantedSource, type WantedView } from './wanted-view.ts';

/** Looks at least this often; hints make it look sooner. */
const LOOK_EVERY_MS = 250;
/**
 * But never sooner than this after the last look, however many hints come, and no sooner than that look took: in a
 * large fleet what it reads and weighs is much, and others need Redis as well.
 */
const MIN_GAP_MS = 25;
/** Of a look that waited for a Redis which was away. */
const MAX_GAP_MS = LOOK_EVERY_MS;
/** After a wipe workers get this long to register with what they hold before anything is assigned. */
const YOUNG_TABLE_US = 3_000_000;
/** One script changes no more than this, so that heartbeats behind it do not wait. */
const MAX_CHANGES_AT_ONCE = 500;

export interface CoordinatorOptions {
  readonly id: string;
  readonly leases: LeaseStore;
  readonly store: WantedSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of all that it sees and does while it leads. */
  readonly watch?: LeaderWatch;
}

/** One of the coordinators. `stop` gives up the leadership, so that the next one leads at once. */
export interface Coordinator {
  start(): void;
  /** The term for which it may act right now, by its own clock; null when it may not. */
  term(): bigint | null;
  /** Whether it leads or follows: the lease store answered it within a leader's lease. */
  isInTouch(): boolean;
  stop(): Promise<void>;
}

/**
 * A leader observes, plans and applies, one round after the other, at least every 250 ms and at once when a worker
 * came, went or reported, or has vanished. Every change carries its term, and it sends none once its own deadline has passed. It acts
 * only on what Postgres said since its term and the table began, so that it never mints below an older epoch.
 */
export function createCoordinator(options: CoordinatorOptions): Coordinator {
  return new Leading(options);
}

class Leading implements Coordinator {
  private readonly options: CoordinatorOptions;
  private readonly log: Log;
  private readonly leadership: Leadership;
  private readonly wanted: WantedView;
  private readonly lost: LostWorkers;
  private readonly quarantine: ReturnType<typeof createQuarantineWatch>;
  private readonly stillLife = createStillLife();
  private readonly watch: LeaderWatch;
  private isRebalancing = false;
  /** When the store last answered a whole round, on the monotonic clock. */
  private inTouchMs = Number.NEGATIVE_INFINITY;
  private waitingSlots = 0;
  private timer: Timer | undefined;
  private round: Promise<void> | undefined;
  private mustLookAgain = false;
  /** How long the last look took. */
  private tookMs = 0;
  private isStopped = false;
  private readonly subscriptions: Subscription[] = [];

  constructor(options: CoordinatorOptions) {
    const { id, leases, clock, store } = options;
    this.options = options;
    this.log = options.log.child({ coordinatorId: options.id });
    this.watch = options.watch ?? NO_WATCH;
    this.leadership = createLeadership({ id, leases, clock, log: this.log });
    const onDeaf = () => this.lookSoon();
    this.lost = createLostWorkers({ coordinatorId: id, leases, clock, log: this.log, onDeaf });
    this.quarantine = createQuarantineWatch(clock);
    this.wanted = createWantedView({ source: store, clock, log: this.log, onChange: () => this.lookSoon() });
  }

  start(): void {
    const { leases } = this.options;
    this.subscriptions.push(
      leases.onFleetChanged(() => this.lookSoon()),
      leases.onNudge(() => this.wanted.refresh()),
    );
    this.look();
  }

  term(): bigint | null {
    return this.leadership.term();
  }

  isInTouch(): boolean {
    return this.options.clock.monotonicMs() - this.inTouchMs < LEADER_LEASE.ttlMs;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.cancel();
    for (const subscription of this.subscriptions) subscription.cancel();
    this.wanted.stop();
    await this.round;
    this.lost.rest();
    await this.leadership.resign();
    this.watch.leads(null);
  }

  private lookSoon(): void {
    if (this.isStopped || this.mustLookAgain) return;
    this.mustLookAgain = true;
    if (!this.round) this.schedule();
  }

  private schedule(): void {
    this.timer?.cancel();
    const gapMs = Math.min(Math.max(MIN_GAP_MS, this.tookMs), MAX_GAP_MS);
    this.timer = this.options.clock.after(this.mustLookAgain ? gapMs : LOOK_EVERY_MS, () => this.look());
  }

  private look(): void {
    const { clock } = this.options;
    const startedMs = clock.monotonicMs();
    this.mustLookAgain = false;
    this.round = this.goRound().finally(() => {
      this.round = undefined;
      this.tookMs = clock.monotonicMs() - startedMs;
      if (!this.isStopped) this.schedule();
    });
  }

  private async goRound(): Promise<void> {
    try {
      await this.leadership.campaignIfDue();
      const term = this.leadership.term();
      this.watch.leads(term);
      if (term !== null) await this.act(term);
      this.inTouchMs = this.options.clock.monotonicMs();
      if (term !== null) return;
      // It campaigned, and the store answered: what it was silent about before is no reason to wait once it leads.
      this.lost.noteAnswer();
      this.wanted.rest();
      this.lost.rest();
    } catch (error) {
      if (!(error instanceof LeaseStoreError)) throw error;
      // Redis is away: its client says so. The deadline decides how long this one still leads.
      this.log.debug({ error }, 'could not reach the lease store');
      this.watch.leads(this.leadership.term());
    }
  }

  private async act(term: bigint): Promise<void> {
    let observation = await this.options.leases.observe();
    this.lost.noteAnswer();
    this.watch.heard(observation.state, observation.nowUs);
    if (await this.lost.endVanished(term, observation)) observation = await this.options.leases.observe();
    // Reading a large fleet takes a part of the lease, and so may the plan.
    await this.leadership.campaignIfDue();
    const { nowUs, state } = observation;
    if (state.leader?.term !== term || state.tableSinceUs === null)
      return this.leadership.lose('the table does not know it any more');
    const known = this.wanted.since(`${term} ${state.tableSinceUs}`);
    const isYoung = nowUs - state.tableSinceUs < YOUNG_TABLE_US;
    const suspects = this.lost.suspects(observation);
    const isQuarantineAwaited = this.quarantine.isAwaited(observation);
    if (!known || isYoung) return;
    const { apps, floors } = known;
    const { workers, assignments } = state;
    this.watch.planning({ table: state, nowUs, suspects, wanted: apps });
    const seen = { floors, workers, assignments, suspects, isQuarantineAwaited };
    const observed = { ...seen, wanted: apps, isRebalancing: this.isRebalancing };
    const sight = { observed, version: state.version, nowUs };
    if (this.stillLife.isUnchanged(sight)) return this.watch.planned(this.waitingSlots);
    const plan = planPlacement(observed, PLACEMENT, nowUs);
    this.stillLife.note(sight, plan);
    await this.apply(term, plan);
  }

  private async apply(term: bigint, plan: Plan): Promise<void> {
    this.isRebalancing = plan.isRebalancing;
    if (plan.isPartial) this.mustLookAgain = true;
    if (plan.waiting.length !== this.waitingSlots)
      this.log.info({ slots: plan.waiting.length }, 'slots wait for a worker');
    this.waitingSlots = plan.waiting.length;
    this.watch.planned(this.waitingSlots);
    let reap = plan.reap;
    for (let at = 0; at < plan.changes.length || reap.length > 0; at += MAX_CHANGES_AT_ONCE) {
      await this.leadership.campaignIfDue();
      if (this.leadership.term() !== term) return;
      const changes = plan.changes.slice(at, at + MAX_CHANGES_AT_ONCE);
      if (!(await this.send({ leaderId: this.options.id, term, changes, reap }))) return;
      reap = [];
    }
  }

  private async send(changes: Changes): Promise<boolean> {
    const applied = await this.options.leases.apply(changes);
    this.lost.noteAnswer();
    if (applied.kind === 'stale-term') {
      this.leadership.lose('its term was over');
      return false;
    }
    for (const workerId of applied.reaped) this.log.warn({ workerId }, 'worker lost');
    for (const change of applied.made) {
      this.watch.made(change);
      this.logChange(change);
    }
    return true;
  }

  private logChange({ slot, workerId, epoch }: MadeChange): void {
    if (workerId === null) this.log.info({ slot, epoch: String(epoch) }, 'slot released');
    else this.log.info({ slot, workerId, epoch: String(epoch) }, 'slot assigned');
  }
}
