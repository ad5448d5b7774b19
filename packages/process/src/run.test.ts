import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

let folder: string;
let file: string;
let child: ChildProcess | undefined;

/** A process that can serve once it is told so, and whose supervisor hears what it says. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-run-'));
  file = path.join(folder, 'waiting.mjs');
  await build({
    stdin: {
      contents: `
        import { createLog } from './log.ts';
        import { runProcess } from './run.ts';
        const log = createLog({ level: 'silent', process: 'test', processId: 'test-1' });
        const ready = new Promise((resolve) => process.on('message', (said) => {
          if (said === 'serve') resolve();
          else process.send('not yet');
        }));
        process.send('started');
        await runProcess(async () => ({ log, ready, stop: async () => {} }));`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => child?.kill('SIGKILL'));

function start() {
  const started = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child = started;
  const said: unknown[] = [];
  started.on('message', (message) => said.push(message));
  return { started, said };
}

it('tells its supervisor that it is ready once it can serve, and not before', async () => {
  const { started, said } = start();
  await once(started, 'message');
  started.send('well?');
  await once(started, 'message');
  expect(said).toEqual(['started', 'not yet']);
  started.send('serve');
  await once(started, 'message');
  expect(said).toEqual(['started', 'not yet', 'ready']);
});

it('stops in order when it is asked to before it could ever serve', async () => {
  const { started, said } = start();
  await once(started, 'message');
  started.send('well?');
  await once(started, 'message');
  started.kill('SIGTERM');
  expect(await once(started, 'exit')).toEqual([0, null]);
  expect(said).not.toContain('ready');
});
