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
  await using one = await startSimulator();
  await using other = await startSimulator();
  for (const { url, apiUrl } of [one, other]) {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${apiUrl}api.test`)).json()).toMatchObject({ ok: true });
  }
  expect(one.url).not.toBe(other.url);
  const { workspaces, apps } = await one.control.state();
  expect(workspaces.map(({ name }) => name)).toEqual(['Acme', 'Globex']);
  expect(apps).toEqual([]);
});

test('it is stopped at the end of a block that uses it', async () => {
  let url: string;
  {
    await using simulator = await startSimulator();
    ({ url } = simulator);
    expect((await fetch(`${url}/_sim/state`)).status).toBe(200);
  }
  await expect(fetch(`${url}/_sim/state`)).rejects.toThrow();
});

test('stopping is repeatable, in either way', async () => {
  const simulator = await startSimulator();
  await Promise.all([simulator.stop(), simulator.stop(), simulator[Symbol.asyncDispose]()]);
  await expect(fetch(simulator.url)).rejects.toThrow();
});
