import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';
import { startFromOptions } from './start.ts';

let dir: string;
const running: { stop(): Promise<void> }[] = [];
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'simulator-line-'));
});
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function start(...args: string[]) {
  const options = readOptions(['--port', '0', ...args]);
  if (!options) throw new Error('asked for help');
  const started = await startFromOptions(options, dir);
  running.push(started.simulator);
  return started;
}

/** Keeps the state, and starts from it again. */
async function restart(...args: string[]) {
  await running.pop()?.stop();
  return start('--state', path.join(dir, 'state'), ...args);
}

function file(name: string, content: unknown): string {
  const full = path.join(dir, name);
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
}

const manifest = (name = 'Tea', scopes = ['chat:write']) => ({
  display_information: { name },
  features: { bot_user: { display_name: name }, slash_commands: [{ command: '/tea', description: 'Tea' }] },
  oauth_config: { scopes: { bot: scopes } },
  settings: { event_subscriptions: { bot_events: ['app_mention'] }, socket_mode_enabled: true },
});

/** What `auth.test` and `apps.connections.open` answer to the tokens. */
async function ask(apiUrl: string, method: string, token: string | undefined) {
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { ok: boolean; team_id?: string };
}

describe('starting from the command line', () => {
  it('has, without a word about apps, one that can connect at once', async () => {
    const { simulator, apps } = await start();
    const [{ credentials, installed } = { credentials: null, installed: [] }, ...others] = apps;
    expect(others).toEqual([]);
    expect(installed.map(({ workspace }) => workspace)).toEqual(['Acme']);
    expect(await ask(simulator.apiUrl, 'auth.test', installed[0]?.botToken)).toMatchObject({
      ok: true,
      team_id: 'T0ACME00001',
    });
    expect(await ask(simulator.apiUrl, 'apps.connections.open', credentials?.appToken)).toMatchObject({
      ok: true,
    });
    const [acme] = (await simulator.control.state()).workspaces;
    const general = acme?.channels.find(({ name }) => name === 'general');
    expect(general?.members).toContain(installed[0]?.botUserId);
  });

  it('makes apps from manifests, in the workspaces that were named in any way', async () => {
    const args = ['one', 'two'].flatMap((name) => ['--manifest', file(`${name}.json`, manifest(name))]);
    const { simulator, apps } = await start(...args, '--install', 'globex', '--install', 'T0ACME00001');
    expect(apps.map(({ credentials }) => credentials.name)).toEqual(['one', 'two']);
    for (const { installed } of apps)
      expect(installed.map(({ workspace }) => workspace)).toEqual(['Acme', 'Globex']);
    const [one] = (await simulator.control.state()).apps;
    expect(one).toMatchObject({
      events: ['app_mention'],
      features: { slashCommands: [{ command: '/tea' }] },
    });
  });

  it('installs nothing when asked not to', async () => {
    const { apps } = await start('--no-install');
    expect(apps).toMatchObject([{ installed: [], installUrl: expect.stringMatching(/^http/) }]);
  });

  it('knows the apps and workspaces of a seed', async () => {
    const seed = file('seed.json', {
      apps: [{ id: 'A0SEEDED' }],
      workspaces: [{ name: 'Initech', people: [{ name: 'peter' }] }],
    });
    const { apps } = await start('--seed', seed);
    expect(apps).toMatchObject([{ credentials: { id: 'A0SEEDED' }, installed: [{ workspace: 'Initech' }] }]);
  });

  it('runs its timers faster when asked to', async () => {
    const { simulator } = await start('--time-scale', '60');
    expect((await simulator.control.state()).settings.timeScale).toBe(60);
  });

  it('goes on where it was, with the same app and tokens', async () => {
    const before = await restart();
    const [acme] = (await before.simulator.control.state()).workspaces;
    const general = acme?.channels.find(({ name }) => name === 'general')?.id ?? '';
    await before.simulator.control.say('T0ACME00001', general, { user: 'U0ACMEADA01', text: 'kept' });
    const after = await restart();
    expect(after.apps.map(({ credentials }) => credentials)).toEqual(
      before.apps.map(({ credentials }) => credentials),
    );
    expect(after.apps.flatMap(({ installed }) => installed)).toEqual(
      before.apps.flatMap(({ installed }) => installed),
    );
    const { messages } = await after.simulator.control.messages({ team: 'T0ACME00001', channel: general });
    expect(messages.map(({ text }) => text)).toContain('kept');
  });

  it('leaves a bot where people put it', async () => {
    const { simulator, apps } = await restart('--install', 'globex');
    const bot = apps[0]?.installed[0]?.botUserId ?? '';
    await simulator.control.kick('T0GLOBEX001', 'C0GLOBEXGEN', bot);
    const again = await restart();
    expect(again.apps[0]?.installed.map(({ workspace }) => workspace)).toEqual(['Globex']);
    const globex = (await again.simulator.control.state()).workspaces.find(({ name }) => name === 'Globex');
    expect(globex?.channels.find(({ name }) => name === 'general')?.members).not.toContain(bot);
  });

  it('renews an app whose manifest changed, instead of making another', async () => {
    const before = await restart('--manifest', file('tea.json', manifest('Tea')));
    const after = await restart(
      '--manifest',
      file('tea.json', manifest('Tea', ['chat:write', 'users:read'])),
    );
    expect(after.apps.map(({ credentials }) => credentials)).toEqual(
      before.apps.map(({ credentials }) => credentials),
    );
    const [acme] = (await after.simulator.control.state()).workspaces;
    expect(acme?.apps[0]?.scopes).toEqual(['chat:write', 'users:read']);
  });
});

