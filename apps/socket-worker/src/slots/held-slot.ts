/*
 * One slot that this worker holds.
 *
 *   preparing   the app's token is being looked up; again after a moment while the store is away
 *   connected   a supervised connection is at it, and tells how it is
 *   resting     there is no token to connect with, or Slack refuses it: looked at again every few seconds
 *   closed      let go of
 *
 * `epoch` may rise at any time: the connection stays and is held under the new one.
 */
import {
  type Clock,
  type ConnectNeed,
  type ConnectPermit,
  type HeldSlot as InventoryLine,
  type Log,
  parseSlotName,
  type SlotState,
  type Timer,
} from '@muster/fleet';
import type { Connection, ConnectionStatus, Connector, Envelope } from '@muster/slack/connection';
import type { AppTokens } from './app-tokens.ts';
import type { ConnectPermits } from './connect-permits.ts';

const LOOK_AGAIN_MS = 1_000;
const REST_MS = 5_000;
/** Somebody must switch Socket Mode on again in the app's settings: nobody tells when. */
const LINK_DISABLED_MS = 600_000;
/** Why a connection waits, in its own words: a 429, and the disconnect frame of that name. */
const RATE_LIMITED = 'rate-limited';
const TOO_MANY = 'too-many-websockets';
/** Slack takes so many of an app, and one less is worth a warning. */
const MOST_CONNECTIONS = 10;
/** Stands before the reason of a slot that failed too often, and is left alone for a while. */
const QUARANTINED = 'quarantined';

export interface HeldSlotParts {
  readonly tokens: AppTokens;
  readonly connector: Pick<Connector, 'connect'>;
  readonly permits: ConnectPermits;
  readonly onEnvelope: (envelope: Envelope, appId: string) => Promise<void>;
  readonly onGarbage: () => void;
  readonly onReconnect?: (reason: string, isQuarantined: boolean) => void;
  /** Called whenever what `line` says has changed. */
  readonly onChange: (slot: HeldSlot) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A slot as the inventory and the reports tell it. */
export interface SlotLine extends InventoryLine {
  readonly liveSince: Date | null;
  /** When it tries again by itself. */
  readonly retryAt: Date | null;
}

type Phase =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'connected'; readonly connection: Connection; readonly appToken: string }
  | { readonly kind: 'resting'; readonly timer: Timer }
  | { readonly kind: 'closed' };

const NEXT: Readonly<Record<Phase['kind'], readonly Phase['kind'][]>> = {
  preparing: ['connected', 'resting', 'closed'],
  connected: ['resting', 'closed'],
  resting: ['preparing', 'closed'],
  closed: [],
};

export class HeldSlot {
  readonly slot: string;
  readonly appId: string;
  /** Whether it is among the worker's assignments; else it is kept until a successor is live. */
  isAssigned = true;
  private readonly parts: HeldSlotParts;
  private epoch: bigint;
  private phase: Phase = { kind: 'preparing' };
  private state: SlotState = 'connecting';
  private detail = '';
  private liveSince: Date | null = null;
  private retryAt: Date | null = null;
  private isAccepted = false;
  /** The fleet did not grant the connection that was asked for to fill the slot. */
  private isHeldBack = false;

  constructor(slot: string, epoch: bigint, parts: HeldSlotParts) {
    this.slot = slot;
    this.appId = parseSlotName(slot)?.appId ?? slot;
    this.epoch = epoch;
    this.parts = { ...parts, log: parts.log.child({ slot }) };
    void this.prepare();
  }

  line(): SlotLine {
    const { slot, epoch, state, detail, liveSince, retryAt } = this;
    return { slot, epoch, state, detail, liveSince, retryAt };
  }

  /** Tries again at once, if it waits for its next try. */
  retry() {
    const { phase } = this;
    if (phase.kind === 'connected') phase.connection.retry();
    if (phase.kind !== 'resting') return;
    this.become({ kind: 'preparing' });
    void this.prepare();
  }

  /** The slot is assigned to this worker, under this epoch. */
  assign(epoch: bigint) {
    this.isAssigned = true;
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.parts.onChange(this);
  }

  /** Lets go. Resolves when nothing is open any more. */
  async close(): Promise<void> {
    const { phase } = this;
    if (phase.kind === 'closed') return;
    this.become({ kind: 'closed' });
    if (phase.kind === 'connected') await phase.connection.close();
  }

