import { describe, expect, it } from 'vitest';
import { forEachLane, putOff, reply, type TestLane } from '../testing/test-lane.ts';
import type { TestStore } from '../testing/test-store.ts';

describe('the outbox', () => {
  let test: TestStore;
  let on: TestLane;
  forEachLane((store, lane) => {
    test = store;
    on = lane;
  });

  it('hands a reply over when the claim of its sender is 3 s old, as one that may have been sent', async () => {
    await on.add();
    const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    const other = test.openAs('heir');
    expect((await other.outbox.claimNext(on.lane)).kind).toBe('waiting');
    await test.sql.query(`UPDATE outbox SET claimed_at = now() - interval '3 seconds' WHERE lane = $1`, [
      on.lane,
    ]);
    const taken = await other.outbox.claimNext(on.lane);
    expect(taken).toMatchObject({
      kind: 'claimed',
      message: { id: outcome.reply.id, maybeSent: true, attempts: 2 },
    });
    expect(await test.store.outbox.renewClaim(outcome.reply)).toBe(false);
    if (taken.kind === 'claimed') expect(await other.outbox.renewClaim(taken.message)).toBe(true);
  });

  it('lets only the holder of a claim give it back, and counts no try that only had to wait', async () => {
    await on.add();
    const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.sql.query(`UPDATE outbox SET claimed_at = now() - interval '3 seconds' WHERE lane = $1`, [
      on.lane,
    ]);
    const heir = test.openAs('second heir');
    const taken = await heir.outbox.claimNext(on.lane);
    if (taken.kind !== 'claimed') throw new Error(`not taken over: ${taken.kind}`);
    await test.store.outbox.later(outcome.reply, putOff);
    expect(await heir.outbox.renewClaim(taken.message)).toBe(true);
    await heir.outbox.later(taken.message, { ...putOff, isTry: false });
    const again = await test.store.outbox.claimNext(on.lane);
    expect(again).toMatchObject({ kind: 'claimed', message: { attempts: 2, maybeSent: true } });
    expect(await test.store.outbox.renewClaim(outcome.reply)).toBe(false);
  });

  it('gives one of two claimers a message', async () => {
    await on.add();
    const outcome = await test.store.commands.run(await on.startNext(), async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.later(outcome.reply, putOff);
    const other = test.openAs('rival');
    const claims = await Promise.all([test.store.outbox.claimNext(on.lane), other.outbox.claimNext(on.lane)]);
    expect(claims.map((claim) => claim.kind).sort()).toEqual(['claimed', 'waiting']);
  });
});
