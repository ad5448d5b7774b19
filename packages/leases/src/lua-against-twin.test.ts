import { testServices } from '@muster/embedded/testing';
import { type Change, connectPolicy, type HeldSlot, type SlotReport } from '@muster/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openMemoryStore, openRedisStore, START_US, type StoreUnderTest } from './testing/open-stores.ts';

type Command = (under: StoreUnderTest) => Promise<unknown>;

const workerId = fc.constantFrom('w1', 'w2', 'w3');
const slot = fc.constantFrom('A1#0', 'A1#1', 'A2#0', 'B:odd name#0');
const smallEpoch = fc.bigInt(1n, 5n);
const farEpoch = fc.bigInt(BigInt(START_US) - 5n, BigInt(START_US) + 10_000_000n);
const state = fc.constantFrom('connecting' as const, 'live' as const, 'down' as const);
const detail = fc.constantFrom('', 'refused', 'two words – and ünïcode\nlines');
const ttlMs = fc.integer({ min: 1, max: 3_000 });
/** Which of the terms seen so far a change claims to be made under; mostly the newest. */
const termBack = fc.nat({ max: 2 });

const held: fc.Arbitrary<HeldSlot> = fc.record({ slot, epoch: smallEpoch, state, detail });
const reported: fc.Arbitrary<SlotReport> = fc.record({
  slot,
  epoch: smallEpoch,
  state: fc.oneof(state, fc.constant('closed' as const)),
  detail,
});

/** A change whose `expect` is taken from the table at the time, so that many of them fit. */
const change = fc.record({
  kind: fc.constantFrom('assign' as const, 'assign' as const, 'release' as const, 'forget' as const),
  slot,
  workerId,
  fits: fc.boolean(),
  floor: fc.option(farEpoch, { nil: null }),
});

