import { describe, expect, it } from 'vitest';
import { forEachLane, putOff, reply, type TestLane } from '../testing/test-lane.ts';
import type { TestStore } from '../testing/test-store.ts';

describe('sweeps', () => {
  let test: TestStore;
  let on: TestLane;
  forEachLane((store, lane) => {
    test = store;
    on = lane;
  });

  it('finds lanes that wait too long, and lanes with replies that are due', async () => {
    await on.add();
    const quiet = async () =>
      (await test.store.sweeps.quietLanes(500, 5_000)).some((one) => one.lane === on.lane);
    expect(await quiet()).toBe(false);
    await test.sql.query(`UPDATE inbox SET received_at = now() - interval '6 seconds' WHERE lane = $1`, [
      on.lane,
    ]);
    expect(await quiet()).toBe(true);
    const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
    expect(await quiet()).toBe(false);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.later(outcome.reply, putOff);
    expect(await quiet()).toBe(true);
    await test.store.outbox.sent(outcome.reply.id, '1.2');
    expect(await quiet()).toBe(false);
  });

  it('does not take a lane for quiet while what stands first in it is to be tried later', async () => {
    const isQuiet = async () =>
      (await test.store.sweeps.quietLanes(500, 5_000)).some((one) => one.lane === on.lane);
    await on.add({ sentMs: 1 });
    await on.add({ sentMs: 2 });
    await test.store.commands.failed(await on.startNext(), 'broken');
    const longAgo = `UPDATE inbox SET received_at = now() - interval '6 seconds', next_attempt_at = `;
    await test.sql.query(`${longAgo} now() + interval '1 hour' WHERE lane = $1 AND sent_ms = 1`, [on.lane]);
    await test.sql.query(`${longAgo} NULL WHERE lane = $1 AND sent_ms = 2`, [on.lane]);
    expect(await isQuiet()).toBe(false);
    await test.sql.query('UPDATE inbox SET next_attempt_at = NULL WHERE lane = $1', [on.lane]);
    expect(await isQuiet()).toBe(true);

    for (const delayMs of [3_600_000, 0]) {
      const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
      if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
      await test.store.outbox.later(outcome.reply, { ...putOff, delayMs });
    }
    expect(await isQuiet()).toBe(false);
    await test.sql.query('UPDATE outbox SET next_attempt_at = now() WHERE lane = $1', [on.lane]);
    expect(await isQuiet()).toBe(true);
  });

  it('forgets finished commands and sent messages after 48 hours, what was given up after 30 days', async () => {
    const setBack = async (age: string) => {
      await test.sql.query('UPDATE inbox SET done_at = now() - $2::interval WHERE lane = $1', [on.lane, age]);
      await test.sql.query('UPDATE outbox SET created_at = now() - $2::interval WHERE lane = $1', [
        on.lane,
        age,
      ]);
    };
    const states = async () => {
      const text = `SELECT state FROM inbox WHERE lane = $1 UNION ALL SELECT state FROM outbox WHERE lane = $1`;
      return (await test.sql.query(text, [on.lane])).rows.map(({ state }) => state).sort();
    };
    for (const give of ['sent', 'dead'] as const) {
      await on.add();
      const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
      if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
      await test.store.outbox[give](outcome.reply.id, 'why');
    }
    await on.add();
    await test.sql.query(`UPDATE inbox SET state = 'parked' WHERE lane = $1 AND state = 'new'`, [on.lane]);
    await setBack('47 hours');
    expect(await test.store.sweeps.deleteOld(1_000)).toBe(false);
    expect(await states()).toEqual(['dead', 'done', 'done', 'parked', 'sent']);
    await setBack('49 hours');
    expect(await test.store.sweeps.deleteOld(1)).toBe(true);
    await test.store.sweeps.deleteOld(1_000);
    expect(await states()).toEqual(['dead', 'parked']);
    await setBack('31 days');
    await test.store.sweeps.deleteOld(1_000);
    expect(await states()).toEqual([]);
  });
});
