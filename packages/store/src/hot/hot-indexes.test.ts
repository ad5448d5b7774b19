import { afterAll, beforeAll, expect, it } from 'vitest';
import { entry, openTestStore, type TestStore } from '../testing/test-store.ts';

const FINISHED = 20_000;
const PEOPLE = 20;

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  for (const fill of [
    `INSERT INTO members (id, installation_id, user_id)
     SELECT gen_random_uuid(), $1, 'U' || n FROM generate_series(1, ${PEOPLE}) n`,
    `INSERT INTO inbox (installation_id, key, lane, user_id, channel, is_direct, name, args, sent_ms, state, done_at)
     SELECT $1, 'k' || n, 'l' || n % 50, 'U', 'D', true, 'list', '{}', n, 'done', now()
     FROM generate_series(1, ${FINISHED}) n`,
    `INSERT INTO outbox (id, installation_id, lane, inbox_id, key, channel, text, blocks, since_ts, state)
     SELECT gen_random_uuid(), $1, 'l' || n % 50, n, 'k' || n, 'D', 't', '[]', '1.0', 'sent'
     FROM generate_series(1, ${FINISHED}) n`,
    `INSERT INTO items (id, member_id, number, kind, text, state, day, origin_channel, origin_ts, created_at)
     SELECT gen_random_uuid(), m.id, 1 + n % 20, 'task', 't', 'done', date '2026-11-25' - n / 10, 'D', n || '.0', now()
     FROM members m, generate_series(1, ${FINISHED / PEOPLE}) n WHERE m.installation_id = $1`,
  ])
    await test.sql.query(fill, [test.installationId]);
  await test.sql.query('ANALYZE');
});
afterAll(() => test.close());

/** Times that Postgres read a whole table, by table. */
async function wholeReads(): Promise<unknown[]> {
  const tables = `relname IN ('inbox', 'outbox', 'items')`;
  const text = `SELECT relname, seq_scan::int AS times FROM pg_stat_user_tables WHERE ${tables} ORDER BY relname`;
  return (await test.sql.query(text)).rows;
}

/** Connections tell what they did at the latest when they end. */
async function endConnections(): Promise<void> {
  const ours = `pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'muster-%'`;
  await test.sql.query(`SELECT pg_terminate_backend(pid, 5000) FROM ${ours}`);
}

it('no step of a command, no sweep, no look at dead letters or at what waits reads all that was ever done', async () => {
  await test.sql.query('SELECT pg_stat_force_next_flush()');
  const before = await wholeReads();
  const { store } = test;
  const heard = entry(test.installationId);
  await store.inbox.accept([heard]);
  const next = await store.commands.startNext(heard.lane);
  if (next.kind !== 'started') throw new Error(`nothing to start: ${next.kind}`);
  await store.commands.run(next.command, async (plan) => {
    await plan.byDay('2026-11-25');
    await plan.openBefore('2026-11-25');
    await plan.byNumber([1, 2]);
    await plan.byMessage('D', '7.0');
    await plan.heldNumbers('2026-11-25');
    return { channel: 'D', threadTs: null, ephemeralTo: null, text: 't', blocks: [] };
  });
  await store.outbox.claimNext(heard.lane);
  await store.sweeps.quietLanes(500, 5_000);
  await store.sweeps.deleteOld(100);
  await store.deadLetters.list(100);
  await store.backlog();
  await endConnections();
  expect(await wholeReads()).toEqual(before);
});
