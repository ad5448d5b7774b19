import { testServices } from '@muster/embedded/testing';
import { recordingLog } from '@muster/fleet/testing';
import { systemClock } from '@muster/process';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bell, createBell } from './bell.ts';
import { type LaneRunner, runLanes } from './lanes.ts';

const command = { key: 'Ev1', name: 'list', args: {} };
let runs = 0;

describe('the commands queue', () => {
  const log = recordingLog();
  let prefix: string;
  let redisUrl: string;
  let bell: Bell;
  const opened: { close(): Promise<void> }[] = [];

  beforeEach(() => {
    redisUrl = testServices().redisUrl;
    prefix = `test-queue-${process.pid}-${++runs}`;
    bell = createBell({ redisUrl, prefix, clock: systemClock, log });
    opened.push(bell);
  });
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  const start = (run: (lane: string) => Promise<void>, concurrency = 4): LaneRunner => {
    const runner = runLanes({ redisUrl, prefix, concurrency, run, clock: systemClock, log });
    opened.push(runner);
    return runner;
  };
  /** A bell's connection opens in the background; until then a ring fails, as it does while Redis is away. */
  const ring = (lane: string) => vi.waitFor(() => bell.ring(lane, command), { timeout: 10_000 });

  it('runs a lane that was rung, once for all rings that came before', async () => {
    await ring('a');
    await ring('a');
    await ring('b');
    const ran: string[] = [];
    start(async (lane) => void ran.push(lane));
    await vi.waitFor(() => expect(ran).toContain('b'), { timeout: 10_000 });
    await ring('c');
    await vi.waitFor(() => expect(ran).toContain('c'), { timeout: 10_000 });
    expect(ran.sort()).toEqual(['a', 'b', 'c']);
  });

  it('tells how many lanes wait and run, each once', async () => {
    await ring('a');
    await ring('a');
    await ring('b');
    expect(await bell.depth()).toEqual({ waiting: 2, running: 0 });
    const gate = { open: () => {} };
    const opens = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const runner = start(() => opens, 1);
    await vi.waitFor(async () => expect(await bell.depth()).toEqual({ waiting: 1, running: 1 }), {
      timeout: 10_000,
    });
    expect(runner.isRunning()).toBe(true);
    gate.open();
    await vi.waitFor(async () => expect(await bell.depth()).toEqual({ waiting: 0, running: 0 }), {
      timeout: 10_000,
    });
  });

  it('runs a lane once more for rings that come while it runs, and never twice at a time', async () => {
    let running = 0;
    let most = 0;
    let finished = 0;
    const gate = { open: () => {} };
    const opens = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    start(async () => {
      most = Math.max(most, ++running);
      await opens;
      running--;
      finished++;
    });
    await ring('a');
    await vi.waitFor(() => expect(running).toBe(1), { timeout: 10_000 });
    for (let i = 0; i < 5; i++) await ring('a');
    gate.open();
    await vi.waitFor(() => expect(finished).toBe(2), { timeout: 10_000 });
    expect(most).toBe(1);
  });

  it('runs a lane again whose process died, however often, and once more for a ring that came meanwhile', async () => {
    await ring('a');
    const dying = new Worker('commands', null, {
      connection: { url: redisUrl },
      prefix: `${prefix}:queue`,
      lockDuration: 100,
    });
    const job = await dying.getNextJob('token');
    await ring('a');
    await dying.close(true);
    const redis = new Redis(redisUrl);
    // What the queue counts of earlier deaths.
    await redis.hset(`${prefix}:queue:commands:${job?.id}`, 'stc', 5);
    await redis.quit();
    const ran: string[] = [];
    start(async (lane) => void ran.push(lane));
    await vi.waitFor(() => expect(ran).toEqual(['a', 'a']), { timeout: 10_000 });
  });

  it('goes on with new rings after Redis was wiped under a running lane', async () => {
    let started = 0;
    const gate = { open: () => {} };
    const opens = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    start(async () => {
      started++;
      await opens;
    });
    await ring('a');
    await vi.waitFor(() => expect(started).toBe(1), { timeout: 10_000 });
    const redis = new Redis(redisUrl);
    const keys = await redis.keys(`${prefix}:*`);
    await redis.del(...keys);
    await redis.quit();
    gate.open();
    await ring('a');
    await vi.waitFor(() => expect(started).toBe(2), { timeout: 10_000 });
  });

  it('keeps nothing of a finished run', async () => {
    let ran = 0;
    start(async () => void ran++);
    await ring('a');
    await vi.waitFor(() => expect(ran).toBe(1), { timeout: 10_000 });
    const redis = new Redis(redisUrl);
    await vi.waitFor(
      async () => {
        const jobs = (await redis.keys(`${prefix}:queue:commands:*`)).filter((key) => /:\d+$/.test(key));
        expect(jobs).toEqual([]);
      },
      { timeout: 10_000 },
    );
    await redis.quit();
  });

  it('says at once that it cannot ring while Redis is away', async () => {
    const away = createBell({ redisUrl: 'redis://127.0.0.1:1', prefix, clock: systemClock, log });
    opened.push(away);
    await expect(away.ring('a', command)).rejects.toMatchObject({
      code: 'queue_unavailable',
      retryable: true,
    });
  });
});
