import type { SimWire, SimWireEntry } from '@muster/slack-simulator/control';
import { describe, expect, it } from 'vitest';
import { categoryOf, directionOf, retryOf, statusOf, tookWords } from './entry-facts.ts';
import { relatedTo } from './relations.ts';
import { ROW_PX, visibleRange } from './visible-range.ts';
import { createWireFeed } from './wire-feed.ts';
import { filtered, NO_FILTER } from './wire-filter.ts';
import { cleared, type EntryRow, MOST_ROWS, NO_ROWS, type WireRow, withPage } from './wire-rows.ts';

const entry = (id: number, facts: Partial<SimWireEntry> = {}): SimWireEntry => ({
  id,
  n: id,
  at: 1_700_000_000_000 + id,
  kind: 'call',
  appId: 'A1',
  team: 'T1',
  connectionId: null,
  title: 'chat.postMessage',
  tookMs: null,
  outcome: null,
  isFailure: false,
  fromApp: null,
  toApp: null,
  ...facts,
});
const page = (entries: readonly SimWireEntry[], facts: Partial<SimWire> = {}): SimWire => ({
  entries,
  last: Math.max(0, ...entries.map((one) => one.n)),
  hasMore: false,
  oldestId: 1,
  startedAt: 5,
  ...facts,
});
const shortly = (rows: readonly WireRow[]) =>
  rows.map((row) => (row.kind === 'note' ? row.text : `${row.entry.id} ${row.entry.outcome}`));

describe('the rows', () => {
  it('grow at the end, and an answer goes to the row that it belongs to', () => {
    const first = withPage(NO_ROWS, page([entry(1), entry(2)]));
    const second = withPage(first, page([entry(1, { n: 3, outcome: 'ok' }), entry(3, { n: 4 })]));
    expect(shortly(second.rows)).toEqual(['1 ok', '2 null', '3 null']);
    expect(second.rows[1]).toBe(first.rows[1]);
    expect(second.last).toBe(4);
  });

  it('say how many were let go unread', () => {
    const first = withPage(NO_ROWS, page([entry(1)]));
    const second = withPage(first, page([entry(40)], { oldestId: 40 }));
    expect(shortly(second.rows)).toEqual(['1 null', '38 older lines were let go unread.', '40 null']);
    expect(shortly(withPage(second, page([entry(41)], { oldestId: 41 })).rows)).toHaveLength(4);
  });

  it('go on after a restart, whose numbers begin anew', () => {
    const first = withPage(NO_ROWS, page([entry(1), entry(2)]));
    const second = withPage(first, page([entry(1, { outcome: 'ok' })], { startedAt: 9 }));
    expect(shortly(second.rows)).toEqual(['1 null', '2 null', 'The local Slack was started anew.', '1 ok']);
    expect(new Set(second.rows.map((row) => row.seq)).size).toBe(4);
  });

  it('do not come back once cleared, not even with an answer', () => {
    const before = cleared(withPage(NO_ROWS, page([entry(1)])));
    const after = withPage(before, page([entry(1, { n: 2, outcome: 'ok' }), entry(2, { n: 3 })]));
    expect(shortly(after.rows)).toEqual(['2 null']);
  });

  it('are so many at most', () => {
    const many = Array.from({ length: MOST_ROWS + 5 }, (_, at) => entry(at + 1));
    const { rows } = withPage(NO_ROWS, page(many));
    expect([rows.length, shortly(rows)[0]]).toEqual([MOST_ROWS, '6 null']);
  });
});

describe('the feed', () => {
  it('reads page after page from where it ended, and begins anew after a restart', async () => {
    const asked: (number | undefined)[] = [];
    const answers = [
      page([entry(1)], { hasMore: true }),
      page([entry(2)]),
      page([], { startedAt: 9, last: 1 }),
      page([entry(1, { outcome: 'ok' })], { startedAt: 9 }),
      page([], { startedAt: 9, last: 1 }),
    ];
    const feed = createWireFeed({
      wire: async (query) => {
        asked.push(query?.since);
        const answer = answers[asked.length - 1];
        if (!answer) throw new Error('asked too often');
        return answer;
      },
    });
    expect(asked).toEqual([]);
    const stop = feed.subscribe(() => undefined);
    await expect.poll(() => asked.length).toBe(2);
    feed.refresh();
    await expect.poll(() => asked.length).toBe(5);
    stop();
    expect(asked).toEqual([0, 1, 2, 0, 1]);
    expect(shortly(feed.reading().wire.rows)).toHaveLength(4);
  });

  it('keeps what it has while the simulator is away, says so, and tries again by itself', async () => {
    let isAway = false;
    const feed = createWireFeed({
      wire: async () => {
        if (isAway) throw new Error('away');
        return page([entry(1)]);
      },
    });
    const stop = feed.subscribe(() => undefined);
    await expect.poll(() => feed.reading().wire.rows.length).toBe(1);
    isAway = true;
    feed.refresh();
    await expect.poll(() => feed.reading().trouble).toBe('away');
    expect(feed.reading().wire.rows).toHaveLength(1);
    isAway = false;
    await expect.poll(() => feed.reading().trouble, { timeout: 10_000 }).toBeNull();
    stop();
  });
});

const row = (seq: number, facts: Partial<SimWireEntry>): EntryRow => ({
  kind: 'entry',
  seq,
  run: 5,
  entry: entry(seq, facts),
});
const envelope = (id: string, payload: unknown, rest = {}) => ({
  kind: 'envelope' as const,
  title: 'events_api',
  toApp: { envelope_id: id, type: 'events_api', payload, ...rest },
});
const said = (event_id: string, event: object) => ({
  event_id,
  event: { channel: 'C1', ts: '1.1', ...event },
});

