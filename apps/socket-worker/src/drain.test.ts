import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { FleetPicture } from '@muster/leases';
import { beforeEach, expect, it } from 'vitest';
import { waitForSuccessors } from './drain.ts';

let clock: VirtualClock;
let held: number;
let isQuarantine: boolean;
let picture: FleetPicture | Error;

beforeEach(() => {
  clock = new VirtualClock();
  held = 2;
  isQuarantine = false;
  picture = fleetOf({ id: 'you' });
});

function fleetOf(
  other: { id: string; isDraining?: boolean; lease?: string; isQuarantine?: boolean },
  leader: object | null = {},
) {
  const workers = [
    { id: 'me', lease: 'current', isDraining: true },
    { lease: 'current', isDraining: false, ...other },
  ];
  return { leader, workers, processes: [], slots: [] } as unknown as FleetPicture;
}

function drain() {
  const drained = { afterMs: -1 };
  const fleet = async () => {
    if (picture instanceof Error) throw picture;
    return picture;
  };
  void waitForSuccessors({
    worker: { id: 'me', isQuarantine },
    held: () => held,
    fleet,
    clock,
    log: recordingLog(),
  }).then(() => {
    drained.afterMs = clock.monotonicMs();
  });
  return drained;
}

it('waits until everything is taken over', async () => {
  const drained = drain();
  await clock.advance(10_000);
  expect(drained.afterMs).toBe(-1);
  held = 0;
  await clock.advance(1_000);
  expect(drained.afterMs).toBeLessThanOrEqual(10_200);
});

it('waits for the next leader while a coordinator runs', async () => {
  const processes = [{ kind: 'coordinator' }] as unknown as FleetPicture['processes'];
  picture = { ...fleetOf({ id: 'you' }, null), processes };
  const drained = drain();
  await clock.advance(5_000);
  expect(drained.afterMs).toBe(-1);
});

it('goes in the end though nobody took it over', async () => {
  const drained = drain();
  await clock.advance(30_000);
  expect(drained.afterMs).toBe(22_000);
});

it.each([
  ['it is the only worker', fleetOf({ id: 'me' })],
  ['the others are on their way out', fleetOf({ id: 'you', isDraining: true })],
  ['the others are lost', fleetOf({ id: 'you', lease: 'lost' })],
  ['the others are quarantine workers', fleetOf({ id: 'you', isQuarantine: true })],
  ['there is no coordinator', fleetOf({ id: 'you' }, null)],
])('goes at once when %s', async (_why, fleet) => {
  picture = fleet;
  const drained = drain();
  await clock.advance(0);
  expect(drained.afterMs).toBe(0);
});

it('waits for any other worker when it is a quarantine worker itself', async () => {
  isQuarantine = true;
  for (const other of [{ id: 'you' }, { id: 'you', isQuarantine: true }]) {
    picture = fleetOf(other);
    const drained = drain();
    await clock.advance(1_000);
    expect(drained.afterMs).toBe(-1);
  }
});

it('does not wait long for Redis', async () => {
  picture = new Error('Redis is away');
  const drained = drain();
  await clock.advance(1_000);
  expect(drained.afterMs).toBe(-1);
  await clock.advance(5_000);
  expect(drained.afterMs).toBeLessThan(2_500);
});

it('goes at once when it holds nothing', async () => {
  held = 0;
  const drained = drain();
  await clock.advance(0);
  expect(drained.afterMs).toBe(0);
});
