import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';
import { nextEpoch } from './epoch.ts';
import { EXPIRY_BRAKE, graceAfterOutage, judgeExpiry, NO_BRAKE } from './expiry-brake.ts';
import { EMPTY_FLEET, type WorkerRecord } from './fleet-state.ts';
import { checkLeaseTiming, createDeadline, LEADER_LEASE, WORKER_LEASE } from './lease-timing.ts';
import { appOfSlot, parseSlotName, slotName } from './slot-name.ts';
import { mayClose, successorOf } from './successor.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

describe('an epoch', () => {
  it('is the time, unless that is not above the last one or the floor', () => {
    expect(nextEpoch(undefined, 1_000)).toBe(1_000n);
    expect(nextEpoch(999n, 1_000)).toBe(1_000n);
    expect(nextEpoch(1_000n, 1_000)).toBe(1_001n);
    expect(nextEpoch(5n, 1_000, 1_000n)).toBe(1_001n);
    expect(nextEpoch(2_000n, 1_000, 1_500n)).toBe(2_001n);
  });
});

describe('lease timing', () => {
  it('refuses leases that could be lost between two renewals, or outlived', () => {
    expect(checkLeaseTiming(WORKER_LEASE)).toBe(WORKER_LEASE);
    expect(checkLeaseTiming(LEADER_LEASE)).toBe(LEADER_LEASE);
    expect(() => checkLeaseTiming({ ttlMs: 1_000, renewEveryMs: 900, marginMs: 100 })).toThrow(RangeError);
    expect(() => checkLeaseTiming({ ttlMs: 1_000, renewEveryMs: 250, marginMs: 0 })).toThrow(RangeError);
    expect(() => checkLeaseTiming({ ttlMs: 1_000, renewEveryMs: 0, marginMs: 100 })).toThrow(RangeError);
    const clock = new VirtualClock();
    expect(() => createDeadline({ ttlMs: 100, renewEveryMs: 250, marginMs: 10 }, clock)).toThrow(RangeError);
  });

  it('counts the deadline from before the request was sent, and never backwards', async () => {
    const clock = new VirtualClock();
    const deadline = createDeadline(WORKER_LEASE, clock);
    expect(deadline.isCurrent()).toBe(false);
    const sentAtMs = clock.monotonicMs();
    await clock.advance(600);
    deadline.extend(sentAtMs);
    await clock.advance(299);
    expect(deadline.isCurrent()).toBe(true);
    await clock.advance(1);
    expect(deadline.isCurrent()).toBe(false);
    deadline.extend(clock.monotonicMs());
    deadline.extend(0);
    expect(deadline.isCurrent()).toBe(true);
    deadline.lapse();
    expect(deadline.isCurrent()).toBe(false);
  });
});

describe('letting go of a connection', () => {
  const mine = { workerId: 'w1', epoch: 5n };
  const assigned = { kind: 'assigned', workerId: 'w2', epoch: 6n, live: true } as const;

  it('is allowed only when the slot was released or lives elsewhere under a higher epoch', () => {
    expect(mayClose({ kind: 'unknown' }, mine)).toBe(false);
    expect(mayClose({ kind: 'released', epoch: 6n }, mine)).toBe(true);
    expect(mayClose({ kind: 'released', epoch: 5n }, mine)).toBe(false);
    expect(mayClose(assigned, mine)).toBe(true);
    expect(mayClose({ ...assigned, live: false }, mine)).toBe(false);
    expect(mayClose({ ...assigned, workerId: 'w1' }, mine)).toBe(false);
    expect(mayClose({ ...assigned, epoch: 5n }, mine)).toBe(false);
  });

  it('is not allowed when nothing is known of the slot', () => {
    expect(successorOf(EMPTY_FLEET, 'A1#0', 0)).toEqual({ kind: 'unknown' });
  });
});

describe('the expiry brake', () => {
  const workers = (expired: number, current: number) => {
    const record = (expiresUs: number): WorkerRecord => ({
      info: { id: '', pid: 1, host: '', since: '', capacity: 1 },
      expiresUs,
      isDraining: false,
      unackedMs: 0,
      held: new Map(),
    });
    const ids = Array.from({ length: expired + current }, (_, at) => `w${at}`);
    return new Map(ids.map((id, at) => [id, record(at < expired ? 50 : 150)]));
  };
  const judge = (brake: typeof NO_BRAKE, expired: number, current: number, nowMs: number) =>
    judgeExpiry(brake, { workers: workers(expired, current), nowUs: 100 }, nowMs, EXPIRY_BRAKE);

  it('believes at once that one worker of many is lost, or the only one of two', () => {
    expect(judge(NO_BRAKE, 3, 7, 0).suspects.size).toBe(0);
    expect(judge(NO_BRAKE, 1, 1, 0).suspects.size).toBe(0);
  });

  it('looks again half a second later when over three in ten seem lost at once', () => {
    const first = judge(NO_BRAKE, 4, 6, 1_000);
    expect(first.suspects.size).toBe(4);
    expect(judge(first.brake, 4, 6, 1_499).suspects.size).toBe(4);
    expect(judge(first.brake, 4, 6, 1_500).suspects.size).toBe(0);
  });

  it('forgets a suspicion when the worker is back', () => {
    const first = judge(NO_BRAKE, 4, 6, 1_000);
    const back = judge(first.brake, 0, 10, 1_200);
    expect(judge(back.brake, 4, 6, 1_600).suspects.size).toBe(4);
  });

  it('gives everybody time to register again after an outage of its own', () => {
    const brake = graceAfterOutage(NO_BRAKE, 1_000, EXPIRY_BRAKE);
    expect(judge(brake, 1, 9, 2_499).suspects.size).toBe(1);
    expect(judge(brake, 1, 9, 2_500).suspects.size).toBe(0);
  });
});

describe('trying again', () => {
  it('waits anything up to a bound that doubles and is capped, on top of what was asked for', () => {
    const policy = { baseMs: 100, capMs: 1_000 };
    const most = { next: () => 1 };
    const bounds = [1, 2, 3, 4, 5, 2_000].map((failures) => backoffMs(failures, policy, most));
    expect(bounds).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(backoffMs(3, policy, { next: () => 0 })).toBe(0);
    expect(backoffMs(1, policy, most, 30_000)).toBe(30_100);
  });
});

describe("a slot's name", () => {
  it('is read back as it was written, and nothing else is read', () => {
    expect(parseSlotName(slotName('A123', 7))).toEqual({ appId: 'A123', index: 7 });
    expect(appOfSlot('A123#7')).toBe('A123');
    for (const bad of ['', 'A123', '#1', 'A123#', 'A123#x', 'A123#1e3'])
      expect(parseSlotName(bad)).toBeNull();
  });
});
