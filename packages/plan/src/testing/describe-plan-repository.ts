import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, Item, PlanRepository } from '../plan-repository.ts';
import { makeItem } from './make-item.ts';

/** What the contract suite needs of an implementation. All times that it writes are near the real present. */
export interface PlanRepositoryUnderTest {
  /** The empty plan of a person. */
  readonly plan: PlanRepository;
  /** The empty plan of another person in the same workspace. */
  readonly stranger: PlanRepository;
  /** Action and item of the first person's journal, in the order of writing. */
  journal(): Promise<readonly { readonly action: Change['action']; readonly itemId: string }[]>;
  close(): Promise<void>;
}

const TODAY = '2026-11-24';
const HOUR_MS = 60 * 60 * 1_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
const ids = (items: readonly Item[]) => items.map((item) => item.id);
const added = (...items: Item[]): Change[] => items.map((after) => ({ action: 'add', before: null, after }));

/** The contract of every `PlanRepository`, as tests. */
export function describePlanRepository(name: string, make: () => Promise<PlanRepositoryUnderTest>): void {
  describe(`${name} as a plan repository`, () => {
    let test: PlanRepositoryUnderTest;
    beforeEach(async () => {
      test = await make();
    });
    afterEach(() => test.close());
    describeDays(() => test);
    describeByNumber(() => test);
    describeHeldNumbers(() => test);
    describeSaving(() => test);
  });
}

type Current = () => PlanRepositoryUnderTest;

function describeDays(current: Current): void {
  it('gives back an item exactly as it was saved', async () => {
    const item = makeItem({
      text: 'שלום 👩‍👩‍👧‍👦 <@U1> & <b> "q" \\ $1 ; --',
      kind: 'help',
      state: 'done',
      origin: { channel: 'C1', messageTs: '1764000000.000100', version: '1764000001.000200', index: 3 },
      doneAt: new Date('2026-11-24T10:00:00.123Z'),
    });
    await current().plan.save(added(item));
    expect(await current().plan.byDay(TODAY)).toEqual([item]);
  });

  it('keeps 4,000 characters, each of them an emoji', async () => {
    const item = makeItem({ text: '🎉'.repeat(4_000) });
    await current().plan.save(added(item));
    expect(await current().plan.byDay(TODAY)).toEqual([item]);
  });

  it("lists a day's items by number, without deleted ones and other days", async () => {
    const second = makeItem({ number: 2 });
    const first = makeItem({ number: 1, state: 'done', kind: 'accomplishment' });
    const deleted = makeItem({ number: 3, deletedAt: hoursAgo(1) });
    await current().plan.save(added(second, first, deleted, makeItem({ number: 4, day: '2026-11-23' })));
    expect(ids(await current().plan.byDay(TODAY))).toEqual([first.id, second.id]);
  });

  it('lists open items of earlier days by day, then number', async () => {
    const monday = makeItem({ number: 1, day: '2026-11-23' });
    const sundayTwo = makeItem({ number: 12, day: '2026-11-22' });
    const sundayOne = makeItem({ number: 3, day: '2026-11-22', kind: 'meeting' });
    const done = makeItem({ number: 4, day: '2026-11-22', state: 'done' });
    const deleted = makeItem({ number: 5, day: '2026-11-22', deletedAt: hoursAgo(1) });
    await current().plan.save(added(monday, sundayTwo, sundayOne, done, deleted, makeItem({ number: 6 })));
    expect(ids(await current().plan.openBefore(TODAY))).toEqual([sundayOne.id, sundayTwo.id, monday.id]);
  });

  it('finds what a message made, deleted ones too, by index', async () => {
    const origin = { channel: 'C1', messageTs: '1764000000.000100', version: '' };
    const second = makeItem({ number: 1, origin: { ...origin, index: 1 }, deletedAt: hoursAgo(100) });
    const first = makeItem({ number: 2, origin: { ...origin, index: 0 } });
    const otherMessage = makeItem({
      number: 3,
      origin: { ...origin, messageTs: '1764000000.000200', index: 0 },
    });
    const otherChannel = makeItem({ number: 4, origin: { ...origin, channel: 'C2', index: 0 } });
    await current().plan.save(added(second, first, otherMessage, otherChannel, makeItem({ number: 5 })));
    expect(ids(await current().plan.byMessage('C1', '1764000000.000100'))).toEqual([first.id, second.id]);
  });
}

