import { expect, it } from 'vitest';
import { openTestStore } from './testing/test-store.ts';

const at = (second: number) => new Date(1_790_000_000_000 + second * 1_000);
const ended = (second: number, seconds: number, longestSeconds = seconds) => ({
  at: at(second),
  seconds,
  longestSeconds,
});

it('keeps since when an app is without a connection, its last gap and its longest', async () => {
  const test = await openTestStore();
  const { gaps } = test.store;
  await gaps.note([
    { appId: 'A1', since: at(1), ended: null },
    { appId: 'gone', since: at(1), ended: null },
  ]);
  expect(await gaps.open()).toEqual(new Map([['A1', at(1)]]));
  await gaps.note([{ appId: 'A1', since: null, ended: ended(5, 4) }]);
  expect(await gaps.open()).toEqual(new Map());
  await gaps.note([{ appId: 'A1', since: at(9), ended: ended(8, 1, 2) }]);
  const seen = { appId: 'A1', since: at(9), lastEndedAt: at(8), lastSeconds: 1, longestSeconds: 4 };
  expect(await gaps.list()).toEqual([seen]);
  await gaps.note([{ appId: 'A1', since: null, ended: null }]);
  expect(await gaps.list()).toEqual([{ ...seen, since: null }]);
  await test.close();
});
