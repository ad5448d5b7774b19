import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createControlClient } from '@muster/slack-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Program, runProgram } from '../support/program.ts';

const root = path.resolve(import.meta.dirname, '../..');
const app = path.join(root, 'apps/slack-simulator');
/** What npm links as "slack-simulator". */
const { bin } = JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8'));
const commandLine = path.join(app, bin['slack-simulator']);

let folder: string;
const started: Program[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'simulator-process-'));
});
afterEach(async () => {
  for (const program of started.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]): Program {
  const program = runProgram(commandLine, args, { cwd: folder });
  started.push(program);
  return program;
}

async function untilReady(program: Program): Promise<string> {
  const url = await program.said(/chat at (\S+)\. Ctrl-C ends it/);
  await program.said(/(SLACK_CLIENT_SECRET)/);
  return url;
}

const tokenIn = (program: Program) => program.said(/^SLACK_BOT_TOKEN=(.*)$/m);

describe('the command line of the local Slack', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, then ends in order', async (signal) => {
    const program = start('--port', '0');
    const url = await untilReady(program);
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    program.kill(signal);
    expect(await program.ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('ends though somebody is connected', async () => {
    const program = start('--port', '0');
    const url = await untilReady(program);
    const stream = await fetch(`${url}/_sim/stream`);
    expect(stream.status).toBe(200);
    program.kill('SIGINT');
    expect(await program.ended).toBe(0);
    await stream.body?.cancel().catch(() => undefined);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('goes on where %s ended it, with --state', async (signal) => {
    const first = start('--port', '0', '--state', 'kept');
    const control = createControlClient(await untilReady(first));
    const [team, channel, user] = ['T0ACME00001', 'C0ACMEGEN01', 'U0ACMEADA01'];
    await control.say(team, channel, { user, text: 'remember me' });
    first.kill(signal);
    await first.ended;
    const second = start('--port', '0', '--state', 'kept');
    const again = createControlClient(await untilReady(second));
    const { messages } = await again.messages({ team, channel });
    expect(messages.map(({ text }) => text)).toContain('remember me');
    expect(await tokenIn(second)).toBe(await tokenIn(first));
  });

  it('shows its options and ends', async () => {
    const program = start('--help');
    expect(await program.ended).toBe(0);
    expect(program.output()).toContain('Usage: slack-simulator [options]');
  });

  it.each([
    ['an option that there is not', ['--prot', '1'], "slack-simulator: Unknown option '--prot'\n"],
    [
      'a seed that is absent',
      ['--seed', 'seed.json'],
      'slack-simulator: --seed: seed.json cannot be read (ENOENT)\n',
    ],
    [
      'a manifest that is none',
      ['--manifest', 'empty.json'],
      'slack-simulator: --manifest: empty.json cannot be used',
    ],
  ])('refuses %s with a word and 2', async (_case, args, problem) => {
    writeFileSync(path.join(folder, 'empty.json'), '{}');
    const program = start('--port', '0', ...args);
    expect(await program.ended).toBe(2);
    expect(program.output()).toContain(problem);
    expect(program.output()).toContain('Try slack-simulator --help');
    expect(program.output()).not.toMatch(/^ +at /m);
  });

  it('refuses a port that is in use with a word and 2', async () => {
    const { port } = new URL(await untilReady(start('--port', '0')));
    const second = start('--port', port);
    expect(await second.ended).toBe(2);
    expect(second.output()).toContain(`--port: port ${port} is in use. Stop what uses it, or choose another`);
  });
});
