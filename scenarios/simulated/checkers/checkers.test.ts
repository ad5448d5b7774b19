import type { Assignment, Leader } from '@muster/fleet';
import { describe, expect, it } from 'vitest';
import {
  ConnectChecker,
  checkConnectionCount,
  checkLettingGo,
  checkNoGap,
  checkServed,
} from './check-connections.ts';
import {
  checkAckedIsStored,
  checkFinished,
  checkOneEffect,
  checkOrder,
  type Delivered,
} from './check-delivery.ts';
import { checkAssignedEpochs, checkRecordedEpoch, MoveChecker, TermChecker } from './check-table.ts';

/** Two messages of one lane, the first acked before the second was sent, both done. */
const well: Delivered = {
  said: [
    { message: 'first', lane: 'l', sentN: 1, ackedN: 2 },
    { message: 'second', lane: 'l', sentN: 3, ackedN: null },
  ],
  stored: [
    { message: 'first', state: 'done' },
    { message: 'second', state: 'done' },
  ],
  effects: ['first', 'second'],
};
const table = (...slots: [string, bigint, string | null][]) =>
  new Map(slots.map(([slot, epoch, workerId]): [string, Assignment] => [slot, { epoch, workerId }]));

describe('the checkers of delivery', () => {
  it('find nothing wrong where nothing is', () => {
    for (const check of [checkAckedIsStored, checkOneEffect, checkFinished, checkOrder])
      expect(check(well)).toEqual([]);
  });

  it('I1: see what was acked and is not stored', () => {
    expect(checkAckedIsStored({ ...well, stored: [] })).toEqual(['I1: first was acked and is not stored']);
  });

  it('I2: see a message that took effect twice', () => {
    expect(checkOneEffect({ ...well, effects: ['first', 'second', 'first'] })).toEqual([
      'I2: first took effect 2 times',
    ]);
  });

  it('I3: see what never ran, and what is done without an effect', () => {
    const stored = [
      { message: 'first', state: 'new' as const },
      { message: 'second', state: 'done' as const },
    ];
    expect(checkFinished({ ...well, stored, effects: [] })).toEqual([
      'I3: first is stored and never ran',
      'I3: second is done without an effect',
    ]);
  });

  it('I9: see effects in the wrong order, where there was one to keep', () => {
    expect(checkOrder({ ...well, effects: ['second', 'first'] })).toHaveLength(1);
    expect(checkOrder({ ...well, effects: ['second'] })).toHaveLength(1);
    const crossing = well.said.map((one) => ({ ...one, ackedN: 9 }));
    expect(checkOrder({ ...well, said: crossing, effects: ['second', 'first'] })).toEqual([]);
  });
});

describe('the checkers of connections', () => {
  it('I4: see too many of one app', () => {
    const counted = (connections: number) => ({ appId: 'A0', connections, slots: 2 });
    expect(checkConnectionCount(counted(4), false)).toEqual([]);
    expect(checkConnectionCount(counted(5), false)).toHaveLength(1);
    expect(checkConnectionCount(counted(5), true)).toEqual([]);
    expect(checkConnectionCount(counted(11), true)).toEqual(['I4: A0 has 11 connections']);
  });

  it('I7, I8: see a gap, and who made it', () => {
    expect(checkNoGap('A0', 1)).toEqual([]);
    expect(checkNoGap('A0', 0)).toHaveLength(1);
    expect(checkLettingGo('A0#0', 'w1', 1)).toEqual([]);
    expect(checkLettingGo('A0#0', 'w1', 0)).toHaveLength(1);
  });

  it('I11: see an app without a connection, if it is healthy', () => {
    expect(checkServed([{ appId: 'A0', live: 0, isHealthy: false }], 2_000)).toEqual([]);
    expect(checkServed([{ appId: 'A0', live: 1, isHealthy: true }], 2_000)).toEqual([]);
    expect(checkServed([{ appId: 'A0', live: 0, isHealthy: true }], 2_000)).toEqual([
      'I11: A0 has no live connection 2000 ms after the last fault',
    ]);
  });

  it('I14: see an app that is connected too often within a minute', () => {
    const checker = new ConnectChecker();
    const found = (count: number, everyMs: number, fromMs: number) =>
      Array.from({ length: count }, (_, at) => checker.opened('A0', fromMs + at * everyMs)).flat();
    expect(found(200, 1_300, 0)).toEqual([]);
    expect(found(51, 100, 1_000_000)).toEqual(['I14: A0 was connected 51 times within a minute']);
  });
});

describe('the checkers of the table', () => {
  it('I5: see an epoch that fell', () => {
    expect(checkRecordedEpoch('A0#0', undefined, 1n)).toEqual([]);
    expect(checkRecordedEpoch('A0#0', 1n, 1n)).toEqual([]);
    expect(checkRecordedEpoch('A0#0', 2n, 1n)).toEqual(['I5: the epoch of A0#0 fell from 2 to 1']);
  });

  it('I6: see an assignment whose epoch is not above the last, nor above what Postgres knows', () => {
    const [one, two] = [table(['A0#0', 1n, 'w1']), table(['A0#0', 2n, 'w2'])];
    expect(checkAssignedEpochs(one, two, new Map())).toEqual([]);
    expect(checkAssignedEpochs(one, one, new Map([['A0#0', 9n]]))).toEqual([]);
    expect(checkAssignedEpochs(two, one, new Map())).toHaveLength(1);
    expect(checkAssignedEpochs(one, two, new Map([['A0#0', 2n]]))).toHaveLength(1);
  });

  it('I10: see a write without a leader, and one under an old term', () => {
    const checker = new TermChecker();
    const leader = (term: bigint, expiresUs = 10): Leader => ({ id: 'c1', term, expiresUs });
    expect(checker.check({ leader: leader(5n) }, 1)).toEqual([]);
    expect(checker.check({ leader: leader(5n) }, 10)).toHaveLength(1);
    expect(checker.check({ leader: null }, 1)).toHaveLength(1);
    expect(checker.check({ leader: leader(4n) }, 1)).toHaveLength(1);
  });

  it('I12: see moves from workers that were well', () => {
    const checker = new MoveChecker();
    const [one, two] = [table(['A0#0', 1n, 'w1']), table(['A0#0', 2n, 'w2'])];
    checker.note(one, two, () => true);
    expect(checker.check(2)).toEqual([]);
    checker.note(one, two, () => false);
    expect(checker.check(100)).toEqual([]);
    expect(checker.check(99)).toHaveLength(1);
  });
});
