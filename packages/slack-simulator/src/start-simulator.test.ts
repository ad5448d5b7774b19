import { expect, test } from 'vitest';
import * as surface from './index.ts';
import { startSimulator } from './start-simulator.ts';

test('the library is a handful of functions', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'ControlError',
    'createControlClient',
    'readManifest',
    'readSeed',
    'startSimulator',
    'waitForMessage',
  ]);
});

test('without options it listens on loopback at a free port, with two workspaces and no app', async () => {
  const both = [await startSimulator(), await startSimulator()];
  for (const { url, apiUrl } of both) {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${apiUrl}api.test`)).json()).toMatchObject({ ok: true });
  }
  expect(new Set(both.map(({ url }) => url)).size).toBe(2);
  for (const { control, stop } of both) {
    const { workspaces, apps } = await control.state();
    expect(workspaces.map(({ name }) => name)).toEqual(['Acme', 'Globex']);
    expect(apps).toEqual([]);
    await stop();
  }
});

test('it ends by its disposal as by being stopped, and both can be repeated', async () => {
  const simulator = await startSimulator();
  expect((await fetch(`${simulator.url}/_sim/state`)).status).toBe(200);
  await simulator[Symbol.asyncDispose]();
  await expect(fetch(simulator.url)).rejects.toThrow();
  await Promise.all([simulator.stop(), simulator.stop(), simulator[Symbol.asyncDispose]()]);
});

test.each([
  [{ timeScale: 0 }, 'timeScale'],
  [{ seed: { apps: [{ id: 'tea' }] } }, 'apps[0].id'],
  [{ seed: { workspaces: [{ name: 'Initech', peopel: [] }] } }, 'peopel'],
])('it refuses options that are wrong: %o', async (options, problem) => {
  const attempt = startSimulator(options);
  await expect(attempt).rejects.toMatchObject({ name: 'ControlError', code: 'invalid_request' });
  await expect(attempt).rejects.toThrow(problem);
});
