import { describe, expect, it } from 'vitest';
import { countDeaths, type Death, POISON } from './poison.ts';
import { seededRandom } from './testing/seeded-random.ts';

const NOW_MS = 1_790_000_000_000;
const death = (processId: string, key: string, isCertain = false, agoMs = 1_000): Death => ({
  processId,
  key,
  isCertain,
  atMs: NOW_MS - agoMs,
});
const count = (...deaths: Death[]) => countDeaths(deaths, NOW_MS, POISON);

describe('deaths that count against an app', () => {
  it('are those after an error that came out of its envelope, at once', () => {
    expect(count(death('w1', 'Ev1', true), death('w2', 'Ev2', true))).toBe(2);
  });

  it('are sudden ones only when the same envelope was in hand at another', () => {
    expect(count(death('w1', 'Ev1'), death('w2', 'Ev2'), death('w3', 'Ev3'))).toBe(0);
    expect(count(death('w1', 'Ev1'), death('w2', 'Ev2'), death('w3', 'Ev1'))).toBe(2);
    expect(count(death('w1', 'Ev1', true), death('w2', 'Ev2', true), death('w3', 'Ev3'))).toBe(2);
    expect(count(death('w1', 'Ev1', true), death('w2', 'Ev1'))).toBe(2);
  });

  it('of different envelopes do not add up, for two may be chance', () => {
    const pairs = ['Ev1', 'Ev2', 'Ev3'].flatMap((key) => [death(`${key}-a`, key), death(`${key}-b`, key)]);
    expect(count(...pairs)).toBe(2);
    expect(count(...pairs, death('w1', 'Ev9', true))).toBe(3);
  });

  it('are processes, however many envelopes each had in hand', () => {
    expect(count(death('w1', 'Ev1'), death('w1', 'Ev1'), death('w1', 'Ev2'))).toBe(0);
    expect(count(death('w1', 'Ev1'), death('w1', 'Ev2'), death('w2', 'Ev1'), death('w2', 'Ev2'))).toBe(2);
  });

  it('are those of the last hour', () => {
    const old = POISON.withinMs;
    expect(count(death('w1', 'Ev1', true, old), death('w2', 'Ev2', true, old - 1))).toBe(1);
    expect(count(death('w1', 'Ev1', false, old), death('w2', 'Ev1'))).toBe(0);
  });
});

describe('kills of busy workers at random', () => {
  const KILLS = 150;
  const KILL_EVERY_MS = 4_000;
  const HANDLED_WITHIN_MS = 5;
  /** Slack gives the event to either. */
  const WORKERS = 2;
  /** When Slack delivers what was not acked again, counted from the delivery before. */
  const REDELIVERED_AFTER_MS = [3_000, 63_000, 303_000];

  /** Ten minutes of kills. What was in hand comes again, and is in hand again if the next kill comes just then. */
  const killAtRandom = (seed: number): { deaths: Death[]; nowMs: number } => {
    const random = seededRandom(seed);
    const deaths: Death[] = [];
    let nowMs = NOW_MS;
    let unacked: { key: string; tries: number; atMs: number }[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      nowMs += 2 * random.next() * KILL_EVERY_MS;
      const isHere = () => random.next() < 1 / WORKERS;
      const again = unacked.filter(
        ({ atMs }) => nowMs - atMs >= 0 && nowMs - atMs < HANDLED_WITHIN_MS && isHere(),
      );
      const fresh = Array.from({ length: Math.floor(random.next() * 3) }, (_, n) => ({
        key: `Ev${kill}-${n}`,
        tries: 0,
      }));
      const inHand = [...again, ...fresh];
      for (const { key } of inHand)
        deaths.push({ processId: `w${kill}`, key, isCertain: false, atMs: nowMs });
      unacked = [
        ...unacked.filter(({ atMs }) => atMs > nowMs),
        ...inHand.flatMap(({ key, tries }) => {
          const afterMs = REDELIVERED_AFTER_MS[tries];
          return afterMs === undefined ? [] : [{ key, tries: tries + 1, atMs: nowMs + afterMs }];
        }),
      ];
    }
    return { deaths, nowMs };
  };

  it('make no app poison', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { deaths, nowMs } = killAtRandom(seed);
      expect(deaths.length).toBeGreaterThan(KILLS / 2);
      expect(countDeaths(deaths, nowMs, POISON), `seed ${seed}`).toBeLessThan(POISON.deaths);
    }
  });

  it('do not hide an app that is', () => {
    const { deaths, nowMs } = killAtRandom(1);
    const own = ['w-a', 'w-b', 'w-c'].map((processId) => ({
      processId,
      key: 'EvPoison',
      isCertain: false,
      atMs: nowMs,
    }));
    expect(countDeaths([...deaths, ...own], nowMs, POISON)).toBeGreaterThanOrEqual(POISON.deaths);
  });
});
