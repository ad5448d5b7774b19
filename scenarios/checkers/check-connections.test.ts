import type { SimConnectionLife } from '@muster/slack-simulator/control';
import { expect, it } from 'vitest';
import { checkConnections } from './check-connections.ts';

/** A connection of an app that was admitted, opened, left and ended at these numbers, and at ten times as many ms. */
function life(
  n: number,
  [openedN, leftN, endedN]: readonly (number | null)[],
  appId = 'A1',
): SimConnectionLife {
  const at = (moment: number | null = null) => (moment === null ? null : moment * 10);
  return {
    n,
    at: n * 10,
    connectionId: `conn-${n}`,
    appId,
    openedN: openedN ?? null,
    openedAt: at(openedN),
    leftN: leftN ?? null,
    leftAt: at(leftN),
    endedN: endedN ?? null,
    endedAt: at(endedN),
  };
}

it('finds no gap where a successor was open before the old one left', () => {
  const connections = [life(1, [2, 5, 6]), life(3, [4])];
  expect(checkConnections({ connections })).toEqual({ fewest: 1, most: 2, opened: 2, gaps: [] });
});

it('sees a gap however short, and one that does not end', () => {
  const connections = [life(1, [2, 3, 4]), life(5, [6, 7, 8])];
  expect(checkConnections({ connections })).toEqual({
    fewest: 0,
    most: 1,
    opened: 2,
    gaps: [
      { appId: 'A1', fromMs: 30, forMs: 30 },
      { appId: 'A1', fromMs: 70, forMs: null },
    ],
  });
});

it('takes one that is admitted but not greeted, or was asked to go, for no open one', () => {
  const connections = [life(1, [2, 4]), life(3, [])];
  expect(checkConnections({ connections })).toMatchObject({ fewest: 0, most: 2 });
  expect(checkConnections({ connections: [life(1, [null, 2, 3]), life(4, [5])] }).gaps).toEqual([]);
});

it('judges each app by itself', () => {
  const connections = [life(1, [2, 7, 8]), life(3, [4], 'A2'), life(5, [6], 'A2')];
  expect(checkConnections({ connections }).gaps).toEqual([{ appId: 'A1', fromMs: 70, forMs: null }]);
});
