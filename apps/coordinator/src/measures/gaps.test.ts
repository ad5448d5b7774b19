import type { SlotState, WorkerRecord } from '@muster/fleet';
import { describe, expect, it } from 'vitest';
import { createGaps } from './gaps.ts';
import { createLastHeard } from './last-heard.ts';

const SECOND_US = 1_000_000;
const us = (seconds: number) => seconds * SECOND_US;

function worker(id: string, expires: number, held: Record<string, SlotState>): [string, WorkerRecord] {
  const slots = new Map(
    Object.entries(held).map(([slot, state]) => [slot, { epoch: 1n, state, detail: '' }]),
  );
  const info = { id, pid: 1, host: 'h', since: '', capacity: 9 };
  return [id, { info, expiresUs: us(expires), isDraining: false, unackedMs: 0, held: slots }];
}

function setUp() {
  const lastHeard = createLastHeard();
  const gaps = createGaps(lastHeard);
  const look = (now: number, wanted: string[], ...workers: [string, WorkerRecord][]) => {
    const nowUs = us(now);
    lastHeard.note(new Map(workers), nowUs);
    const apps = wanted.map((appId) => ({ appId }));
    return gaps.look({ workers: new Map(workers), wanted: apps, nowUs }, (one) => one.expiresUs <= nowUs);
  };
  return { gaps, look };
}

describe('gaps of apps', () => {
  it('begin when a connection goes and end when one is live, wherever', () => {
    const { look, gaps } = setUp();
    expect(look(10, ['A'], worker('w1', 99, { 'A#0': 'live' }))).toEqual([]);
    expect(look(11, ['A'], worker('w1', 99, { 'A#0': 'down' }))).toEqual([
      { kind: 'begun', appId: 'A', sinceUs: us(11) },
    ]);
    expect(look(12, ['A'], worker('w1', 99, { 'A#0': 'connecting' }))).toEqual([]);
    expect(look(13, ['A'], worker('w2', 99, { 'A#1': 'live' }))).toEqual([
      { kind: 'ended', appId: 'A', sinceUs: us(11), endedUs: us(13) },
    ]);
    expect(gaps.open.size).toBe(0);
  });

  it('begin when the lost worker was last heard, if no other one has the app live', () => {
    const { look } = setUp();
    const w1 = { 'A#0': 'live', 'B#0': 'live' } as const;
    look(10, ['A', 'B'], worker('w1', 10.75, w1), worker('w2', 99, { 'B#1': 'live' }));
    expect(look(10.2, ['A', 'B'], worker('w1', 10.2, w1), worker('w2', 99, { 'B#1': 'live' }))).toEqual([
      { kind: 'begun', appId: 'A', sinceUs: us(9.75) },
    ]);
  });

  it('are none for an app that was never live, nor for one that nobody wants any more', () => {
    const { look } = setUp();
    expect(look(10, ['A'], worker('w1', 99, { 'A#0': 'connecting' }))).toEqual([]);
    look(11, ['A'], worker('w1', 99, { 'A#0': 'live' }));
    look(12, ['A'], worker('w1', 99, {}));
    expect(look(13, [])).toEqual([{ kind: 'dropped', appId: 'A' }]);
    expect(look(14, ['A'])).toEqual([]);
  });

  it('go on from what an earlier leader noted', () => {
    const { look, gaps } = setUp();
    gaps.resume(new Map([['A', us(5)]]));
    expect(look(10, ['A'], worker('w1', 99, {}))).toEqual([]);
    expect(look(11, ['A'], worker('w1', 99, { 'A#0': 'live' }))).toEqual([
      { kind: 'ended', appId: 'A', sinceUs: us(5), endedUs: us(11) },
    ]);
  });
});
