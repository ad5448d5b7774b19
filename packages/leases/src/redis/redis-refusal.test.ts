import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedServer, startRedis } from '@muster/embedded';
import { systemClock } from '@muster/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisRefusal } from './redis-refusal.ts';

let folder: string;
let server: EmbeddedServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-redis-'));
  const cacheDir = path.resolve(import.meta.dirname, '../../../../.cache');
  const password = 'open sesame/ü';
  server = await startRedis({
    dir: folder,
    cacheDir,
    durable: false,
    password: `"${password}"`,
    clock: systemClock,
  });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function urlWith(password: string): string {
  return `redis://${password ? `:${encodeURIComponent(password)}@` : ''}127.0.0.1:${server.port}`;
}

describe('the Redis of REDIS_URL', () => {
  it('refuses nothing to the right password', async () => {
    expect(await redisRefusal(urlWith('open sesame/ü'))).toBeNull();
  });

  it('says why it lets somebody not in', async () => {
    expect(await redisRefusal(urlWith('wrong'))).toMatch(/^WRONGPASS/);
    expect(await redisRefusal(urlWith(''))).toMatch(/^NOAUTH/);
  });

  it('is not there at all where nobody listens', async () => {
    expect(await redisRefusal('redis://127.0.0.1:1')).toContain('ECONNREFUSED');
  });
});