const commands: fc.Arbitrary<Command>[] = [
  fc
    .record({
      workerId,
      inventory: fc.uniqueArray(held, { selector: (h) => h.slot, maxLength: 3 }),
      ttlMs,
      isDraining: fc.boolean(),
      isQuarantine: fc.constantFrom({}, { isQuarantine: true }, { isQuarantine: false }),
    })
    .map(
      ({ workerId: id, isQuarantine, ...rest }) =>
        (under) =>
          under.store.register({
            worker: { id, pid: 1, host: 'h', since: 's', capacity: 5, ...isQuarantine },
            ...rest,
          }),
    ),
  fc
    .record({ workerId, ttlMs, revision: fc.constant(0), unackedMs: fc.nat({ max: 9_000 }) })
    .map((beat) => (under) => under.store.heartbeat(beat)),
  fc.record({ workerId, reports: fc.array(reported, { maxLength: 3 }) }).map(
    ({ workerId: id, reports }) =>
      (under) =>
        under.store.report(id, reports),
  ),
  // What a worker that obeys says: its slot is live under the epoch it was given.
  slot.map((name) => async (under) => {
    const assignment = (await under.store.observe()).state.assignments.get(name);
    if (!assignment?.workerId) return 'nobody';
    const reports = [{ slot: name, epoch: assignment.epoch, state: 'live' as const, detail: '' }];
    return under.store.report(assignment.workerId, reports);
  }),
  workerId.map((id) => (under) => under.store.drain(id)),
  workerId.map((id) => (under) => under.store.deregister(id)),
  fc
    .record({ id: fc.constantFrom('c1', 'c2'), ttlMs })
    .map((asked) => (under) => under.store.campaign(asked)),
  fc.record({ id: fc.constantFrom('c1', 'c2'), termBack }).map(({ id, termBack: back }) => async (under) => {
    const term = (await under.store.observe()).state.leader?.term ?? 0n;
    return under.store.resign({ id, term: term - BigInt(back) });
  }),
  fc
    .record({
      changes: fc.array(change, { maxLength: 4 }),
      reap: fc.array(workerId, { maxLength: 2 }),
      termBack,
      other: fc.boolean(),
    })
    .map(({ changes, reap, termBack: back, other }) => async (under) => {
      const { leader, assignments } = (await under.store.observe()).state;
      const planned = changes.map((asked): Change => {
        const epoch = assignments.get(asked.slot)?.epoch ?? null;
        const expect = asked.fits ? epoch : 3n;
        if (asked.kind === 'forget') return { kind: 'forget', slot: asked.slot, expect: expect ?? 3n };
        return {
          kind: asked.kind,
          slot: asked.slot,
          workerId: asked.workerId,
          expect,
          floor: asked.floor,
        } as Change;
      });
      const leaderId = other ? 'c2' : (leader?.id ?? 'c1');
      return under.store.apply({
        leaderId,
        term: (leader?.term ?? 1n) - BigInt(back),
        changes: planned,
        reap,
      });
    }),
  fc
    .record({ ids: fc.array(workerId, { maxLength: 3 }), termBack, fits: fc.boolean() })
    .map(({ ids, termBack: back, fits }) => async (under) => {
      const { leader, workers } = (await under.store.observe()).state;
      const seen = ids.map((id) => ({ id, expiresUs: fits ? (workers.get(id)?.expiresUs ?? 1) : 1 }));
      return under.store.expire({
        leaderId: leader?.id ?? 'c1',
        term: (leader?.term ?? 1n) - BigInt(back),
        workers: seen,
      });
    }),
  fc.record({ slots: fc.array(slot, { minLength: 1, maxLength: 3 }) }).map(
    ({ slots }) =>
      (under) =>
        under.store.successors(slots),
  ),
  fc
    .record({ id: fc.constantFrom('p1', 'p2'), ttlMs, snapshot: fc.constantFrom(undefined, 'one', 'two') })
    .map(
      ({ id, ttlMs: ttl, snapshot }) =>
        (under) =>
          under.store.announce({ kind: 'gateway', id, pid: 1, host: 'h', since: 's' }, ttl, snapshot),
    ),
  fc.constant((under) => under.store.snapshots()),
  fc
    .record({
      appId: fc.constantFrom('A1', 'A2', 'B:odd name'),
      need: fc.constantFrom('open' as const, 'renew' as const, 'forced' as const),
      perMinute: fc.constantFrom(1, 60),
      fleetBurst: fc.constantFrom(2, 1_000),
    })
    .map(({ perMinute, fleetBurst, ...asked }) => (under) => {
      const policy = { ...connectPolicy(perMinute), fleetBurst };
      return under.store.askToConnect({ ...asked, policy });
    }),
  fc
    .record({
      appId: fc.constantFrom('A1', 'A2'),
      news: fc.oneof(
        fc.record({ kind: fc.constant('counted' as const), count: fc.integer({ min: 1, max: 10 }) }),
        fc.constant({ kind: 'retired' as const }),
        fc.record({ kind: fc.constant('limited' as const), forMs: fc.integer({ min: 0, max: 5_000 }) }),
      ),
    })
    .map(
      ({ appId, news }) =>
        (under) =>
          under.store.noteConnects(appId, news),
    ),
  fc.constantFrom('p1', 'p2').map((id) => (under) => under.store.withdraw(id)),
  fc.constant((under) => under.store.processes()),
  fc.constant((under) => under.store.fleet()),
  fc.integer({ min: 1, max: 4_000_000 }).map((us) => (under) => passTime(under, us)),
  // The clock may also step back: leases last longer then, and epochs must rise all the same.
  fc.integer({ min: 1, max: 2_000_000 }).map((us) => (under) => passTime(under, -us)),
];
/** A wipe takes time: no version comes twice. */
const wipe: Command = async (under) => {
  await under.wipe();
  await passTime(under, 10_000_000);
};
/** It is rare, or nothing would ever grow. */
const script = fc.array(
  fc.oneof({ weight: 40, arbitrary: fc.oneof(...commands) }, { weight: 1, arbitrary: fc.constant(wipe) }),
  { maxLength: 40 },
);

it('does on redis, step by step, what the twin does in memory', async () => {
  const { redisUrl } = testServices();
  const redis = await openRedisStore(redisUrl);
  try {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        await wipe(redis);
        const twin = await openMemoryStore();
        twin.nowUs = redis.nowUs;
        for (const step of steps) {
          expect(await step(redis)).toEqual(await step(twin));
          expect(seen(await redis.store.observe())).toEqual(seen(await twin.store.observe()));
        }
      }),
      { numRuns: 2_000 },
    );
  } finally {
    await redis.close();
  }
}, 180_000);

async function passTime(under: StoreUnderTest, us: number): Promise<void> {
  under.nowUs += us;
}

/** What `observe` promises, without what the twin's state has besides. */
function seen({ nowUs, state }: Awaited<ReturnType<StoreUnderTest['store']['observe']>>) {
  const { version, tableSinceUs, leader, workers, assignments, staleTerms } = state;
  return { nowUs, version, tableSinceUs, leader, workers, assignments, staleTerms };
}
