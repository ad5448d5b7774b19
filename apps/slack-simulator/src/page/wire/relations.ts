import type { SimWireEntry } from '@muster/slack-simulator/control';
import { partOf } from './entry-facts.ts';
import type { EntryRow, WireRow } from './wire-rows.ts';

/**
 * The rows that belong to one: deliveries of the same event, their stray acks, and calls that answer it, as far as
 * messages, views and trigger ids show it. Without the row itself, oldest first.
 */
export function relatedTo(row: EntryRow, rows: readonly WireRow[]): readonly EntryRow[] {
  const keys = keysOf(row.entry);
  if (keys.size === 0) return [];
  const isRelated = (other: WireRow): other is EntryRow =>
    other.kind === 'entry' && other.seq !== row.seq && [...keysOf(other.entry)].some((one) => keys.has(one));
  return rows.filter(isRelated);
}

const known = new WeakMap<SimWireEntry, ReadonlySet<string>>();

/** What an entry is about, such as `message:C1:1700.01`. Entries with a common key belong together. */
export function keysOf(entry: SimWireEntry): ReadonlySet<string> {
  const before = known.get(entry);
  if (before) return before;
  const keys = new Set(entry.kind === 'call' ? keysOfCall(entry) : keysOfDelivery(entry));
  known.set(entry, keys);
  return keys;
}

function keysOfDelivery({ kind, fromApp, toApp }: SimWireEntry): string[] {
  if (kind === 'ack') return key('envelope', partOf(fromApp, 'envelopeId'));
  const payload = partOf(toApp, 'payload');
  const event = partOf(payload, 'event');
  const channel =
    partOf(event, 'channel') ?? partOf(event, 'item', 'channel') ?? partOf(payload, 'channel', 'id');
  return [
    ...key('envelope', partOf(toApp, 'envelope_id')),
    ...key('event', partOf(payload, 'event_id')),
    ...key('trigger', partOf(payload, 'trigger_id')),
    ...key('view', partOf(payload, 'view', 'id')),
    ...responseKeys(partOf(payload, 'response_url')),
    ...homeKeys(event),
    ...[
      partOf(event, 'ts'),
      partOf(event, 'thread_ts'),
      partOf(event, 'message', 'ts'),
      partOf(event, 'deleted_ts'),
      partOf(event, 'item', 'ts'),
      partOf(payload, 'message', 'ts'),
      partOf(payload, 'container', 'message_ts'),
    ].flatMap((ts) => key('message', channel, ts)),
  ];
}

function keysOfCall({ title, fromApp, toApp }: SimWireEntry): string[] {
  // Channels may be given by name; the answer has the id.
  const channel = partOf(toApp, 'channel') ?? partOf(fromApp, 'channel');
  return [
    ...key('trigger', partOf(fromApp, 'trigger_id')),
    ...responseKeys(partOf(fromApp, 'response_url')),
    ...key('view', partOf(fromApp, 'view_id')),
    ...key('view', partOf(toApp, 'view', 'id')),
    ...(title === 'views.publish' ? key('home', partOf(fromApp, 'user_id')) : []),
    ...[
      partOf(fromApp, 'ts'),
      partOf(fromApp, 'timestamp'),
      partOf(fromApp, 'thread_ts'),
      partOf(toApp, 'ts'),
      partOf(toApp, 'message_ts'),
    ].flatMap((ts) => key('message', channel, ts)),
  ];
}

/** The address is masked but for its beginning, which is enough. */
function responseKeys(url: unknown): string[] {
  return typeof url === 'string' ? key('response', url.split('/respond/')[1]) : [];
}

function homeKeys(event: unknown): string[] {
  return partOf(event, 'type') === 'app_home_opened' ? key('home', partOf(event, 'user')) : [];
}

/** None if a part is missing. */
function key(kind: string, ...parts: readonly unknown[]): string[] {
  const areThere = parts.every((part) => typeof part === 'string' && part !== '');
  return areThere ? [[kind, ...parts].join(':')] : [];
}