  private async prepare() {
    const { tokens, connector, log } = this.parts;
    try {
      const found = await tokens.lookUp(this.appId);
      if (this.phase.kind !== 'preparing') return;
      if (found.kind === 'none') return this.rest(REST_MS, found.reason);
      const { appToken } = found;
      this.isAccepted = found.isAccepted;
      this.tell('connecting', '');
      const connection = connector.connect({
        appId: this.appId,
        appToken,
        log,
        onStatus: (status) => this.onStatus(status),
        onHello: (count) => this.noteCount(count),
        onRetired: () => this.parts.permits.note(this.appId, { kind: 'retired' }),
        onEnvelope: (envelope) => this.parts.onEnvelope(envelope, this.appId),
        onGarbage: this.parts.onGarbage,
        mayOpen: (need) => this.askToOpen(need),
        ...(this.parts.onReconnect && { onReconnect: this.parts.onReconnect }),
      });
      this.become({ kind: 'connected', connection, appToken });
    } catch (error) {
      log.debug({ error }, 'could not look up the token of an app');
      this.rest(LOOK_AGAIN_MS, 'store unavailable');
    }
  }

  private onStatus(status: ConnectionStatus) {
    if (this.phase.kind !== 'connected') return;
    switch (status.kind) {
      case 'live':
        this.tell('live', '');
        return this.noteAccepted();
      case 'connecting':
        return this.tell('connecting', '');
      case 'waiting':
        this.noteRefusal(status);
        // It asks again every second or so, which is nothing to tell anew each time.
        return this.tell('down', reasonOf(status), this.isHeldBack ? undefined : status.inMs);
      case 'stopped':
        return void this.onStopped(status, this.phase.appToken);
      case 'closing':
    }
  }

  private async onStopped(status: Extract<ConnectionStatus, { kind: 'stopped' }>, appToken: string) {
    const { reason, code } = status;
    this.tell('down', code || reason);
    if (reason === 'token-refused' || reason === 'wrong-app')
      try {
        await this.parts.tokens.refused(this.appId, appToken, reason === 'wrong-app' ? reason : code);
      } catch (error) {
        // Then the same is found out once more.
        this.parts.log.warn({ error }, 'could not note that a token is refused');
      }
    this.rest(reason === 'link-disabled' ? LINK_DISABLED_MS : REST_MS, code || reason);
  }

  private async askToOpen(need: ConnectNeed): Promise<ConnectPermit> {
    const permit = await this.parts.permits.ask(this.appId, need);
    if (need === 'open') this.isHeldBack = permit.kind === 'wait';
    return permit;
  }

  /**
   * What Slack refused this worker it would refuse the others as well. A wait that the fleet itself asked for is none:
   * passed on again and again, it would never end.
   */
  private noteRefusal({ reason, inMs }: { readonly reason: string; readonly inMs: number }) {
    if (this.isHeldBack) return;
    const { permits } = this.parts;
    if (reason === RATE_LIMITED) permits.note(this.appId, { kind: 'limited', forMs: inMs });
    if (reason === TOO_MANY) permits.note(this.appId, { kind: 'counted', count: MOST_CONNECTIONS });
  }

  /** A count that is too high comes of ghosts: connections that died without a word, which Slack still counts. */
  private noteCount(count: number | null) {
    if (count === null) return;
    this.parts.permits.note(this.appId, { kind: 'counted', count });
    if (count >= MOST_CONNECTIONS - 1)
      this.parts.log.warn(
        { count },
        'Slack counts nearly as many connections of the app as it takes: ghosts?',
      );
  }

  private noteAccepted() {
    if (this.isAccepted) return;
    this.isAccepted = true;
    this.parts.tokens.accepted(this.appId).catch((error: unknown) => {
      this.isAccepted = false;
      this.parts.log.debug({ error }, 'could not note that a token is accepted');
    });
  }

  private rest(forMs: number, detail: string) {
    if (this.phase.kind === 'closed') return;
    const timer = this.parts.clock.after(forMs, () => {
      this.become({ kind: 'preparing' });
      void this.prepare();
    });
    this.become({ kind: 'resting', timer });
    // A look every few seconds whether there is a token now is nothing to tell.
    this.tell('down', detail, forMs > REST_MS ? forMs : undefined);
  }

  private tell(state: SlotState, detail: string, retryInMs?: number) {
    const nowMs = this.parts.clock.wallMs();
    const retryAt = retryInMs === undefined ? null : new Date(nowMs + retryInMs);
    const isKnown =
      state === this.state && detail === this.detail && retryAt?.getTime() === this.retryAt?.getTime();
    if (this.phase.kind === 'closed' || isKnown) return;
    this.state = state;
    this.detail = detail;
    this.liveSince = state === 'live' ? new Date(nowMs) : null;
    this.retryAt = retryAt;
    this.parts.onChange(this);
  }

  private become(next: Phase) {
    if (!NEXT[this.phase.kind].includes(next.kind))
      throw new Error(`a slot cannot go from ${this.phase.kind} to ${next.kind}`);
    if (this.phase.kind === 'resting') this.phase.timer.cancel();
    this.phase = next;
  }
}

function reasonOf({ reason, isQuarantined }: Extract<ConnectionStatus, { kind: 'waiting' }>): string {
  return isQuarantined ? `${QUARANTINED} ${reason}` : reason;
}
