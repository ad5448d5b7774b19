import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { type SlotReport, StoreError } from '@muster/store';
import { beforeEach, expect, it } from 'vitest';
import { createSlotRecorder, type SlotRecorder } from './slot-recorder.ts';

let clock: VirtualClock;
let written: SlotReport[];
let answer: () => Promise<boolean>;
let recorder: SlotRecorder;

beforeEach(() => {
  clock = new VirtualClock();
  written = [];
  answer = async () => true;
  const record = async (report: SlotReport) => {
    written.push(report);
    return answer();
  };
  recorder = createSlotRecorder({ record }, 'me', clock, recordingLog());
});

const say = (slot: string, epoch: bigint, state: string) =>
  recorder.record(slot, { epoch, state, detail: null, liveSince: null });
const states = () => written.map(({ slot, epoch, state }) => `${slot.appId}#${slot.index} ${epoch} ${state}`);

it('writes what became of each slot, under its epoch and the name of the worker', async () => {
  say('A1#0', 5n, 'connecting');
  say('A2#1', 6n, 'live');
  await clock.advance(0);
  expect(states()).toEqual(['A1#0 5 connecting', 'A2#1 6 live']);
  expect(written[0]?.workerId).toBe('me');
});

it('writes the last word once the store is back', async () => {
  answer = () => Promise.reject(new StoreError('store_unavailable', 'record a slot'));
  say('A1#0', 5n, 'connecting');
  await clock.advance(2_000);
  say('A1#0', 5n, 'live');
  await clock.advance(500);
  answer = async () => true;
  written = [];
  await clock.advance(5_000);
  expect(states()).toEqual(['A1#0 5 live']);
});

it('writes what was said while it wrote', async () => {
  const waiting: (() => void)[] = [];
  answer = () => new Promise((resolve) => waiting.push(() => resolve(true)));
  say('A1#0', 5n, 'connecting');
  await clock.advance(0);
  say('A1#0', 5n, 'live');
  waiting.shift()?.();
  await clock.advance(0);
  waiting.shift()?.();
  await clock.advance(0);
  expect(states()).toEqual(['A1#0 5 connecting', 'A1#0 5 live']);
});

it('does not insist where a higher epoch is known, or the app is gone', async () => {
  answer = async () => false;
  say('A1#0', 5n, 'live');
  await clock.advance(0);
  answer = () => Promise.reject(new StoreError('bad_value', 'record a slot'));
  say('A1#0', 6n, 'live');
  await clock.advance(60_000);
  expect(written).toHaveLength(2);
});

it('tries once more at the stop, and then leaves it', async () => {
  answer = () => Promise.reject(new StoreError('store_unavailable', 'record a slot'));
  say('A1#0', 5n, 'down');
  await clock.advance(100);
  await recorder.stop();
  expect(written).toHaveLength(2);
  expect(clock.timers).toBe(0);
});
