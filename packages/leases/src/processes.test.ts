import { testServices } from '@muster/embedded/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore, openRedisStore, type StoreUnderTest } from './testing/open-stores.ts';

const implementations: [string, () => Promise<StoreUnderTest>][] = [
  ['on redis', () => openRedisStore(testServices().redisUrl)],
  ['in memory', openMemoryStore],
];

describe.each(implementations)('the list of processes %s', (_name, open) => {
  let under: StoreUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(() => under.close());

  it('keeps the last snapshot of a process until it is gone, apart from the list', async () => {
    const gateway = { kind: 'gateway', id: 'g1', pid: 1, host: 'here', since: 's' } as const;
    const { store } = under;
    await store.announce(gateway, 5_000, 'first');
    await store.announce({ ...gateway, id: 'g2' }, 5_000, 'other');
    await store.announce({ ...gateway, id: 'g3' }, 5_000);
    expect(await store.snapshots()).toEqual(
      new Map([
        ['g1', 'first'],
        ['g2', 'other'],
      ]),
    );
    under.nowUs += 4_000_000;
    await store.announce(gateway, 5_000);
    await store.withdraw('g2');
    under.nowUs += 4_000_000;
    expect(await store.snapshots()).toEqual(new Map([['g1', 'first']]));
    under.nowUs += 4_000_000;
    await store.announce({ ...gateway, id: 'g3' }, 5_000);
    expect(await store.snapshots()).toEqual(new Map());
    await store.announce(gateway, 5_000);
    expect(await store.snapshots()).toEqual(new Map());
    expect(await store.processes()).toEqual([gateway, { ...gateway, id: 'g3' }]);
  });

  it('shows processes until their time is over or they withdraw', async () => {
    const gateway = {
      kind: 'gateway',
      id: 'g1',
      pid: 1,
      host: 'here',
      since: '2026-01-01T00:00:00Z',
    } as const;
    await under.store.announce({ ...gateway, id: 'g2' }, 5_000);
    await under.store.announce(gateway, 5_000);
    await under.store.announce(
      { ...gateway, id: 'g3', kind: 'coordinator', details: { leads: true } },
      1_000,
    );
    expect((await under.store.processes()).map(({ id }) => id)).toEqual(['g3', 'g1', 'g2']);
    under.nowUs += 1_000_000;
    await under.store.withdraw('g2');
    expect(await under.store.processes()).toEqual([gateway]);
  });
});
