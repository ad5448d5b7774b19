import { describe, expect, it } from 'vitest';
import { newKey, parseKeys } from '../sealing.ts';
import { forEachLane, reply, type TestLane } from '../testing/test-lane.ts';
import type { TestStore } from '../testing/test-store.ts';

describe('a lane', () => {
  let test: TestStore;
  let on: TestLane;
  forEachLane((store, lane) => {
    test = store;
    on = lane;
  });

  it("runs its commands in Slack's order, not in the order they arrived", async () => {
    const second = await on.add({ sentMs: 2_000 });
    const first = await on.add({ sentMs: 1_000 });
    const ran = [];
    for (let i = 0; i < 2; i++) {
      const command = await on.startNext();
      ran.push(command.key);
      await test.store.commands.run(command, async () => null);
    }
    expect(ran).toEqual([first.key, second.key]);
    expect(await test.store.commands.startNext(on.lane)).toEqual({ kind: 'none' });
  });

  it('stores effect, reply and end of a command together, the reply claimed', async () => {
    await on.add();
    const command = await on.startNext();
    expect(command.botToken).toBe('xoxb-first');
    const outcome = await test.store.commands.run(command, async () => reply);
    expect(outcome).toMatchObject({
      kind: 'done',
      reply: { text: 'done', key: command.key, maybeSent: false },
    });
    expect(await on.rowOf(command)).toMatchObject({ state: 'done', started_by: null });
    const claimed = await test.store.outbox.claimNext(on.lane);
    expect(claimed.kind).toBe('waiting');
  });

  it('changes nothing when the effect throws', async () => {
    await on.add();
    const command = await on.startNext();
    const run = test.store.commands.run(command, async (plan) => {
      await plan.save([
        {
          action: 'add',
          before: null,
          after: {
            id: '3b2d0a4e-5d8a-4f0e-9a70-0f6f6f1f3a11',
            number: 1,
            kind: 'task',
            text: 'never',
            state: 'open',
            day: '2026-11-24',
            origin: null,
            createdAt: new Date(),
            doneAt: null,
            deletedAt: null,
          },
        },
      ]);
      throw new Error('broken');
    });
    await expect(run).rejects.toThrow('broken');
    const { rows } = await test.sql.query(`SELECT count(*)::int AS n FROM items WHERE text = 'never'`);
    expect(rows[0].n).toBe(0);
    expect(await on.rowOf(command)).toMatchObject({ state: 'new' });
  });

  it('lets the second of two runs of one command find it done', async () => {
    await on.add();
    const other = test.openAs('other');
    const mine = await on.startNext();
    const theirs = await on.startNext(other);
    let effects = 0;
    const effect = async () => {
      effects++;
      return reply;
    };
    const outcomes = await Promise.all([
      test.store.commands.run(mine, effect),
      other.commands.run(theirs, effect),
    ]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['done', 'overtaken']);
    expect(effects).toBe(1);
  });

  it('parks a command that fails five times, and goes on with the next', async () => {
    await on.add({ sentMs: 1 });
    const next = await on.add({ sentMs: 2 });
    for (let failures = 1; failures <= 5; failures++) {
      const command = await on.startNext();
      expect(command.attempts).toBe(failures - 1);
      const outcome = await test.store.commands.failed(command, 'broken');
      expect(outcome.kind).toBe(failures < 5 ? 'retry' : 'spent');
      if (failures < 5) expect((await test.store.commands.startNext(on.lane)).kind).toBe('waiting');
      else await test.store.commands.park(command, 'broken', reply);
      await test.sql.query(`UPDATE inbox SET next_attempt_at = now() - interval '1 second' WHERE lane = $1`, [
        on.lane,
      ]);
    }
    expect((await on.startNext()).key).toBe(next.key);
  });

  it('counts nothing against a command that a process without its key cannot start', async () => {
    await on.add();
    const keyless = test.openAs('keyless', parseKeys(newKey('k9')));
    for (let tries = 0; tries < 3; tries++)
      await expect(keyless.commands.startNext(on.lane)).rejects.toMatchObject({ code: 'seal_broken' });
    expect(await on.startNext()).toMatchObject({ deaths: 0, attempts: 0 });
  });

  it('counts deaths of the process apart from failures, and starts nothing that kills for ever', async () => {
    await on.add();
    await on.startNext();
    expect(await on.startNext()).toMatchObject({ attempts: 0, deaths: 1 });
    await test.sql.query('UPDATE inbox SET deaths = 20 WHERE lane = $1', [on.lane]);
    for (let looks = 0; looks < 2; looks++)
      expect(await test.store.commands.startNext(on.lane)).toMatchObject({
        kind: 'deadly',
        command: { deaths: 20 },
      });
  });
});
