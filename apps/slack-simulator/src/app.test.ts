import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordingLog } from '@muster/fleet/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulatorApp } from './app.ts';
import { readSimulatorConfig } from './config.ts';

describe('the local Slack as a process', () => {
  let dir: string;
  const running: { stop(): Promise<void> }[] = [];
  const start = async (environment: Record<string, string> = {}) => {
    const config = readSimulatorConfig({ MUSTER_SIMULATOR_PORT: '0', ...environment });
    const app = await startSimulatorApp({ config, pageDir: dir, log: recordingLog() });
    running.push(app);
    return app;
  };

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'simulator-app-'));
    writeFileSync(path.join(dir, 'index.html'), '<!doctype html><title>page</title>');
  });
  afterEach(async () => {
    for (const app of running.splice(0)) await app.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('serves the page and the state of the pretend Slack', async () => {
    const { url } = await start();
    expect(await (await fetch(url)).text()).toContain('<title>page</title>');
    const state = (await (await fetch(`${url}/_sim/state`)).json()) as { workspaces: unknown[] };
    expect(state.workspaces).toHaveLength(2);
  });

  it('knows the apps of its seed file', async () => {
    const seed = path.join(dir, 'seed.json');
    writeFileSync(seed, JSON.stringify({ apps: [{ id: 'A0SEEDED', name: 'Seeded' }] }));
    const { url } = await start({ MUSTER_SIMULATOR_SEED: seed });
    const state = (await (await fetch(`${url}/_sim/state`)).json()) as { apps: { id: string }[] };
    expect(state.apps.map((app) => app.id)).toContain('A0SEEDED');
  });

  it('keeps what was said over a restart when it has a folder', async () => {
    const environment = { MUSTER_SIMULATOR_STATE: path.join(dir, 'state') };
    const before = await start(environment);
    await fetch(`${before.url}/_sim/workspaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Initech' }),
    });
    await running.pop()?.stop();
    const { url } = await start(environment);
    const state = (await (await fetch(`${url}/_sim/state`)).json()) as { workspaces: { name: string }[] };
    expect(state.workspaces.map((one) => one.name)).toContain('Initech');
  });

  it('says which setting to change when its port is taken', async () => {
    const port = new URL((await start()).url).port;
    await expect(start({ MUSTER_SIMULATOR_PORT: port })).rejects.toMatchObject({
      code: 'bad_configuration',
      problems: [expect.stringContaining(`port ${port} is in use`)],
    });
  });

  it.each([
    ['is absent', null, 'cannot be read'],
    ['is not JSON', '{', 'is not JSON'],
    ['holds no apps', '{"apps":5}', 'is no seed'],
  ])('says what is wrong when its seed file %s', async (_case, content, reason) => {
    const seed = path.join(dir, 'seed.json');
    if (content !== null) writeFileSync(seed, content);
    await expect(start({ MUSTER_SIMULATOR_SEED: seed })).rejects.toMatchObject({
      code: 'bad_configuration',
      problems: [expect.stringContaining(reason)],
    });
  });
});
