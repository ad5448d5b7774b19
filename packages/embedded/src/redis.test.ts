import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@muster/process';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { startRedis } from './redis.ts';
import { findRedis } from './redis-binary.ts';
import type { EmbeddedServer } from './server.ts';

const cacheDir = path.resolve(import.meta.dirname, '../../../.cache');
let folder: string;
const running: EmbeddedServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-embedded-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { port?: number; password?: string; dir?: string } = {}) {
  const server = await startRedis({
    dir: path.join(folder, 'redis'),
    cacheDir,
    durable: true,
    clock: systemClock,
    ...options,
  });
  running.push(server);
  return server;
}

async function ask<Result>(url: string, use: (client: Redis) => Promise<Result>): Promise<Result> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

describe('embedded Redis', () => {
  it('keeps what it acknowledged when it is killed', async () => {
    const first = await start();
    await ask(first.url, (client) => client.set('word', 'here'));
    first.kill();
    await first.exited;
    const second = await start();
    expect(await ask(second.url, (client) => client.get('word'))).toBe('here');
  });

  it('forgets nothing when memory is short', async () => {
    const server = await start();
    const policy = await ask(server.url, (client) => client.config('GET', 'maxmemory-policy'));
    expect(policy).toContain('noeviction');
  });

  it('lets nobody in without the password', async () => {
    const server = await start({ password: 'sesame' });
    expect(await ask(server.url, (client) => client.ping())).toBe('PONG');
    const withoutPassword = `redis://127.0.0.1:${server.port}`;
    await expect(ask(withoutPassword, (client) => client.ping())).rejects.toThrow(/NOAUTH/);
  });

  it('stops a server that was left behind on the same folder', async () => {
    const left = await start();
    const second = await start();
    await left.exited;
    expect(await ask(second.url, (client) => client.ping())).toBe('PONG');
  });

  it('says that the port is in use', async () => {
    const port = await freePort();
    await start({ port });
    await expect(start({ port, dir: path.join(folder, 'other') })).rejects.toMatchObject({
      code: 'port_in_use',
    });
  });
});

describe('finding a Redis', () => {
  it('says how to get one where none can be had', async () => {
    const nothing = findRedis(folder, { PATH: folder });
    await expect(nothing).rejects.toMatchObject({ code: 'redis_missing' });
    await expect(nothing).rejects.toThrow(/apt install redis-server[\s\S]*REDIS_URL[\s\S]*docker compose/);
  });

  it('refuses a named program that is no Redis', async () => {
    const named = findRedis(folder, { PATH: process.env.PATH, REDIS_SERVER_BIN: '/bin/true' });
    await expect(named).rejects.toThrow(/REDIS_SERVER_BIN names \/bin\/true/);
  });
});
