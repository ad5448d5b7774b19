import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** A launcher in a process of its own: prints the process id of a child that would run for ever. */
const launcher = `
  import { spawnBound } from ${JSON.stringify(path.join(import.meta.dirname, 'bound-child.ts'))};
  const child = spawnBound(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { deathSignal: 'TERM', stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

async function startLauncher() {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    stdin: { contents: launcher, resolveDir: import.meta.dirname },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const code = outputFiles[0]?.text ?? '';
  const process_ = spawn(process.execPath, ['--input-type=module', '-e', code]);
  const [line] = (await once(process_.stdout, 'data')) as [Buffer];
  return { process_, childPid: Number(line.toString()) };
}

async function gone(pid: number): Promise<void> {
  while (existsSync(`/proc/${pid}`)) await new Promise((resolve) => setImmediate(resolve));
}

describe.runIf(process.platform === 'linux')('a child bound to its launcher', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('ends when the launcher gets %s', async (signal) => {
    const { process_, childPid } = await startLauncher();
    expect(existsSync(`/proc/${childPid}`)).toBe(true);
    process_.kill(signal);
    await gone(childPid);
  });
});
