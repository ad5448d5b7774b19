import { describe, expect, it } from 'vitest';
import type { WorkerRecord } from './fleet-state.ts';
import { countDeafLooks, type DeafLooks, findVanished, VANISHING } from './vanished.ts';

const NOW_US = 10_000_000;
const LEASE_MS = 1_000;

/** Workers whose last heartbeat was so long ago. */
function workers(...silentMs: number[]): Map<string, WorkerRecord> {
  return new Map(
    silentMs.map((ms, at) => [
      `w${at}`,
      {
        info: { id: `w${at}`, pid: 1, host: '', since: '', capacity: 1 },
        expiresUs: NOW_US + (LEASE_MS - ms) * 1_000,
        isDraining: false,
        unackedMs: 0,
        held: new Map(),
      },
    ]),
  );
}

const deaf = (...ids: string[]): DeafLooks => new Map(ids.map((id) => [id, 2]));
const vanished = (looks: DeafLooks, of: Map<string, WorkerRecord>) =>
  findVanished(looks, { workers: of, nowUs: NOW_US }, LEASE_MS, VANISHING).map(({ id }) => id);

describe('a worker has vanished', () => {
  it('when nobody listened twice in a row and its heartbeat is late', () => {
    expect(vanished(deaf('w0'), workers(300, 0, 0, 0))).toEqual(['w0']);
    expect(vanished(deaf('w0'), workers(299, 0, 0, 0))).toEqual([]);
    expect(vanished(new Map([['w0', 1]]), workers(600, 0, 0, 0))).toEqual([]);
    expect(vanished(deaf(), workers(600, 0, 0, 0))).toEqual([]);
  });

  it('says until when its lease lasted, so that a heartbeat meanwhile saves it', () => {
    const [one] = findVanished(deaf('w0'), { workers: workers(400, 0), nowUs: NOW_US }, LEASE_MS, VANISHING);
    expect(one).toEqual({ id: 'w0', expiresUs: NOW_US + 600_000 });
  });

  it('not when its lease has run out already: it is lost then', () => {
    expect(vanished(deaf('w0'), workers(1_000, 0))).toEqual([]);
  });

  it('not when many do at once: Redis was away', () => {
    expect(vanished(deaf('w0', 'w1'), workers(400, 400, 0, 0, 0, 0))).toEqual([]);
    expect(vanished(deaf('w0', 'w1'), workers(400, 400, 0, 0, 0, 0, 0))).toEqual(['w0', 'w1']);
    expect(vanished(deaf('w0'), workers(400, 0))).toEqual(['w0']);
  });
});

it('counts looks in a row: one listener in between begins anew, and who is gone is forgotten', () => {
  const heard = (...counts: number[]) => new Map(counts.map((count, at) => [`w${at}`, count]));
  const first = countDeafLooks(new Map(), heard(0, 0, 1));
  expect([...first]).toEqual([
    ['w0', 1],
    ['w1', 1],
  ]);
  const second = countDeafLooks(first, heard(0, 1));
  expect([...second]).toEqual([['w0', 2]]);
  expect(countDeafLooks(second, new Map()).size).toBe(0);
});
