import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newKey, parseKeys } from '../sealing.ts';
import { entry, openTestStore, type TestStore } from '../testing/test-store.ts';
import type { StartedCommand } from './commands.ts';

const putOff = { delayMs: 0, maybeSent: false, isTry: true, reason: 'test' };
const reply = { channel: 'D1', threadTs: null, ephemeralTo: null, text: 'done', blocks: [] };

describe('a lane', () => {
  let test: TestStore;
  let lane: string;
  let lanes = 0;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());
  beforeEach(() => {
    lane = `${test.installationId}:U${++lanes}0`;
  });

  const add = async (changes: Parameters<typeof entry>[1] = {}) => {
    const one = entry(test.installationId, { lane, userId: lane.split(':')[1] ?? '', ...changes });
    await test.store.inbox.accept([one]);
    return one;
  };
  const startNext = async (store = test.store): Promise<StartedCommand> => {
    const next = await store.commands.startNext(lane);
    if (next.kind !== 'started') throw new Error(`nothing to start: ${next.kind}`);
    return next.command;
  };
  const rowOf = async (command: { inboxId: string }) =>
    (await test.sql.query('SELECT * FROM inbox WHERE id = $1', [command.inboxId])).rows[0];

  it("runs its commands in Slack's order, not in the order they arrived", async () => {
    const second = await add({ sentMs: 2_000 });
    const first = await add({ sentMs: 1_000 });
    const ran = [];
    for (let i = 0; i < 2; i++) {
      const command = await startNext();
      ran.push(command.key);
      await test.store.commands.run(command, async () => null);
    }
    expect(ran).toEqual([first.key, second.key]);
    expect(await test.store.commands.startNext(lane)).toEqual({ kind: 'none' });
  });

  it('stores effect, reply and end of a command together, the reply claimed', async () => {
    await add();
    const command = await startNext();
    expect(command.botToken).toBe('xoxb-first');
    const outcome = await test.store.commands.run(command, async () => reply);
    expect(outcome).toMatchObject({
      kind: 'done',
      reply: { text: 'done', key: command.key, maybeSent: false },
    });
    expect(await rowOf(command)).toMatchObject({ state: 'done', started_by: null });
    const claimed = await test.store.outbox.claimNext(lane);
    expect(claimed.kind).toBe('waiting');
  });

  it('changes nothing when the effect throws', async () => {
    await add();
    const command = await startNext();
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
    expect(await rowOf(command)).toMatchObject({ state: 'new' });
  });

  it('lets the second of two runs of one command find it done', async () => {
    await add();
    const other = test.openAs('other');
    const mine = await startNext();
    const theirs = await startNext(other);
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
    await add({ sentMs: 1 });
    const next = await add({ sentMs: 2 });
    for (let failures = 1; failures <= 5; failures++) {
      const command = await startNext();
      expect(command.attempts).toBe(failures - 1);
      const outcome = await test.store.commands.failed(command, 'broken');
      expect(outcome.kind).toBe(failures < 5 ? 'retry' : 'spent');
      if (failures < 5) expect((await test.store.commands.startNext(lane)).kind).toBe('waiting');
      else await test.store.commands.park(command, 'broken', reply);
      await test.sql.query(`UPDATE inbox SET next_attempt_at = now() - interval '1 second' WHERE lane = $1`, [
        lane,
      ]);
    }
    expect((await startNext()).key).toBe(next.key);
  });

  it('tells the author of a parked command once, and keeps room for its own reply', async () => {
    await add();
    const command = await startNext();
    await test.store.commands.park(command, 'broken', { ...reply, text: 'sorry' });
    await test.store.commands.park(command, 'broken', { ...reply, text: 'sorry' });
    expect(await rowOf(command)).toMatchObject({ state: 'parked', error: 'broken', started_by: null });
    const told = await test.store.outbox.claimNext(lane);
    if (told.kind !== 'claimed') throw new Error('nothing is told');
    expect(told.message).toMatchObject({ text: 'sorry', sinceTs: command.messageTs, maybeSent: false });
    await test.store.outbox.sent(told.message.id, '1.2');
    expect((await test.store.outbox.claimNext(lane)).kind).toBe('none');

    expect(command.isReplayed).toBe(false);
    expect(await test.store.deadLetters.replay('command', command.inboxId)).toBe(lane);
    const again = await startNext();
    expect(again.isReplayed).toBe(true);
    expect(await test.store.commands.run(again, async () => reply)).toMatchObject({ kind: 'done' });
  });

  it('counts nothing against a command that a process without its key cannot start', async () => {
    await add();
    const keyless = test.openAs('keyless', parseKeys(newKey('k9')));
    for (let tries = 0; tries < 3; tries++)
      await expect(keyless.commands.startNext(lane)).rejects.toMatchObject({ code: 'seal_broken' });
    expect(await startNext()).toMatchObject({ deaths: 0, attempts: 0 });
  });

  it('counts deaths of the process apart from failures, and starts nothing that kills for ever', async () => {
    await add();
    await startNext();
    expect(await startNext()).toMatchObject({ attempts: 0, deaths: 1 });
    await test.sql.query('UPDATE inbox SET deaths = 20 WHERE lane = $1', [lane]);
    for (let looks = 0; looks < 2; looks++)
      expect(await test.store.commands.startNext(lane)).toMatchObject({
        kind: 'deadly',
        command: { deaths: 20 },
      });
  });

  it('hands a reply over when the claim of its sender is 3 s old, as one that may have been sent', async () => {
    await add();
    const outcome = await test.store.commands.run(await startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    const other = test.openAs('heir');
    expect((await other.outbox.claimNext(lane)).kind).toBe('waiting');
    await test.sql.query(`UPDATE outbox SET claimed_at = now() - interval '3 seconds' WHERE lane = $1`, [
      lane,
    ]);
    const taken = await other.outbox.claimNext(lane);
    expect(taken).toMatchObject({
      kind: 'claimed',
      message: { id: outcome.reply.id, maybeSent: true, attempts: 2 },
    });
    expect(await test.store.outbox.renewClaim(outcome.reply)).toBe(false);
    if (taken.kind === 'claimed') expect(await other.outbox.renewClaim(taken.message)).toBe(true);
  });

  it('lets only the holder of a claim give it back, and counts no try that only had to wait', async () => {
    await add();
    const outcome = await test.store.commands.run(await startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.sql.query(`UPDATE outbox SET claimed_at = now() - interval '3 seconds' WHERE lane = $1`, [
      lane,
    ]);
    const heir = test.openAs('second heir');
    const taken = await heir.outbox.claimNext(lane);
    if (taken.kind !== 'claimed') throw new Error(`not taken over: ${taken.kind}`);
    await test.store.outbox.later(outcome.reply, putOff);
    expect(await heir.outbox.renewClaim(taken.message)).toBe(true);
    await heir.outbox.later(taken.message, { ...putOff, isTry: false });
    const again = await test.store.outbox.claimNext(lane);
    expect(again).toMatchObject({ kind: 'claimed', message: { attempts: 2, maybeSent: true } });
    expect(await test.store.outbox.renewClaim(outcome.reply)).toBe(false);
  });

  it('gives one of two claimers a message', async () => {
    await add();
    const outcome = await test.store.commands.run(await startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.later(outcome.reply, putOff);
    const other = test.openAs('rival');
    const claims = await Promise.all([test.store.outbox.claimNext(lane), other.outbox.claimNext(lane)]);
    expect(claims.map((claim) => claim.kind).sort()).toEqual(['claimed', 'waiting']);
  });

  it('finds lanes that wait too long, and lanes with replies that are due', async () => {
    await add();
    const quiet = async () =>
      (await test.store.sweeps.quietLanes(500, 5_000)).some((one) => one.lane === lane);
    expect(await quiet()).toBe(false);
    await test.sql.query(`UPDATE inbox SET received_at = now() - interval '6 seconds' WHERE lane = $1`, [
      lane,
    ]);
    expect(await quiet()).toBe(true);
    const outcome = await test.store.commands.run(await startNext(), async () => reply);
    expect(await quiet()).toBe(false);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.later(outcome.reply, putOff);
    expect(await quiet()).toBe(true);
    await test.store.outbox.sent(outcome.reply.id, '1.2');
    expect(await quiet()).toBe(false);
  });

  it('does not take a lane for quiet while what stands first in it is to be tried later', async () => {
    const isQuiet = async () =>
      (await test.store.sweeps.quietLanes(500, 5_000)).some((one) => one.lane === lane);
    await add({ sentMs: 1 });
    await add({ sentMs: 2 });
    await test.store.commands.failed(await startNext(), 'broken');
    const longAgo = `UPDATE inbox SET received_at = now() - interval '6 seconds', next_attempt_at = `;
    await test.sql.query(`${longAgo} now() + interval '1 hour' WHERE lane = $1 AND sent_ms = 1`, [lane]);
    await test.sql.query(`${longAgo} NULL WHERE lane = $1 AND sent_ms = 2`, [lane]);
    expect(await isQuiet()).toBe(false);
    await test.sql.query('UPDATE inbox SET next_attempt_at = NULL WHERE lane = $1', [lane]);
    expect(await isQuiet()).toBe(true);

    for (const delayMs of [3_600_000, 0]) {
      const outcome = await test.store.commands.run(await startNext(), async () => reply);
      if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
      await test.store.outbox.later(outcome.reply, { ...putOff, delayMs });
    }
    expect(await isQuiet()).toBe(false);
    await test.sql.query('UPDATE outbox SET next_attempt_at = now() WHERE lane = $1', [lane]);
    expect(await isQuiet()).toBe(true);
  });

  it('forgets finished commands and sent messages after 48 hours, what was given up after 30 days', async () => {
    const setBack = async (age: string) => {
      await test.sql.query('UPDATE inbox SET done_at = now() - $2::interval WHERE lane = $1', [lane, age]);
      await test.sql.query('UPDATE outbox SET created_at = now() - $2::interval WHERE lane = $1', [
        lane,
        age,
      ]);
    };
    const states = async () => {
      const text = `SELECT state FROM inbox WHERE lane = $1 UNION ALL SELECT state FROM outbox WHERE lane = $1`;
      return (await test.sql.query(text, [lane])).rows.map(({ state }) => state).sort();
    };
    for (const give of ['sent', 'dead'] as const) {
      await add();
      const outcome = await test.store.commands.run(await startNext(), async () => reply);
      if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
      await test.store.outbox[give](outcome.reply.id, 'why');
    }
    await add();
    await test.sql.query(`UPDATE inbox SET state = 'parked' WHERE lane = $1 AND state = 'new'`, [lane]);
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

  it('shows what was given up, and gives it another set of tries when asked', async () => {
    await add();
    const command = await startNext();
    const outcome = await test.store.commands.run(command, async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.dead(outcome.reply.id, 'channel_not_found');
    await add();
    await test.store.commands.park(await startNext(), 'Error: broken', reply);

    const letters = (await test.store.deadLetters.list(100)).filter((letter) => letter.lane === lane);
    expect(letters.map(({ kind, reason }) => ({ kind, reason }))).toEqual([
      { kind: 'command', reason: 'Error: broken' },
      { kind: 'message', reason: 'channel_not_found' },
    ]);
    for (const { kind, id } of letters) expect(await test.store.deadLetters.replay(kind, id)).toBe(lane);
    for (const { kind, id } of letters) expect(await test.store.deadLetters.replay(kind, id)).toBeNull();
    expect(await test.store.outbox.claimNext(lane)).toMatchObject({
      kind: 'claimed',
      message: { maybeSent: true },
    });
    expect(await startNext()).toMatchObject({ deaths: 0, attempts: 0 });
  });
});
