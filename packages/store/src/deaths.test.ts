import { POISON } from '@muster/fleet';
import { VirtualClock } from '@muster/fleet/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDeaths, type Deaths, type NewDeath } from './deaths.ts';
import { openTestStore, type TestStore } from './testing/test-store.ts';

let bench: TestStore;
let clock: VirtualClock;
let deaths: Deaths;
beforeAll(async () => {
  bench = await openTestStore();
});
afterAll(() => bench.close());
beforeEach(async () => {
  clock = new VirtualClock(0, Date.now());
  deaths = createDeaths(bench.sql, clock);
  await bench.sql.query('DELETE FROM deaths');
  await bench.sql.query('DELETE FROM audit');
  await bench.sql.query('UPDATE apps SET poison_since = NULL, poison_reason = NULL, released_at = NULL');
});

const death = (processId: string, key = 'Ev1', isCertain = false, appId = 'A1'): NewDeath => ({
  appId,
  processId,
  key,
  isCertain,
  atMs: clock.wallMs(),
});
const poison = async () => (await bench.store.apps.byId('A1'))?.poison;
const isWantedAsPoison = async () =>
  (await bench.store.apps.wanted()).find(({ appId }) => appId === 'A1')?.isPoison;

it('marks an app at the third death with the same envelope in hand, with a reason and an audit line', async () => {
  expect(await deaths.note([death('w1')])).toEqual([]);
  expect(await deaths.note([death('w2')])).toEqual([]);
  expect(await isWantedAsPoison()).toBe(false);
  await clock.advance(5);
  expect(await deaths.note([death('w3')])).toEqual(['A1']);
  expect(await poison()).toEqual({
    since: new Date(clock.wallMs()),
    reason: '3 processes died within an hour while they handled what it sent; the last one was w3, with Ev1',
  });
  expect(await isWantedAsPoison()).toBe(true);
  expect(await bench.store.audit.list(1)).toMatchObject([
    { actor: 'muster', action: 'app.poison', appId: 'A1' },
  ]);
  expect(await deaths.note([death('w4')])).toEqual([]);
});

it('marks an app at the third error that came out of its envelopes', async () => {
  expect(await deaths.note([death('w1', 'Ev1', true), death('w2', 'Ev2', true)])).toEqual([]);
  expect(await deaths.note([death('w3', 'Ev3', true)])).toEqual(['A1']);
});

it('leaves an app alone whose workers were killed at random, each with other envelopes in hand', async () => {
  for (let kill = 0; kill < 20; kill++)
    expect(
      await deaths.note([death(`w${kill}`, `Ev${2 * kill}`), death(`w${kill}`, `Ev${2 * kill + 1}`)]),
    ).toEqual([]);
  expect(await poison()).toBeNull();
});

it('counts a death once, however often and by however many it is noted', async () => {
  const known = [death('w1'), death('w2')];
  await Promise.all(Array.from({ length: 5 }, () => deaths.note(known)));
  expect(await poison()).toBeNull();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => deaths.note([death('w3')])));
  expect(outcomes.flat()).toEqual(['A1']);
  expect(await bench.store.audit.list(10)).toHaveLength(1);
});

it('forgets a death after an hour', async () => {
  await deaths.note([death('w1'), death('w2')]);
  await clock.advance(POISON.withinMs + 1);
  expect(await deaths.note([death('w3'), death('w4')])).toEqual([]);
  const { rows } = await bench.sql.query('SELECT process_id FROM deaths ORDER BY 1');
  expect(rows.map(({ process_id }) => process_id)).toEqual(['w3', 'w4']);
});

it('drops what belongs to no app', async () => {
  expect(await deaths.note([death('w1', 'Ev1', true, 'ANOBODY')])).toEqual([]);
});

it('counts anew once a person has released the app', async () => {
  const first = [death('w1'), death('w2'), death('w3')];
  await deaths.note(first);
  await clock.advance(1_000);
  expect(await deaths.release('A1', 'operator')).toBe(true);
  expect(await poison()).toBeNull();
  expect(await bench.store.audit.list(1)).toMatchObject([
    { actor: 'operator', action: 'app.released', appId: 'A1' },
  ]);
  expect(await deaths.release('A1', 'operator')).toBe(false);
  expect(await deaths.release('ANOBODY', 'operator')).toBe(false);
  // One more who died before is found late, and two who die now.
  await clock.advance(1_000);
  const now = [death('w5'), death('w6')];
  expect(await deaths.note([{ ...death('w4'), atMs: first[0]?.atMs ?? 0 }, ...now])).toEqual([]);
  expect(await deaths.note([death('w7')])).toEqual(['A1']);
});
