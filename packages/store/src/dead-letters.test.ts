import { describe, expect, it } from 'vitest';
import { forEachLane, reply, type TestLane } from './testing/test-lane.ts';
import type { TestStore } from './testing/test-store.ts';

describe('what was given up', () => {
  let test: TestStore;
  let on: TestLane;
  forEachLane((store, lane) => {
    test = store;
    on = lane;
  });

  it('shows what was given up, and gives it another set of tries when asked', async () => {
    await on.add();
    const command = await on.startNext();
    const outcome = await test.store.commands.run(command, async () => reply);
    if (outcome.kind !== 'done' || !outcome.reply) throw new Error('no reply');
    await test.store.outbox.dead(outcome.reply.id, 'channel_not_found');
    await on.add();
    await test.store.commands.park(await on.startNext(), 'Error: broken', reply);

    const letters = (await test.store.deadLetters.list(100)).filter((letter) => letter.lane === on.lane);
    expect(letters.map(({ kind, reason }) => ({ kind, reason }))).toEqual([
      { kind: 'command', reason: 'Error: broken' },
      { kind: 'message', reason: 'channel_not_found' },
    ]);
    for (const { kind, id } of letters) expect(await test.store.deadLetters.replay(kind, id)).toBe(on.lane);
    for (const { kind, id } of letters) expect(await test.store.deadLetters.replay(kind, id)).toBeNull();
    expect(await test.store.outbox.claimNext(on.lane)).toMatchObject({
      kind: 'claimed',
      message: { maybeSent: true },
    });
    expect(await on.startNext()).toMatchObject({ deaths: 0, attempts: 0 });
  });

  it('tells the author of a parked command once, and keeps room for its own reply', async () => {
    await on.add();
    const command = await on.startNext();
    await test.store.commands.park(command, 'broken', { ...reply, text: 'sorry' });
    await test.store.commands.park(command, 'broken', { ...reply, text: 'sorry' });
    expect(await on.rowOf(command)).toMatchObject({ state: 'parked', error: 'broken', started_by: null });
    const told = await test.store.outbox.claimNext(on.lane);
    if (told.kind !== 'claimed') throw new Error('nothing is told');
    expect(told.message).toMatchObject({ text: 'sorry', sinceTs: command.messageTs, maybeSent: false });
    await test.store.outbox.sent(told.message.id, '1.2');
    expect((await test.store.outbox.claimNext(on.lane)).kind).toBe('none');

    expect(command.isReplayed).toBe(false);
    expect(await test.store.deadLetters.replay('command', command.inboxId)).toBe(on.lane);
    const again = await on.startNext();
    expect(again.isReplayed).toBe(true);
    expect(await test.store.commands.run(again, async () => reply)).toMatchObject({ kind: 'done' });
  });
});
