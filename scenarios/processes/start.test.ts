import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discardDataDir, newDataDir } from '../support/data-dir.ts';
import { type NpmStart, npmStart, processesOf, untilReady } from '../support/npm-start.ts';
import { until } from '../support/until.ts';

let dataDir: string;
const started: NpmStart[] = [];

beforeEach(() => {
  dataDir = newDataDir('start');
});

afterEach(async () => {
  for (const { npm } of started.splice(0)) npm.kill('SIGKILL');
  await discardDataDir(dataDir);
});

function start(environment: Record<string, string> = {}): NpmStart {
  const run = npmStart(dataDir, environment);
  started.push(run);
  return run;
}

function operatorToken(): string {
  return JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')).operatorToken;
}

/** What the gateway answers its operator. */
async function ask(gateway: string, address: string): Promise<string> {
  const headers = { authorization: `Bearer ${operatorToken()}` };
  const response = await fetch(new URL(address, gateway), { headers });
  expect(response.status).toBe(200);
  return response.text();
}

async function nothingIsLeft(): Promise<void> {
  await until('nothing runs', () => processesOf(dataDir).length === 0);
}

function pidOf(part: string): number {
  return processesOf(dataDir).find(({ command }) => command.includes(part))?.pid ?? 0;
}

async function comesBack(part: string): Promise<void> {
  const before = pidOf(part);
  expect(before, `${part} runs`).toBeGreaterThan(0);
  process.kill(before, 'SIGKILL');
  await until(`${part} is back`, () => {
    const now = pidOf(part);
    return now > 0 && now !== before;
  });
}

describe('npm start', () => {
  it('starts everything, shows where it is, and leaves nothing behind on Ctrl-C', async () => {
    const run = start();
    const { console, slack, api } = await untilReady(run);
    expect(console).toMatch(/#sign-in=.+/);
    expect((await fetch(console)).status).toBe(200);
    expect((await fetch(slack)).status).toBe(200);
    expect(await ask(api, '/api/docs')).toContain('<html');
    expect(run.output()).not.toContain(operatorToken());
    run.interrupt();
    await run.ended;
    expect(processesOf(dataDir)).toEqual([]);
  });

  it('keeps its keys and its data for the next start', async () => {
    const first = start();
    const before = await untilReady(first);
    const secrets = readFileSync(path.join(dataDir, 'secrets.json'), 'utf8');
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    const apps = await ask(before.api, '/api/v1/apps');
    expect(apps).toContain('createdAt');
    first.interrupt();
    await first.ended;
    const second = start();
    const after = await untilReady(second);
    expect(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets);
    expect(await ask(after.api, '/api/v1/apps')).toContain(/"createdAt":"[^"]+"/.exec(apps)?.[0]);
  });

  it('leaves nothing behind when the launcher is killed', async () => {
    const run = start();
    await untilReady(run);
    process.kill(run.launcherPid(), 'SIGKILL');
    await nothingIsLeft();
  });

  it('leaves nothing behind when npm is killed', async () => {
    const run = start();
    await untilReady(run);
    run.npm.kill('SIGKILL');
    await nothingIsLeft();
  });

  it('brings back whatever dies: workers, servers, the supervisor', async () => {
    const run = start();
    const { api } = await untilReady(run);
    for (const part of ['dist/socket-worker', 'dist/task-worker', 'dist/gateway', 'dist/slack-simulator'])
      await comesBack(part);
    for (const part of ['bin/postgres', 'redis-server', 'pm2-runtime']) await comesBack(part);
    await until('the gateway serves again', async () => {
      const response = await fetch(new URL('/readyz', api)).catch(() => null);
      return response?.status === 200;
    });
    run.interrupt();
    await run.ended;
    expect(processesOf(dataDir)).toEqual([]);
  });

  it('ends everything at once on a second Ctrl-C', async () => {
    const run = start();
    await untilReady(run);
    // A process that does not react holds the orderly stop up.
    process.kill(pidOf('dist/task-worker'), 'SIGSTOP');
    run.interrupt();
    await until('it is stopping', () => run.output().includes('Stopping'));
    await until('the second one counts', () => {
      run.interrupt();
      return run.npm.exitCode !== null || run.npm.signalCode !== null;
    });
    await nothingIsLeft();
  });

  it('refuses to run twice on one data folder', async () => {
    await untilReady(start());
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Muster is already running on ${dataDir}`);
  });
});

describe('npm start says what to do when', () => {
  it('a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await until('the port is taken', () => server.listening);
    const { port } = server.address() as { port: number };
    const run = start({ PORT: String(port) });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain(`Port ${port} of 127.0.0.1 is in use`);
    server.close();
  });

  it('variables are bad', async () => {
    const run = start({ PORT: 'http', MUSTER_WORKERS: '3', MUSTER_SOCKET_WORKERS: '0' });
    expect(await run.ended).toBe(2);
    for (const name of ['PORT', 'MUSTER_WORKERS', 'MUSTER_SOCKET_WORKERS'])
      expect(run.output()).toContain(name);
  });

  it('a process refuses its settings', async () => {
    const run = start({ MUSTER_OPERATOR_TOKEN: 'short' });
    expect(await run.ended).toBe(2);
    expect(run.output()).toMatch(/gateway refuses its settings[\s\S]*MUSTER_OPERATOR_TOKEN/);
    await nothingIsLeft();
  });

  it('the data folder cannot be made', async () => {
    writeFileSync(dataDir, 'a file in its place');
    const run = start();
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('MUSTER_DATA_DIR');
  });

  it('nobody answers at the address of the database', async () => {
    const run = start({ DATABASE_URL: 'postgresql://user:hidden@127.0.0.1:1/muster' });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/Nobody answers at 127\.0\.0\.1:1, which DATABASE_URL names/);
    expect(run.output()).not.toContain('hidden');
  });
});
