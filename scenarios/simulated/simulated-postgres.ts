import type { Random } from '@muster/fleet';
import { type Inbox, type NewEntry, type SlackApp, type SlotReport, StoreError } from '@muster/store';
import type { holdSlots } from '../../apps/socket-worker/src/slots/hold-slots.ts';
import { checkRecordedEpoch } from './checkers/check-table.ts';
import type { ProcessClock } from './process-clock.ts';

/** A row of the inbox. */
export interface InboxRow {
  readonly id: number;
  readonly entry: NewEntry;
  state: 'new' | 'done';
  /** When it was stored, on the virtual clock. */
  readonly atMs: number;
}

const MAX_LATENCY_MS = 8;

/** The rules of the SQL in memory: the fence of epochs, the two unique keys of the inbox, an effect with its command. */
export class SimulatedPostgres {
  isAway = false;
  /** How likely the answer to a write is lost, though it was done. */
  lostAnswers = 0;
  readonly epochs = new Map<string, bigint>();
  readonly inbox: InboxRow[] = [];
  /** The commands in the order in which they took effect. */
  readonly effects: InboxRow[] = [];
  private readonly keys = new Set<string>();
  private readonly random: Random;
  private readonly violate: (what: string) => void;

  constructor(random: Random, violate: (what: string) => void) {
    this.random = random;
    this.violate = violate;
  }

  /** What a worker's slots need. Every app has a token that nobody has looked at yet. */
  storeFor(clock: ProcessClock): Parameters<typeof holdSlots>[0]['store'] {
    const never = async () => Promise.reject(new Error('nothing is removed here'));
    return {
      apps: {
        byId: (id) =>
          this.ask(
            clock,
            'look up an app',
            () => ({ id, tokenState: 'accepted', tokenCheckedAt: null }) as SlackApp,
          ),
        secrets: (id) =>
          this.ask(clock, 'look up a token', () => ({
            appToken: `xapp-${id}`,
            clientSecret: null,
            signingSecret: null,
          })),
        markTokenAccepted: async () => undefined,
        // A refusal was the pretended Slack's mood: the next look finds the token as good as before.
        markTokenRefused: async () => undefined,
      },
      installations: { byId: never, remove: never, ofApp: async () => [] } as never,
      slots: { record: (report) => this.write(clock, 'record a slot', () => this.record(report)) },
    };
  }

  inboxFor(clock: ProcessClock): Pick<Inbox, 'accept'> {
    const accept = (entry: NewEntry) => this.accept(entry, clock.monotonicMs());
    return { accept: (entries) => this.write(clock, 'store commands', () => entries.map(accept)) };
  }

  /** Reads something, unless Postgres is away. */
  async ask<Answer>(clock: ProcessClock, operation: string, read: () => Answer): Promise<Answer> {
    await clock.sleep(this.random.next() * MAX_LATENCY_MS);
    if (this.isAway) throw new StoreError('store_unavailable', operation);
    return read();
  }

  /** One transaction. Whoever was killed on the way to it has done nothing, on the way back everything. */
  async write<Answer>(clock: ProcessClock, operation: string, change: () => Answer): Promise<Answer> {
    const answer = await this.ask(clock, operation, change);
    const isLost = this.random.next() < this.lostAnswers;
    await clock.sleep(this.random.next() * MAX_LATENCY_MS);
    if (isLost) throw new StoreError('store_unavailable', operation, { maybeDone: true });
    return answer;
  }

  /** A lane's first unfinished command, by Slack's time. */
  firstOf(lane: string): InboxRow | undefined {
    return this.inbox
      .filter((row) => row.state === 'new' && row.entry.lane === lane)
      .sort((a, b) => a.entry.sentMs - b.entry.sentMs || a.id - b.id)[0];
  }

  /** Effect and end of a command. False: another run of its lane was faster. */
  finish(row: InboxRow): boolean {
    if (row.state !== 'new') return false;
    row.state = 'done';
    this.effects.push(row);
    return true;
  }

  private record({ slot, epoch }: SlotReport): boolean {
    const name = `${slot.appId}#${slot.index}`;
    const known = this.epochs.get(name);
    if (known !== undefined && epoch < known) return false;
    for (const wrong of checkRecordedEpoch(name, known, epoch)) this.violate(wrong);
    this.epochs.set(name, epoch);
    return true;
  }

  private accept(entry: NewEntry, atMs: number): 'stored' | 'duplicate' {
    const { installationId, key, channel, messageTs, version } = entry;
    const keys = [
      `key ${installationId} ${key}`,
      `message ${installationId} ${channel} ${messageTs} ${version}`,
    ];
    if (keys.some((one) => this.keys.has(one))) return 'duplicate';
    for (const one of keys) this.keys.add(one);
    this.inbox.push({ id: this.inbox.length, entry, state: 'new', atMs });
    return 'stored';
  }
}
