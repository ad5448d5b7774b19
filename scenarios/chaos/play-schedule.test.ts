import { expect, it } from 'vitest';
import type { Fault } from './faults/fault.ts';
import { type Happened, playSequence } from './play-schedule.ts';
import type { PlannedFault } from './schedule.ts';

const scene = {} as Parameters<typeof playSequence>[2];
const planned = (fault: string, target = 'redis'): PlannedFault => ({
  atMs: 0,
  fault,
  target,
  durationMs: 1,
  seed: 1,
});
const named = (name: string, begin: Fault['begin']): Fault => ({
  name,
  weight: 1,
  targets: () => ['redis'],
  durationMs: () => 1,
  begin,
});

async function play(
  sequence: readonly PlannedFault[],
  faults: readonly Fault[],
  { busy = new Set<string>(), isOver = (): boolean => false } = {},
): Promise<Happened[]> {
  const happened: Happened[] = [];
  const onHappened = (one: Happened) => void happened.push(one);
  await playSequence(sequence, faults, scene, { startMs: 0, isOver, onHappened, busy });
  return happened;
}

it('takes back each fault before it begins the next, and keeps what it says', async () => {
  const steps: string[] = [];
  const fault = named('wipe', async ({ note, signalled }) => {
    steps.push('begin');
    note('all of it');
    signalled({ pid: 7, signal: 'SIGKILL', atMs: 1 });
    return async () => void steps.push('undo');
  });
  const happened = await play([planned('wipe'), planned('wipe')], [fault]);
  expect(steps).toEqual(['begin', 'undo', 'begin', 'undo']);
  expect(happened).toHaveLength(2);
  expect(happened[0]).toMatchObject({
    notes: ['all of it'],
    signals: [{ pid: 7, signal: 'SIGKILL', atMs: 1 }],
    trouble: null,
  });
});

it('says what could not be begun or taken back, and goes on', async () => {
  const broken = named('broken', () => Promise.reject(new Error('no route')));
  const stuck = named('stuck', async () => () => Promise.reject(new Error('does not start')));
  const happened = await play([planned('broken'), planned('stuck')], [broken, stuck]);
  expect(happened.map(({ trouble }) => trouble)).toEqual(['no route', 'does not start']);
});

it('leaves out what another sequence has in hand, and everything once it is over', async () => {
  const fault = named('wipe', async () => async () => {});
  const sequence = [planned('wipe', 'redis'), planned('wipe', 'postgres')];
  const happened = await play(sequence, [fault], { busy: new Set(['redis']) });
  expect(happened.map(({ target }) => target)).toEqual(['postgres']);
  expect(await play(sequence, [fault], { isOver: () => true })).toEqual([]);
});
