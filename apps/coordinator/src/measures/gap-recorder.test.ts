import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { GapNote } from '@muster/store';
import { expect, it } from 'vitest';
import { createGapRecorder } from './gap-recorder.ts';

const begun = (appId: string, sinceUs: number) => ({ kind: 'begun', appId, sinceUs }) as const;
const ended = (appId: string, sinceUs: number, endedUs: number) =>
  ({ kind: 'ended', appId, sinceUs, endedUs }) as const;

function setUp() {
  const clock = new VirtualClock();
  const is = { away: false };
  const written: GapNote[][] = [];
  const gaps = {
    async note(notes: readonly GapNote[]) {
      if (is.away) throw new Error('away');
      written.push([...notes]);
    },
    async open() {
      if (is.away) throw new Error('away');
      return new Map([['A', new Date(1)]]);
    },
    list: async () => [],
  };
  return { clock, is, written, recorder: createGapRecorder({ gaps, clock, log: recordingLog() }) };
}

it('writes what happened while the store was away as soon as it is back: one note an app', async () => {
  const { clock, is, written, recorder } = setUp();
  is.away = true;
  recorder.record(begun('A', 1_000_000));
  recorder.record(ended('A', 1_000_000, 4_000_000));
  recorder.record(begun('A', 5_000_000));
  recorder.record(ended('A', 5_000_000, 6_000_000));
  recorder.record(begun('B', 7_000_000));
  await clock.advance(3_000);
  expect(written).toEqual([]);
  is.away = false;
  await clock.advance(1_000);
  expect(written).toEqual([
    [
      { appId: 'A', since: null, ended: { at: new Date(6_000), seconds: 1, longestSeconds: 3 } },
      { appId: 'B', since: new Date(7_000), ended: null },
    ],
  ]);
  await recorder.stop();
});

it('reads what was left open once the store answers, and writes the rest at its stop', async () => {
  const { clock, is, written, recorder } = setUp();
  is.away = true;
  const read: unknown[] = [];
  recorder.readOpen((open) => read.push(open));
  await clock.advance(2_000);
  is.away = false;
  await clock.advance(1_000);
  expect(read).toEqual([new Map([['A', 1_000]])]);
  is.away = true;
  recorder.record({ kind: 'dropped', appId: 'A' });
  await clock.advance(500);
  is.away = false;
  await recorder.stop();
  expect(written).toEqual([[{ appId: 'A', since: null, ended: null }]]);
});
