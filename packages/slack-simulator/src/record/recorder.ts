import type {
  SimAck,
  SimCall,
  SimConnectionLife,
  SimDelivery,
  SimRecord,
  SimSentEvent,
} from '../control/record.ts';

type Writable<Entry> = { -readonly [Name in keyof Entry]: Entry[Name] };
export type SentEventEntry = Writable<SimSentEvent>;
export type DeliveryEntry = Writable<SimDelivery>;
export type CallEntry = Writable<SimCall>;
export type ConnectionEntry = Writable<SimConnectionLife>;

/**
 * Writes down what happens. The newest entries of each kind stay in memory; whoever got one may complete it later.
 */
export interface Recorder {
  /** The next number of the sequence and the moment it stands for. */
  stamp(): { n: number; at: number };
  event(entry: SentEventEntry): void;
  delivery(entry: DeliveryEntry): void;
  ack(entry: SimAck): void;
  call(entry: CallEntry): void;
  connection(entry: ConnectionEntry): void;
  page(since: number, limit: number): SimRecord;
}

/** Entries of one kind that are kept: some 300 bytes each. */
const KEPT = 1_000_000;

/** `kept`: how many entries of each kind at least. */
export function createRecorder(now: () => number, kept = KEPT): Recorder {
  const events: SentEventEntry[] = [];
  const deliveries: DeliveryEntry[] = [];
  const acks: SimAck[] = [];
  const calls: CallEntry[] = [];
  const connections: ConnectionEntry[] = [];
  let last = 0;
  let forgotten = 0;
  const add = <Entry extends { readonly n: number }>(entries: Entry[], entry: Entry) => {
    entries.push(entry);
    // Seldom, and many at once: each time all that stay are moved.
    if (entries.length <= kept * 1.1) return;
    const gone = entries.splice(0, entries.length - kept);
    forgotten = Math.max(forgotten, gone.at(-1)?.n ?? 0);
  };
  return {
    stamp: () => {
      last += 1;
      return { n: last, at: now() };
    },
    event: (entry) => add(events, entry),
    delivery: (entry) => add(deliveries, entry),
    ack: (entry) => add(acks, entry),
    call: (entry) => add(calls, entry),
    connection: (entry) => add(connections, entry),
    // Every n names one thing at most, so a window of n bounds the page.
    page: (since, limit) => {
      const until = since + limit;
      return {
        events: within(events, since, until),
        deliveries: within(deliveries, since, until),
        acks: within(acks, since, until),
        calls: within(calls, since, until),
        connections: within(connections, since, until),
        next: until < last ? until : null,
        last,
        forgotten,
      };
    },
  };
}

/** Those with `since < n <= until` of entries that are sorted by `n`. */
function within<Entry extends { readonly n: number }>(
  entries: readonly Entry[],
  since: number,
  until: number,
): readonly Entry[] {
  return entries.slice(firstAfter(entries, since), firstAfter(entries, until));
}

function firstAfter(entries: readonly { readonly n: number }[], n: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.n ?? 0) > n) high = middle;
    else low = middle + 1;
  }
  return low;
}