describe('what cannot be started from the command line', () => {
  it('is a port that is taken', async () => {
    const port = new URL((await start()).simulator.url).port;
    await expect(start('--port', port)).rejects.toThrow(
      new UsageError(`--port: port ${port} is in use. Stop what uses it, or choose another`),
    );
  });

  it.each([
    [
      'an address of another machine',
      ['--host', '192.0.2.1'],
      '--host: this machine has no address 192.0.2.1',
    ],
    [
      'a workspace that is not there',
      ['--install', 'initech'],
      '--install: there is no workspace initech; there are acme, globex',
    ],
  ])('is %s', async (_case, args, problem) => {
    await expect(start(...args)).rejects.toThrow(new UsageError(problem));
  });

  it.each([
    ['--seed', 'that is absent', null, 'cannot be read (ENOENT)'],
    ['--seed', 'that is not JSON', '{', 'it is not JSON'],
    ['--seed', 'with other content', '{"apps":5}', 'cannot be used'],
    ['--manifest', 'that is absent', null, 'cannot be read (ENOENT)'],
    ['--manifest', 'in YAML', 'display_information:\n  name: Tea', 'it is not JSON'],
    ['--manifest', 'with a misspelt field', { ...manifest(), featuers: {} }, 'featuers'],
  ])('is a file for %s %s', async (flag, _case, content, reason) => {
    const name = content === null ? path.join(dir, 'absent.json') : file('given.json', content);
    const attempt = start(flag, name);
    await expect(attempt).rejects.toBeInstanceOf(UsageError);
    await expect(attempt).rejects.toThrow(`${flag}: ${name}`);
    await expect(attempt).rejects.toThrow(reason);
  });

  it('is a folder for the state that is a file, or is below one', async () => {
    const state = file('state', '');
    await expect(start('--state', state)).rejects.toThrow(
      new UsageError(`--state: ${state} is not a folder`),
    );
    const below = path.join(state, 'below');
    await expect(start('--state', below)).rejects.toThrow(
      new UsageError(`--state: ${below} is not a folder`),
    );
  });

  it('is a state that was damaged', async () => {
    await restart();
    await running.pop()?.stop();
    appendFileSync(path.join(dir, 'state/journal.jsonl'), 'spoilt\n{}\n');
    await expect(restart()).rejects.toBeInstanceOf(UsageError);
    await expect(restart()).rejects.toThrow(
      'journal.jsonl cannot be read. Mend it, or choose another folder',
    );
  });

  it('leaves the port free after an app could not be installed', async () => {
    const { simulator } = await start();
    const { port } = new URL(simulator.url);
    await running.pop()?.stop();
    await expect(start('--port', port, '--install', 'initech')).rejects.toBeInstanceOf(UsageError);
    await start('--port', port);
  });
});
