import { expect, it } from 'vitest';
import { entry, openTestStore } from './testing/test-store.ts';

it('counts what waits and what was given up, and tells the age of the oldest', async () => {
  const test = await openTestStore();
  const { store, sql, installationId } = test;
  expect(await store.backlog()).toEqual({
    inboxAgeS: 0,
    commands: 0,
    lanes: 0,
    unsentReplies: 0,
    outboxAgeS: 0,
    parkedCommands: 0,
    deadMessages: 0,
    activeWorkspaces: 1,
    removedWorkspaces: 0,
  });
  for (const lane of ['a', 'a', 'b', 'parked', 'done'])
    await store.inbox.accept([entry(installationId, { lane })]);
  await sql.query(`UPDATE inbox SET state = lane, done_at = now() WHERE lane IN ('parked', 'done')`);
  await sql.query(`UPDATE inbox SET received_at = now() - interval '1 hour' WHERE lane = 'b'`);
  const message = { installationId, channel: 'C1', text: 'Hi', sinceTs: '1.0' };
  for (let n = 0; n < 3; n++) await store.outbox.addMessage(message);
  await sql.query(`UPDATE outbox SET state = 'dead' WHERE id = (SELECT id FROM outbox LIMIT 1)`);
  await sql.query(`UPDATE outbox SET created_at = now() - interval '2 hours' WHERE state = 'unsent'`);
  const backlog = await store.backlog();
  expect(backlog).toMatchObject({
    commands: 3,
    lanes: 2,
    unsentReplies: 2,
    parkedCommands: 1,
    deadMessages: 1,
  });
  expect(Math.round(backlog.inboxAgeS / 60)).toBe(60);
  expect(Math.round(backlog.outboxAgeS / 60)).toBe(120);
  await sql.query(`UPDATE inbox SET replayed_at = now() WHERE lane = 'b'`);
  expect((await store.backlog()).inboxAgeS).toBeLessThan(3_000);
  await test.close();
});
