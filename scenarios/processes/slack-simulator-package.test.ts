import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createControlClient, startSimulator, waitForMessage } from '@muster/slack-simulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Program, runProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'packages/slack-simulator/README.md'), 'utf8');
/** What a developer's project has beside it; the package itself must need none of them. */
const TOOLS = ['@slack/bolt', '@types/node', 'typescript', 'vitest'];

let project: string;
const started: Program[] = [];

beforeAll(() => {
  const packed = run(root, 'npm', 'run', '--silent', 'package:slack-simulator').trim();
  const folder = mkdtempSync(path.join(tmpdir(), 'simulator-package-'));
  project = path.join(folder, 'project');
  mkdirSync(project);
  const [tarball] = JSON.parse(run(packed, 'npm', 'pack', '--json', '--pack-destination', folder));
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'greeter', type: 'module' }));
  run(project, 'npm', 'install', '--offline', '--no-audit', '--no-fund', path.join(folder, tarball.filename));
});
afterEach(async () => {
  for (const program of started.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
});
afterAll(() => rmSync(path.dirname(project), { recursive: true, force: true }));

/** Runs to the end, and gives what it printed. Fails with it otherwise. */
function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

const installed = () => path.join(project, 'node_modules/@muster/slack-simulator');

function write(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

/** Only now: nothing that is installed for the developer may be what the package runs on. */
function linkTools(): void {
  for (const name of TOOLS) {
    const link = path.join(project, 'node_modules', name);
    rmSync(link, { recursive: true, force: true });
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), link);
  }
}

describe('the package, alone in a project', () => {
  it('is all that was installed', () => {
    const folders = readdirSync(path.join(project, 'node_modules'));
    expect(folders.filter((name) => !name.startsWith('.'))).toEqual(['@muster']);
    expect(readdirSync(path.join(project, 'node_modules/@muster'))).toEqual(['slack-simulator']);
  });

  it('has a command line, with its chat page', async () => {
    expect(run(project, 'npx', '--no-install', 'slack-simulator', '--help')).toContain(
      'Usage: slack-simulator',
    );
    const program = runProgram('npx', ['--no-install', 'slack-simulator', '--port', '0'], { cwd: project });
    started.push(program);
    const url = await program.said(/chat at (\S+)\./);
    expect(await (await fetch(url)).text()).toContain('main.js');
    expect((await fetch(`${url}/main.js`)).status).toBe(200);
  });

  it('runs as a library', () => {
    write(
      'alone.mjs',
      `import { startSimulator } from '@muster/slack-simulator';
      const { control, stop } = await startSimulator();
      const { workspaces } = await control.state();
      console.log(workspaces.map(({ name }) => name).join());
      await stop();`,
    );
    expect(run(project, process.execPath, 'alone.mjs')).toBe('Acme,Globex\n');
  });

  it.each(['nodenext', 'bundler'])('has types that are whole, for module resolution "%s"', (resolution) => {
    write(
      'alone.ts',
      `import { type Control, ControlError, startSimulator, waitForMessage } from '@muster/slack-simulator';
      import type { SimFault, SimMessage } from '@muster/slack-simulator/control';
      const fault: SimFault = { method: 'chat.postMessage', kind: '429', times: 1 };
      export async function posted(team: string, channel: string): Promise<SimMessage> {
        await using simulator = await startSimulator({ timeScale: 2 });
        const control: Control = simulator.control;
        await control.addFault(fault);
        return waitForMessage(control, { team, channel }, ({ text }) => text === 'hi');
      }
      export const isRefusal = (error: unknown): error is ControlError => error instanceof ControlError;
      // @ts-expect-error there is no such option
      startSimulator({ prot: 1 });`,
    );
    const module = resolution === 'nodenext' ? 'nodenext' : 'preserve';
    const flags = `--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --skipLibCheck false --types --target es2023 --lib es2023 --module ${module} --moduleResolution ${resolution}`;
    const args = flags.split(' ').flatMap((flag) => (flag === '--types' ? ['--types', ''] : [flag]));
    run(project, process.execPath, path.join(root, 'node_modules/typescript/bin/tsc'), 'alone.ts', ...args);
  });
});

