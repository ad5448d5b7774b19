import { connectPolicy } from '@muster/fleet';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { createMemoryFleet } from '@muster/leases/testing';
import { beforeEach, expect, it } from 'vitest';
import { type ConnectPermits, createConnectPermits } from './connect-permits.ts';

const POLICY = connectPolicy(1);
let isCurrent: boolean;
let isReachable: boolean;
let permits: ConnectPermits;

beforeEach(() => {
  isCurrent = true;
  isReachable = true;
  const fleet = createMemoryFleet({ clock: new VirtualClock() });
  permits = createConnectPermits({
    leases: fleet.connect(() => isReachable),
    isCurrent: () => isCurrent,
    policy: POLICY,
    random: { next: () => 0.5 },
    log: recordingLog(),
  });
});

it('opens nothing without a lease, but replaces what is held', async () => {
  isCurrent = false;
  expect(await permits.ask('A1', 'open')).toEqual({ kind: 'wait', forMs: 250, reason: 'no-lease' });
  expect(await permits.ask('A1', 'renew')).toEqual({ kind: 'granted' });
});

it('does not open when its lease ran out while it asked', async () => {
  const asked = permits.ask('A1', 'open');
  isCurrent = false;
  expect(await asked).toMatchObject({ kind: 'wait', reason: 'no-lease' });
});

it('replaces what is held while redis is away, and opens nothing', async () => {
  isReachable = false;
  expect(await permits.ask('A1', 'renew')).toEqual({ kind: 'granted' });
  expect(await permits.ask('A1', 'open')).toMatchObject({ kind: 'wait' });
});

it('asks again after a random part of the wait, soon enough to notice that it has become urgent', async () => {
  for (let n = 0; n < POLICY.appBurst; n++)
    expect(await permits.ask('A1', 'renew')).toEqual({ kind: 'granted' });
  expect(await permits.ask('A1', 'renew')).toEqual({ kind: 'wait', forMs: 1_000, reason: 'app-budget' });
});

it('has all workers wait when Slack asks one to', async () => {
  permits.note('A1', { kind: 'limited', forMs: 800 });
  expect(await permits.ask('A1', 'open')).toEqual({ kind: 'wait', forMs: 400, reason: 'rate-limited' });
  expect(await permits.ask('A2', 'open')).toEqual({ kind: 'granted' });
});
