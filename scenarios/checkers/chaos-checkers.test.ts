import type { SimCall, SimDelivery, SimSentEvent } from '@muster/slack-simulator/control';
import { beforeEach, describe, expect, it } from 'vitest';
import { unexplainedEnds } from './check-ends.ts';
import { findTakeovers } from './takeovers.ts';
import { checkedDatabase } from './testing/checked-database.ts';
import { ackWaits, replyWaits } from './waits.ts';
import { watchEpochs } from './watch-epochs.ts';

describe('the search for takeovers', () => {
  const checked = checkedDatabase(watchEpochs);
  beforeEach(() => checked.sql.query('TRUNCATE checker.slot_changes'));

  const change = (atMs: number, workerId: string, state = 'live', index = 0) =>
    checked.sql.query(
      `INSERT INTO checker.slot_changes (app_id, index, epoch, worker_id, state, at)
       VALUES ('A1', $1, 1, $2, $3, to_timestamp($4 / 1000.0))`,
      [index, workerId, state, atMs],
    );
  const killed = { fault: 'kill', workerId: 'w1', atMs: 1_000, backMs: null };
  const paused = { fault: 'pause', workerId: 'w1', atMs: 1_000, backMs: 3_000 };

  it('counts from the loss to the first that has the slot live', async () => {
    await change(500, 'w1');
    await change(1_200, 'w2', 'connecting');
    await change(1_700, 'w2');
    expect(await findTakeovers(checked.sql, [killed])).toEqual([
      { fault: 'kill', slot: 'A1#0', tookMs: 700 },
    ]);
  });

  it('sees a slot that nobody takes over', async () => {
    await change(500, 'w1');
    await change(1_200, 'w2', 'down');
    expect(await findTakeovers(checked.sql, [killed])).toEqual([
      { fault: 'kill', slot: 'A1#0', tookMs: null },
    ]);
  });

  it('counts neither slots of others nor those that were not live', async () => {
    await change(500, 'w2');
    await change(500, 'w1', 'connecting', 1);
    expect(await findTakeovers(checked.sql, [killed])).toEqual([]);
  });

  it('takes a worker that went on in time for the one that kept its slot', async () => {
    await change(500, 'w1');
    expect(await findTakeovers(checked.sql, [paused])).toEqual([]);
    await change(4_000, 'w2');
    expect(await findTakeovers(checked.sql, [paused])).toEqual([]);
    await change(2_000, 'w3');
    expect(await findTakeovers(checked.sql, [{ ...paused, backMs: 5_000 }])).toMatchObject([
      { tookMs: 3_000 },
    ]);
  });
});

describe('the search for crashes', () => {
  const asked = new Map<number, NodeJS.Signals[]>([
    [1, ['SIGKILL']],
    [2, ['SIGSTOP', 'SIGCONT']],
    [3, ['SIGTERM']],
    [4, ['SIGTERM', 'SIGKILL']],
  ]);

  it('accepts the ends that were asked for', () => {
    const ends = [
      { pid: 1, how: 'SIGKILL' },
      { pid: 3, how: 0 },
      { pid: 4, how: 'SIGKILL' },
    ] as const;
    expect(unexplainedEnds({ 'task-worker-1': ends }, asked)).toEqual([]);
  });

  it.each([
    ['a crash', { pid: 2, how: 1 }],
    ['a kill that nobody sent', { pid: 2, how: 'SIGKILL' as const }],
    ['an end of its own accord', { pid: 5, how: 0 }],
    ['a stop that went wrong', { pid: 3, how: 1 }],
    ['another signal', { pid: 1, how: 'SIGABRT' as const }],
  ])('sees %s', (_what, end) => {
    expect(unexplainedEnds({ 'task-worker-1': [end] }, asked)).toEqual([
      `task-worker-1, process ${end.pid}, ended with ${end.how}`,
    ]);
  });
});

describe('the waits', () => {
  const event = (facts: Partial<SimSentEvent>) =>
    ({
      eventId: 'Ev1',
      type: 'message',
      appId: 'A1',
      at: 100,
      sentAt: 5_100,
      own: false,
      text: '',
      ...facts,
    }) as SimSentEvent;
  const delivery = (ackedAt: number | null) => ({ eventId: 'Ev1', ackedAt }) as SimDelivery;
  const post = (doneAt: number | null, text = 'Added word000001x') =>
    ({ method: 'chat.postMessage', doneAt, args: { text } }) as unknown as SimCall;

  it('last from the event to its first ack in time, whichever delivery that was of', () => {
    const deliveries = [delivery(null), delivery(3_500), delivery(3_400)];
    expect(ackWaits({ events: [event({})], deliveries })).toEqual([
      { appId: 'A1', sentAt: 5_100, waitedMs: 3_300 },
    ]);
    expect(ackWaits({ events: [event({ own: true })], deliveries })).toEqual([]);
    expect(ackWaits({ events: [event({ type: 'app_home_opened' })], deliveries })).toEqual([]);
    expect(ackWaits({ events: [event({})], deliveries: [delivery(null)] })).toEqual([]);
  });

  it('last from the event to the first answer that got through', () => {
    const events = [event({ text: 'add task word000001x' })];
    expect(replyWaits({ events, calls: [post(null), post(900), post(700)] })).toEqual([
      { appId: 'A1', sentAt: 5_100, waitedMs: 600 },
    ]);
    expect(replyWaits({ events, calls: [post(700, 'Added word000002x')] })).toEqual([]);
  });
});
