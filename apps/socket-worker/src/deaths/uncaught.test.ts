import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFile } from './in-hand-record.ts';

/** A process that has two apps' envelopes in hand when something happens to the handling of the second. */
const PROGRAM = `
  import { createLog, runProcess } from '@muster/process';
  import { createInHandFile } from './in-hand-file.ts';
  const [, , folder, happening] = process.argv;
  const log = createLog({ level: 'error', process: 'test', processId: 'w1' });
  const inHand = createInHandFile({ folder, processId: 'w1', log });
  const forever = () => new Promise(() => setInterval(() => {}, 1_000));
  const broken = () => new Error('broken');
  const happenings = {
    async timer() { setTimeout(() => { throw broken(); }, 5); },
    async rejection() { void (async () => { await null; throw broken(); })(); },
    async socket() { (await import('node:net')).connect(1, '127.0.0.1'); },
    async killed() { setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5); },
  };
  void runProcess(async () => {
    setImmediate(() => {
      void inHand.during({ appId: 'A1', key: 'Ev1' }, forever);
      void inHand.during({ appId: 'A2', key: 'Ev2' }, () => happenings[happening]().then(forever));
    });
    return { log, onFatal: inHand.blame, stop: async () => inHand.close() };
  });
`;

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-uncaught-'));
  program = path.join(folder, 'program.cjs');
  await build({
    stdin: { contents: PROGRAM, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function end(happening: string) {
  const child = spawn(process.execPath, [program, folder, happening], { stdio: 'ignore' });
  const [code, signal] = await once(child, 'exit');
  return { code, signal, records: readFile(readFileSync(path.join(folder, 'w1'), 'latin1'))?.records };
}

it.each(['timer', 'rejection', 'socket'])(
  'a process that ends by an error out of a %s leaves the envelope behind whose handling began it',
  async (happening) => {
    expect(await end(happening)).toEqual({
      code: 1,
      signal: null,
      records: [{ appId: 'A2', key: 'Ev2', isCertain: true }],
    });
  },
);

it('a process that is killed leaves everything behind that it had in hand', async () => {
  expect(await end('killed')).toEqual({
    code: null,
    signal: 'SIGKILL',
    records: [
      { appId: 'A1', key: 'Ev1', isCertain: false },
      { appId: 'A2', key: 'Ev2', isCertain: false },
    ],
  });
});