describe('its README', () => {
  it('leads nowhere but to what is there, in the checkout and in the package', () => {
    for (const folder of [path.join(root, 'packages/slack-simulator'), installed()]) {
      const text = readFileSync(path.join(folder, 'README.md'), 'utf8');
      const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
      expect(links.length).toBeGreaterThan(3);
      expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
    }
  });

  it('names the workspaces, people and channels of a new one', async () => {
    const { control, stop } = await startSimulator();
    const { workspaces } = await control.state();
    await stop();
    for (const { name, id, people, channels } of workspaces) {
      expect(readme).toContain(`| ${name} \`${id}\` |`);
      for (const person of people) expect(readme).toContain(`${person.name} \`${person.id}\``);
      for (const channel of channels) {
        const kind = channel.kind === 'private' ? ' (private)' : '';
        expect(readme).toContain(`${channel.name}${kind} \`${channel.id}\``);
      }
    }
  });
});

describe('the examples of its README', () => {
  beforeAll(() => {
    linkTools();
    for (const [, name = '', text = ''] of readme.matchAll(/^```(?:js|ts)\n\/\/ (\S+)\n(.*?)^```$/gms))
      write(name, text);
    write('manifest.json', /^```json\n(.*?)^```$/ms.exec(readme)?.[1] ?? '');
  });

  it('all have a name, so that none is left out here', () => {
    const blocks = readme.match(/^```(js|ts|json)$/gm) ?? [];
    const named = ['bot.mjs', 'bot.test.mjs', 'bot.test.ts', 'main.mjs', 'manifest.json', 'trouble.test.ts'];
    expect(blocks).toHaveLength(named.length);
    expect(readdirSync(project)).toEqual(expect.arrayContaining(named));
  });

  it('pass as tests of vitest and of node:test', () => {
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    run(project, process.execPath, vitest, 'run', '--root', project, 'bot.test.ts', 'trouble.test.ts');
    run(project, process.execPath, '--test', 'bot.test.mjs');
  });

  it('are good TypeScript', () => {
    const flags =
      '--ignoreConfig --noEmit --strict --skipLibCheck --allowJs --types node --target es2023 --module nodenext';
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    run(project, process.execPath, tsc, 'bot.test.ts', 'trouble.test.ts', ...flags.split(' '));
  });

  it('connect a Bolt app with the lines that the command line printed', async () => {
    const line = 'slack-simulator --port 0 --state .slack --manifest manifest.json';
    const slack = runProgram('npx', ['--no-install', ...line.split(' ')], { cwd: project });
    started.push(slack);
    const url = await slack.said(/chat at (\S+)\./);
    await slack.said(/(clientOptions)/);
    write(
      '.env',
      slack
        .output()
        .match(/^SLACK_\w+=.*$/gm)
        ?.join('\n') ?? '',
    );
    const bot = runProgram(process.execPath, ['--env-file=.env', 'main.mjs'], { cwd: project });
    started.push(bot);
    const control = createControlClient(url);
    await until(
      'the bot is connected',
      async () => (await control.state()).apps[0]?.connections[0]?.state === 'open',
    );
    const [acme] = (await control.state()).workspaces;
    const general = acme?.channels.find(({ name }) => name === 'general');
    const [team, channel, user] = [acme?.id ?? '', general?.id ?? '', acme?.people[0]?.id ?? ''];
    const text = `<@${acme?.apps[0]?.botUserId}> hi`;
    await control.say(team, channel, { user, text });
    const answer = await waitForMessage(control, { team, channel }, (message) => message.user !== user);
    expect(answer.text).toBe(`Hello <@${user}>`);
  });
});
