import { testServices } from '@muster/embedded/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { assign, worker } from './testing/build.ts';
import { openMemoryStore, openRedisStore, type StoreUnderTest } from './testing/open-stores.ts';

const implementations: [string, () => Promise<StoreUnderTest>][] = [
  ['on redis', () => openRedisStore(testServices().redisUrl)],
  ['in memory', openMemoryStore],
];

describe.each(implementations)('workers that leave or vanish, %s', (_name, open) => {
  let under: StoreUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(() => under.close());

  const register = (id: string) =>
    under.store.register({ worker: worker(id), isDraining: false, inventory: [], ttlMs: 1_000 });
  const beat = (workerId: string) =>
    under.store.heartbeat({ workerId, ttlMs: 1_000, revision: 0, unackedMs: 0 });

  it('ends a lease before its time under the current term, unless it was renewed meanwhile', async () => {
    await register('w1');
    await register('w2');
    const led = await under.store.campaign({ id: 'c1', ttlMs: 2_000 });
    const term = led.term;
    const end = async (id: string, expiresUs: number, under_ = term) =>
      under.store.expire({ leaderId: 'c1', term: under_, workers: [{ id, expiresUs }] });
    const expiresUs = under.nowUs + 1_000_000;
    under.nowUs += 400_000;
    await beat('w2');
    expect(await end('w1', expiresUs, term - 1n)).toEqual({ kind: 'stale-term' });
    expect(await end('w2', expiresUs)).toEqual({ kind: 'expired', workers: [] });
    expect(await end('nobody', expiresUs)).toEqual({ kind: 'expired', workers: [] });
    expect(await end('w1', expiresUs)).toEqual({ kind: 'expired', workers: ['w1'] });
    expect(await beat('w1')).toEqual({ kind: 'unknown' });
    expect(await beat('w2')).toMatchObject({ kind: 'renewed' });
    const changes = { leaderId: 'c1', term, changes: [assign('A1#0', 'w1')], reap: ['w1'] };
    expect(await under.store.apply(changes)).toMatchObject({ made: [], reaped: ['w1'] });
  });

  it('counts what was refused because its term was over, until redis is wiped', async () => {
    const { term } = await under.store.campaign({ id: 'c1', ttlMs: 2_000 });
    const refused = { leaderId: 'c1', term: term - 1n };
    await under.store.apply({ ...refused, changes: [], reap: [] });
    await under.store.expire({ ...refused, workers: [] });
    await under.store.apply({ leaderId: 'c1', term, changes: [], reap: [] });
    expect((await under.store.observe()).state.staleTerms).toBe(2);
    expect((await under.store.fleet()).staleTerms).toBe(2);
    await under.wipe();
    expect((await under.store.fleet()).staleTerms).toBe(0);
  });

  it('shows how long a worker has had an envelope in hand, until it registers anew', async () => {
    await register('w1');
    await under.store.heartbeat({ workerId: 'w1', ttlMs: 1_000, revision: 0, unackedMs: 4_200 });
    const shown = async () => (await under.store.fleet()).workers[0]?.unackedMs;
    expect(await shown()).toBe(4_200);
    await register('w1');
    expect(await shown()).toBe(0);
  });

  it('counts who listens for the assignments of a worker', async () => {
    const counts = async () => [...(await under.store.listeners(['w1', 'w2']))];
    expect(await under.store.listeners([])).toEqual(new Map());
    const subscription = under.store.onAssigned('w1', () => undefined);
    await vi.waitUntil(async () => (await counts())[0]?.[1] === 1, { timeout: 20_000 });
    expect(await counts()).toEqual([
      ['w1', 1],
      ['w2', 0],
    ]);
    subscription.cancel();
    await vi.waitUntil(async () => (await counts())[0]?.[1] === 0, { timeout: 20_000 });
  });

  it('keeps a worker on its way out that registers again without knowing it', async () => {
    await register('w1');
    await under.store.drain('w1');
    await register('w1');
    expect((await under.store.observe()).state.workers.get('w1')?.isDraining).toBe(true);
    await under.store.deregister('w1');
    await register('w1');
    expect((await under.store.observe()).state.workers.get('w1')?.isDraining).toBe(false);
  });
});
