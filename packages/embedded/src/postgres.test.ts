import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@muster/process';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { startPostgres } from './postgres.ts';
import type { EmbeddedServer } from './server.ts';

let folder: string;
const running: EmbeddedServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-embedded-'));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { port?: number; password?: string; durable?: boolean } = {}) {
  const dir = path.join(folder, 'postgres');
  const server = await startPostgres({ dir, durable: false, clock: systemClock, ...options });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('embedded Postgres', () => {
  it('keeps its data over a restart', async () => {
    const first = await start({ durable: true });
    await ask(first.url, 'CREATE TABLE kept (word text)');
    await ask(first.url, "INSERT INTO kept VALUES ('here')");
    await first.stop();
    const second = await start({ durable: true });
    expect(await ask(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'here' }]);
  });

  it('keeps what it acknowledged when it is killed', async () => {
    const first = await start({ durable: true });
    await ask(first.url, 'CREATE TABLE kept (word text)');
    await ask(first.url, "INSERT INTO kept VALUES ('here')");
    first.kill();
    await first.exited;
    const second = await start({ durable: true });
    expect(await ask(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'here' }]);
  });

  it('lets nobody in without the password', async () => {
    const server = await start({ password: 'open/sesame' });
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const withoutPassword = server.url.replace(':open%2Fsesame', ':wrong');
    await expect(ask(withoutPassword, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('stops a server that was left behind on the same folder', async () => {
    const left = await start();
    const second = await start();
    await left.exited;
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says that the port is in use', async () => {
    const port = await freePort();
    await start({ port });
    const dir = path.join(folder, 'other');
    await expect(startPostgres({ dir, durable: false, port, clock: systemClock })).rejects.toMatchObject({
      code: 'port_in_use',
    });
  });
});