function describeByNumber(current: Current): void {
  describe('byNumber', () => {
    it('finds each number once, whatever the day and state, and leaves out numbers of nobody', async () => {
      const one = makeItem({ number: 1, day: '2026-11-01', state: 'done' });
      const two = makeItem({ number: 2 });
      await current().plan.save(added(one, two, makeItem({ number: 3 })));
      expect(ids(await current().plan.byNumber([2, 1, 2, 99, 0])).sort()).toEqual([one.id, two.id].sort());
      expect(await current().plan.byNumber([])).toEqual([]);
    });

    it('finds the newest holder of a number that was given out again', async () => {
      const old = makeItem({
        createdAt: new Date('2026-11-01T09:00:00.000Z'),
        state: 'done',
        day: '2026-11-01',
      });
      const holder = makeItem();
      await current().plan.save(added(holder, old));
      expect(ids(await current().plan.byNumber([1]))).toEqual([holder.id]);
    });

    it('finds nobody once the newest holder is deleted: a second delete must not reach an older item', async () => {
      const old = makeItem({
        createdAt: new Date('2026-11-01T09:00:00.000Z'),
        state: 'done',
        day: '2026-11-01',
      });
      await current().plan.save(added(old, makeItem({ deletedAt: hoursAgo(1) })));
      expect(await current().plan.byNumber([1])).toEqual([]);
    });
  });
}

function describeHeldNumbers(current: Current): void {
  describe('heldNumbers', () => {
    const held = async (...items: Item[]) => {
      await current().plan.save(added(...items));
      return [...(await current().plan.heldNumbers(TODAY))].sort((a, b) => a - b);
    };

    it('holds open tasks and calls for help however old they are, but not meetings', async () => {
      const day = '2025-01-01';
      const items = (['task', 'help', 'meeting'] as const).map((kind, at) =>
        makeItem({ kind, day, number: at + 1 }),
      );
      expect(await held(...items)).toEqual([1, 2]);
    });

    it('holds everything of the last week, and of days to come', async () => {
      const items = ['2026-11-24', '2026-11-19', '2026-11-25', '2026-11-15'].map((day, at) =>
        makeItem({ day, state: 'done', number: at + 1 }),
      );
      expect(await held(...items)).toEqual([1, 2, 3]);
    });

    it('holds what was deleted within a day, and only that', async () => {
      const recent = makeItem({ number: 1, deletedAt: hoursAgo(2), day: '2026-11-01' });
      expect(await held(recent, makeItem({ number: 2, deletedAt: hoursAgo(30) }))).toEqual([1]);
    });

    it('names a number once', async () => {
      const old = makeItem({
        createdAt: new Date('2026-11-20T09:00:00.000Z'),
        day: '2026-11-20',
        state: 'done',
      });
      expect(await held(old, makeItem())).toEqual([1]);
    });
  });
}

function describeSaving(current: Current): void {
  it('writes over an item and keeps a journal of every change', async () => {
    const item = makeItem({ origin: { channel: 'C1', messageTs: '1.2', version: '', index: 0 } });
    const other = makeItem({ number: 2 });
    const after: Item = {
      ...item,
      kind: 'meeting',
      text: 'Retro',
      state: 'done',
      doneAt: new Date('2026-11-24T11:00:00.000Z'),
      origin: { channel: 'C1', messageTs: '1.2', version: '3.4', index: 0 },
    };
    const deleted: Item = { ...after, deletedAt: hoursAgo(0) };
    await current().plan.save(added(item, other));
    await current().plan.save([{ action: 'update', before: item, after }]);
    expect(await current().plan.byDay(TODAY)).toEqual([after, other]);
    await current().plan.save([{ action: 'delete', before: after, after: deleted }]);
    await current().plan.save([]);
    expect(await current().plan.byMessage('C1', '1.2')).toEqual([deleted]);
    expect(await current().journal()).toEqual([
      { action: 'add', itemId: item.id },
      { action: 'add', itemId: other.id },
      { action: 'update', itemId: item.id },
      { action: 'delete', itemId: item.id },
    ]);
  });

  it("never shows or holds another person's items", async () => {
    const origin = { channel: 'C1', messageTs: '1.2', version: '', index: 0 };
    const old = makeItem({ number: 2, day: '2026-11-01' });
    await current().stranger.save(added(makeItem({ origin }), old));
    expect(await current().plan.byDay(TODAY)).toEqual([]);
    expect(await current().plan.openBefore(TODAY)).toEqual([]);
    expect(await current().plan.byNumber([1, 2])).toEqual([]);
    expect(await current().plan.byMessage('C1', '1.2')).toEqual([]);
    expect(await current().plan.heldNumbers(TODAY)).toEqual([]);
  });
}
