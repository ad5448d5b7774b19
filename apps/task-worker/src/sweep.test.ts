import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { startSweeper } from './sweep.ts';

function setUp(told: { lanes?: string[]; leaves?: boolean[]; fails?: number }) {
  const events: string[] = [];
  let failures = told.fails ?? 0;
  const clock = new VirtualClock();
  const log = recordingLog();
  const sweeper = startSweeper({
    store: {
      sweeps: {
        quietLanes: async () => {
          if (failures-- > 0) throw new Error('away');
          return (told.lanes ?? []).map((lane) => ({ lane }));
        },
        deleteOld: async () => {
          events.push('deleted');
          return told.leaves?.shift() ?? false;
        },
      },
    },
    bell: { ring: async (lane) => void events.push(`rang ${lane}`) },
    clock,
    log,
  });
  return { events, clock, log, sweeper };
}

it('rings forgotten lanes every two seconds, until it is stopped', async () => {
  const { events, clock, sweeper } = setUp({ lanes: ['a', 'b'] });
  await clock.advance(2_000);
  expect(events).toEqual(['rang a', 'rang b']);
  await clock.advance(2_000);
  expect(events).toHaveLength(4);
  await sweeper.stop();
  await clock.advance(10_000);
  expect(events).toHaveLength(4);
});

it('goes on after a sweep that broke off', async () => {
  const { events, clock, log } = setUp({ lanes: ['a'], fails: 1 });
  await clock.advance(4_000);
  expect(events).toEqual(['rang a']);
  expect(log.lines.map(({ message }) => message)).toEqual(['a sweep broke off', 'rang forgotten lanes']);
});

it('deletes old entries once a minute, and at every sweep while more are left', async () => {
  const { events, clock } = setUp({ leaves: [true, true, false] });
  await clock.advance(58_000);
  expect(events).toEqual([]);
  await clock.advance(2_000);
  await clock.advance(2_000);
  await clock.advance(2_000);
  expect(events).toEqual(['deleted', 'deleted', 'deleted']);
  await clock.advance(58_000);
  expect(events).toHaveLength(3);
  await clock.advance(2_000);
  expect(events).toHaveLength(4);
});
