import { testServices } from '@muster/embedded/testing';
import type { Change, HeldSlot } from '@muster/fleet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assign, live, release, worker } from './testing/build.ts';
import { openMemoryStore, openRedisStore, START_US, type StoreUnderTest } from './testing/open-stores.ts';

const implementations: [string, () => Promise<StoreUnderTest>][] = [
  ['on redis', () => openRedisStore(testServices().redisUrl)],
  ['in memory', openMemoryStore],
];

describe.each(implementations)('the lease store %s', (_name, open) => {
  let under: StoreUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(() => under.close());

  const register = (id: string, inventory: HeldSlot[] = [], isDraining = false) =>
    under.store.register({ worker: worker(id), isDraining, inventory, ttlMs: 1_000 });
  const beat = (workerId: string, revision = 0) =>
    under.store.heartbeat({ workerId, ttlMs: 1_000, revision, unackedMs: 0 });
  const lead = async (id = 'c1') => {
    const answer = await under.store.campaign({ id, ttlMs: 2_000 });
    if (answer.kind !== 'leading') throw new Error(`${id} does not lead`);
    return answer.term;
  };
  const apply = async (term: bigint, changes: Change[], reap: string[] = [], leaderId = 'c1') =>
    under.store.apply({ leaderId, term, changes, reap });
  const epochOf = async (slot: string) =>
    (await under.store.observe()).state.assignments.get(slot)?.epoch ?? 0n;

  it('renews a lease that is current and refuses one that has run out', async () => {
    await register('w1');
    under.nowUs += 999_999;
    expect(await beat('w1')).toMatchObject({ kind: 'renewed' });
    under.nowUs += 1_000_000;
    expect(await beat('w1')).toEqual({ kind: 'unknown' });
    expect(await beat('nobody')).toEqual({ kind: 'unknown' });
  });

  it('gives the assignments with a heartbeat only when they changed', async () => {
    const { revision } = await register('w1');
    await apply(await lead(), [assign('A1#0', 'w1')]);
    const first = await beat('w1', revision);
    const epoch = await epochOf('A1#0');
    expect(first).toMatchObject({ kind: 'renewed', assignments: [{ slot: 'A1#0', epoch }] });
    if (first.kind !== 'renewed') throw new Error('not renewed');
    expect(await beat('w1', first.revision)).toEqual({
      kind: 'renewed',
      revision: first.revision,
      assignments: null,
      isDraining: false,
    });
  });

  it('tells a worker with its registration what it shall hold', async () => {
    await register('w1');
    await apply(await lead(), [assign('A1#1', 'w1'), assign('A1#0', 'w1')]);
    const { assignments } = await register('w1');
    expect(assignments.map(({ slot }) => slot)).toEqual(['A1#0', 'A1#1']);
  });

  it('raises the epoch with every assignment, above the clock, the last and the floor', async () => {
    await register('w1');
    await register('w2');
    const term = await lead();
    await apply(term, [assign('A1#0', 'w1')]);
    expect(await epochOf('A1#0')).toBe(BigInt(START_US));
    under.nowUs -= 500;
    await apply(term, [assign('A1#0', 'w2', BigInt(START_US))]);
    expect(await epochOf('A1#0')).toBe(BigInt(START_US) + 1n);
    const floor = BigInt(START_US) + 5_000_000n;
    await apply(term, [assign('A1#1', 'w2', null, floor)]);
    expect(await epochOf('A1#1')).toBe(floor + 1n);
  });

  it('applies a plan once, however often it is sent', async () => {
    await register('w1');
    await register('w2');
    const term = await lead();
    const first = await apply(term, [assign('A1#0', 'w1')]);
    expect(first).toMatchObject({ kind: 'applied', made: [{ slot: 'A1#0', workerId: 'w1' }] });
    expect(await apply(term, [assign('A1#0', 'w2')])).toEqual({ kind: 'applied', made: [], reaped: [] });
    expect((await under.store.observe()).state.assignments.get('A1#0')?.workerId).toBe('w1');
  });

  it('gives nothing to a worker that is lost, draining or unknown', async () => {
    await register('lost');
    under.nowUs += 1_000_000;
    await register('draining');
    await under.store.drain('draining');
    const changes = ['lost', 'draining', 'unknown'].map((id, at) => assign(`A1#${at}`, id));
    expect(await apply(await lead(), changes)).toMatchObject({ kind: 'applied', made: [] });
  });

  it('refuses a stale term and writes nothing under it', async () => {
    await register('w1');
    const old = await lead('c1');
    under.nowUs += 2_000_000;
    const current = await lead('c2');
    expect(current).toBeGreaterThan(old);
    await register('w1');
    expect(await apply(old, [assign('A1#0', 'w1')])).toEqual({ kind: 'stale-term' });
    expect(await apply(current, [assign('A1#0', 'w1')], [], 'c1')).toEqual({ kind: 'stale-term' });
    under.nowUs += 2_000_000;
    expect(await apply(current, [assign('A1#0', 'w1')], [], 'c2')).toEqual({ kind: 'stale-term' });
    expect(await epochOf('A1#0')).toBe(0n);
  });

  it('refuses an old term of the leader itself', async () => {
    await register('w1');
    const old = await lead('c1');
    under.nowUs += 2_000_000;
    const current = await lead('c1');
    await register('w1');
    expect(await apply(old, [assign('A1#0', 'w1')])).toEqual({ kind: 'stale-term' });
    expect(await epochOf('A1#0')).toBe(0n);
    expect(await apply(current, [assign('A1#0', 'w1')])).toMatchObject({ made: [{ slot: 'A1#0' }] });
  });

  it('has one leader at a time, whose term stays while it renews', async () => {
    const term = await lead('c1');
    under.nowUs += 1_500_000;
    expect(await under.store.campaign({ id: 'c2', ttlMs: 2_000 })).toEqual({
      kind: 'following',
      leaderId: 'c1',
      term,
    });
    expect(await lead('c1')).toBe(term);
    await under.store.resign({ id: 'c1', term: term - 1n });
    expect(await under.store.campaign({ id: 'c2', ttlMs: 2_000 })).toMatchObject({ kind: 'following' });
    await under.store.resign({ id: 'c1', term });
    expect(await lead('c2')).toBeGreaterThan(term);
  });

  it('mints a higher term and a higher version after a wipe, and dates the table anew', async () => {
    const term = await lead();
    await register('w1');
    const before = await under.store.observe();
    await under.wipe();
    under.nowUs += 1;
    expect((await under.store.observe()).state).toMatchObject({ tableSinceUs: null, leader: null });
    expect(await lead()).toBeGreaterThan(term);
    await register('w1');
    const after = await under.store.observe();
    expect(after.state.version).toBeGreaterThan(before.state.version);
    expect(after.state.tableSinceUs).toBe(under.nowUs);
  });

  it('knows the successor of a slot and whether it is live under its epoch', async () => {
    await register('w1');
    await register('w2');
    const term = await lead();
    await apply(term, [assign('A1#0', 'w1'), assign('A1#1', 'w1')]);
    const epoch = await epochOf('A1#0');
    const successor = async (slot: string) => (await under.store.successors([slot])).get(slot);
    expect(await successor('A9#0')).toEqual({ kind: 'unknown' });
    expect(await successor('A1#0')).toEqual({ kind: 'assigned', workerId: 'w1', epoch, live: false });
    await under.store.report('w1', [{ slot: 'A1#0', epoch: epoch - 1n, state: 'live', detail: '' }]);
    expect(await successor('A1#0')).toMatchObject({ live: false });
    await under.store.report('w1', [{ slot: 'A1#0', epoch, state: 'live', detail: '' }]);
    expect(await successor('A1#0')).toMatchObject({ live: true });
    // Whoever let its lease run out may be dead, and has nobody who takes it off the list while no leader is there.
    under.nowUs += 60_000_000;
    expect(await successor('A1#0')).toMatchObject({ workerId: 'w1', live: false });
    under.nowUs -= 60_000_000;
    await under.store.report('w1', [{ slot: 'A1#0', epoch, state: 'closed', detail: '' }]);
    expect(await successor('A1#0')).toMatchObject({ live: false });
    await apply(term, [release('A1#0', epoch)]);
    expect(await successor('A1#0')).toEqual({ kind: 'released', epoch: epoch + 1n });
  });

  it('forgets a slot only once it was released', async () => {
    await register('w1');
    const term = await lead();
    await apply(term, [assign('A1#0', 'w1')]);
    const epoch = await epochOf('A1#0');
    await apply(term, [{ kind: 'forget', slot: 'A1#0', expect: epoch }]);
    expect(await epochOf('A1#0')).toBe(epoch);
    await apply(term, [release('A1#0', epoch)]);
    await apply(term, [{ kind: 'forget', slot: 'A1#0', expect: epoch + 1n }]);
    expect(await epochOf('A1#0')).toBe(0n);
  });

  it('takes off the list only workers whose lease has run out', async () => {
    await register('w1', [live('A1#0', 1n)]);
    under.nowUs += 1_000_000;
    await register('w2');
    expect(await apply(await lead(), [], ['w1', 'w2'])).toEqual({
      kind: 'applied',
      made: [],
      reaped: ['w1'],
    });
    expect([...(await under.store.observe()).state.workers.keys()]).toEqual(['w2']);
    expect(await under.store.report('w1', [])).toBe('unknown');
  });

  it('forgets the revision of a worker that is gone, and gives it everything when it is back', async () => {
    await register('w1');
    await register('w2');
    const term = await lead();
    await apply(term, [assign('A1#0', 'w1')]);
    await under.store.deregister('w1');
    await apply(term, [assign('A1#0', 'w2', await epochOf('A1#0'))]);
    const back = await register('w1');
    expect(back).toEqual({ revision: 0, assignments: [] });
    await apply(term, [assign('A1#1', 'w1')]);
    expect(await beat('w1', back.revision)).toMatchObject({ assignments: [{ slot: 'A1#1' }] });
    under.nowUs += 1_000_000;
    await register('w2');
    await apply(term, [], ['w1']);
    const late = await register('w1');
    expect(late).toMatchObject({ revision: 0, assignments: [{ slot: 'A1#1' }] });
  });

  it('keeps what a worker says until it registers again', async () => {
    await register('w1', [live('A1#0', 4n), live('A1#1', 5n)]);
    await under.store.report('w1', [
      { slot: 'A1#1', epoch: 5n, state: 'down', detail: 'refused: try later' },
    ]);
    const { held } = (await under.store.observe()).state.workers.get('w1') ?? {};
    expect(held?.get('A1#0')).toEqual({ epoch: 4n, state: 'live', detail: '' });
    expect(held?.get('A1#1')).toEqual({ epoch: 5n, state: 'down', detail: 'refused: try later' });
    await register('w1', [], true);
    const record = (await under.store.observe()).state.workers.get('w1');
    expect(record).toMatchObject({ isDraining: true, info: worker('w1') });
    expect(record?.held.size).toBe(0);
  });

  it('wakes a worker whose assignments changed, coordinators when something changes or they are nudged, and who is to try again', async () => {
    await register('w1');
    const term = await lead();
    const woken = new Promise<void>((resolve) => under.store.onAssigned('w1', resolve));
    await poll(async () => {
      const epoch = await epochOf('A1#0');
      await apply(term, [assign('A1#0', 'w1', epoch === 0n ? null : epoch)]);
    }, woken);
    const changed = new Promise<void>((resolve) => under.store.onFleetChanged(resolve));
    await poll(async () => void (await register('w2')), changed);
    const asked = new Promise<string>((resolve) => under.store.onRetry(resolve));
    await poll(() => under.store.retry('A1#0'), asked);
    expect(await asked).toBe('A1#0');
    const nudged = new Promise<void>((resolve) => under.store.onNudge(resolve));
    await poll(() => under.store.nudge(), nudged);
  });

  it('pictures workers with their leases and slots with their state', async () => {
    await register('w1');
    const term = await lead();
    await apply(term, [assign('A1#0', 'w1'), assign('A1#1', 'w1')]);
    const epoch = await epochOf('A1#0');
    await under.store.report('w1', [{ slot: 'A1#0', epoch, state: 'live', detail: '' }]);
    const picture = await under.store.fleet();
    expect(picture.leader).toEqual({ id: 'c1', term });
    expect(picture.workers).toMatchObject([
      { id: 'w1', lease: 'current', held: [{ slot: 'A1#0', state: 'live' }] },
    ]);
    expect(picture.slots.map(({ slot, state }) => [slot, state])).toEqual([
      ['A1#0', 'live'],
      ['A1#1', 'waiting'],
    ]);
    under.nowUs += 1_000_000;
    const later = await under.store.fleet();
    expect(later.workers).toMatchObject([{ lease: 'lost' }]);
    expect(later.slots.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });
});

/** Does something again and again until it had its effect: a subscription takes a moment to stand. */
async function poll(act: () => Promise<void>, until: Promise<unknown>): Promise<void> {
  let isDone = false;
  void until.then(() => {
    isDone = true;
  });
  for (let turn = 0; turn < 400 && !isDone; turn++) {
    await act();
    await Promise.race([until, new Promise((resolve) => setTimeout(resolve, 25))]);
  }
  expect(isDone).toBe(true);
}