describe('what belongs together', () => {
  const rows: readonly EntryRow[] = [
    row(0, envelope('e0', said('Ev1', { type: 'app_mention' }))),
    row(1, envelope('e1', said('Ev1', { type: 'app_mention' }), { retry_attempt: 1 })),
    row(2, envelope('e2', said('Ev2', { ts: '9.9', type: 'message' }))),
    row(3, { kind: 'ack', fromApp: { envelopeId: 'e0' }, outcome: 'late' }),
    row(4, { fromApp: { channel: 'C1', thread_ts: '1.1' }, toApp: { channel: 'C1', ts: '2.2' } }),
    row(5, { fromApp: { channel: 'C2', thread_ts: '1.1' } }),
    row(6, { kind: 'envelope', toApp: { envelope_id: 'e6', payload: { trigger_id: 't1' } } }),
    row(7, { title: 'views.open', fromApp: { trigger_id: 't1' }, toApp: { view: { id: 'V1' } } }),
    row(8, { kind: 'envelope', toApp: { envelope_id: 'e8', payload: { view: { id: 'V1' } } } }),
    row(9, envelope('e9', { event_id: 'Ev9', event: { type: 'app_home_opened', user: 'U1' } })),
    row(10, { title: 'views.publish', fromApp: { user_id: 'U1' } }),
    row(11, { title: 'users.info', fromApp: { user: 'U1' } }),
  ];
  const answers: readonly EntryRow[] = [
    row(20, {
      kind: 'envelope',
      toApp: { envelope_id: 's', payload: { response_url: 'http://s/respond/abc•••' } },
    }),
    row(21, { title: 'response_url', fromApp: { response_url: '/respond/abc•••', text: 'tea' } }),
    row(22, { title: 'response_url', fromApp: { response_url: '/respond/xyz•••', text: 'tea' } }),
  ];
  const related = (at: number) => {
    const found = rows[at];
    return found ? relatedTo(found, rows).map((one) => one.seq) : null;
  };

  it('an event, its retry, its late ack and the answer in its thread', () => {
    expect(related(0)).toEqual([1, 3, 4]);
    expect(related(3)).toEqual([0]);
    expect(related(4)).toEqual([0, 1]);
    expect(related(2)).toEqual([]);
  });

  it('a command, the modal that its trigger opened, and what the modal sent', () => {
    expect(related(7)).toEqual([6, 8]);
  });

  it('a command and what is answered over its response_url', () => {
    const [command] = answers;
    expect(command && relatedTo(command, answers).map((one) => one.seq)).toEqual([21]);
  });

  it('an opened Home tab and what was published for that person', () => {
    expect(related(9)).toEqual([10]);
    expect(related(11)).toEqual([]);
  });
});

describe('the filter', () => {
  const note: WireRow = { kind: 'note', seq: 9, text: 'some were let go' };
  const rows: readonly WireRow[] = [
    row(1, { appId: 'A1', fromApp: { text: 'Tea please' } }),
    row(2, { appId: 'A2', title: 'oauth.v2.access', outcome: 'invalid_code' }),
    row(3, { appId: 'A1', kind: 'frame', title: 'hello' }),
    note,
  ];
  const left = (filter: object) => filtered(rows, { ...NO_FILTER, ...filter }).map((one) => one.seq);

  it('goes by app, kind and every word, also within bodies, and leaves notes', () => {
    expect(filtered(rows, NO_FILTER)).toBe(rows);
    expect(left({ appId: 'A1' })).toEqual([1, 3, 9]);
    expect(left({ category: 'oauth' })).toEqual([2, 9]);
    expect(left({ category: 'call' })).toEqual([1, 9]);
    expect(left({ text: ' tea  POSTmessage ' })).toEqual([1, 9]);
    expect(left({ text: 'invalid_code' })).toEqual([2, 9]);
  });
});

describe('the facts of a row', () => {
  it('tell kind, direction, status and repetition', () => {
    const retry = entry(2, envelope('e', {}, { retry_attempt: 2 }));
    expect([categoryOf(retry), directionOf(retry), retryOf(retry)]).toEqual(['envelope', 'to the app', 2]);
    expect(directionOf(entry(1))).toBe('from the app');
    expect(directionOf(entry(1, { kind: 'frame', toApp: {} }))).toBe('to the app');
    expect(directionOf(entry(1, { kind: 'connection' }))).toBeNull();
    expect(statusOf(entry(5), 5)).toEqual({ words: 'waiting', tone: 'open' });
    expect(statusOf(entry(5), 6)).toEqual({ words: 'not known', tone: 'quiet' });
    expect(statusOf(entry(5, { outcome: 'late', isFailure: true, kind: 'ack' }), 1).tone).toBe('bad');
    expect(statusOf(entry(5, { outcome: 'ok', kind: 'frame' }), 1)).toEqual({ words: '', tone: 'quiet' });
    expect([
      tookWords(entry(1)),
      tookWords(entry(1, { tookMs: 12.3 })),
      tookWords(entry(1, { tookMs: 3_000 })),
    ]).toEqual(['', '12 ms', '3.0 s']);
  });
});

describe('what is drawn', () => {
  it('is what shows and a little more, however many rows there are', () => {
    expect(visibleRange(10, 0, 1_000)).toEqual({ first: 0, end: 10 });
    const { first, end } = visibleRange(10_000, 5_000 * ROW_PX, 20 * ROW_PX);
    expect(first).toBeLessThanOrEqual(5_000);
    expect(end).toBeGreaterThanOrEqual(5_020);
    expect(end - first).toBeLessThan(60);
    expect(visibleRange(3, 5_000 * ROW_PX, 100).first).toBe(0);
  });
});
