import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError, hideSecrets } from './log.ts';

describe('what is written of an error', () => {
  it('has no token and no password, in its message, stack and causes', () => {
    const cause = new Error('connect postgresql://muster:hunter2@127.0.0.1/muster');
    const error = new Error('refused xoxb-1-2-abc and xapp-1-A1-2-def, xoxe.xoxb-1-ghi', { cause });
    const text = JSON.stringify(describeError(error));
    expect(text).not.toMatch(/abc|def|ghi|hunter2/);
    expect(describeError(error).message).toBe('refused [secret] and [secret], [secret]');
    expect(hideSecrets('redis://:pass@host:1')).toBe('redis://:[secret]@host:1');
  });

  it('is anything that may be thrown', () => {
    expect(describeError('xoxb-1')).toEqual({ message: '[secret]' });
    expect(describeError(Object.assign(new Error('no'), { code: 'EPIPE' }))).toMatchObject({ code: 'EPIPE' });
  });
});

describe('the log of a process', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'muster-log-'));
  });
  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A process that logs, and logs twice more and ends when its channel closes. */
  async function startLogging(): Promise<ChildProcess> {
    const file = path.join(folder, 'logging.mjs');
    await build({
      stdin: {
        contents: `
          import { createLog } from './log.ts';
          const log = createLog({ level: 'info', process: 'test', processId: 'test-1' });
          log.info({ botToken: 'hidden', deep: { password: 'hidden' } }, 'started');
          process.on('disconnect', () => {
            log.info({}, 'stopping');
            log.warn({ error: new Error('away') }, 'trouble');
            process.exit(0);
          });`,
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
    return spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
  }

  it('is complete when the process ends, with the fields that hold secrets blanked', async () => {
    child = await startLogging();
    const { stdout } = child;
    if (!stdout) throw new Error('the process has no output');
    let text = '';
    stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (text === '') child?.disconnect();
      text += chunk;
    });
    await once(stdout, 'end');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual(['started', 'stopping', 'trouble']);
    expect(lines[0]).toMatchObject({ botToken: '[secret]', deep: { password: '[secret]' }, process: 'test' });
  });

  it('does not keep a process from ending when nobody reads it any more', async () => {
    child = await startLogging();
    if (child.stdout) {
      await once(child.stdout, 'data');
      child.stdout.destroy();
    }
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
