import type { SimConnectionLife, SimDelivery } from '@muster/slack-simulator/control';
import { expect, it } from 'vitest';
import { checkPhase } from './check-phase.ts';

const delivery = (n: number, changes: Partial<SimDelivery> = {}): SimDelivery => ({
  n,
  at: n,
  envelopeId: `e${n}`,
  eventId: `Ev${n}`,
  appId: 'A1',
  team: 'T1',
  connectionId: 'conn-1',
  attempt: 0,
  type: 'events_api',
  ackedAt: n + 5,
  ackedN: n + 1,
  ...changes,
});
const life = (n: number, changes: Partial<SimConnectionLife> = {}): SimConnectionLife => ({
  n,
  at: n,
  connectionId: `conn-${n}`,
  appId: 'A1',
  openedN: n + 1,
  openedAt: n,
  leftN: null,
  leftAt: null,
  endedN: null,
  endedAt: null,
  ...changes,
});
const phase = { fromN: 10, untilN: 20 };
const apps = new Set(['A1']);

it('takes what lies in the phase, of these apps alone', () => {
  const deliveries = [delivery(10), delivery(11), delivery(20), delivery(21), delivery(15, { appId: 'A2' })];
  const connections = [life(1), life(12, { appId: 'A2' })];
  expect(checkPhase({ deliveries, connections }, phase, apps)).toEqual({
    ackMs: [5, 5],
    missed: 0,
    repeated: 0,
    reconnects: 0,
  });
});

it('counts what was not acked, what was repeated, and connections that came or left', () => {
  const deliveries = [delivery(11, { ackedAt: null, ackedN: null }), delivery(12, { attempt: 1 })];
  const connections = [life(1, { leftN: 15 }), life(16), life(2, { leftN: 25 })];
  expect(checkPhase({ deliveries, connections }, phase, apps)).toEqual({
    ackMs: [],
    missed: 1,
    repeated: 1,
    reconnects: 2,
  });
});
