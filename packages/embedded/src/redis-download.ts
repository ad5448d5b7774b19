import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RedisProgram } from './redis-program.ts';

type Download = { kind: 'fetched'; program: RedisProgram } | { kind: 'impossible'; reason: string };
type Check = (program: RedisProgram) => boolean;

const run = promisify(execFile);

/** A mirror that does not answer must not hold up a start for ever. */
const COMMAND_TIMEOUT_MS = 120_000;

/** The server is a link into the package of its tools. The first choice that the distribution has is taken. */
const CHOICES = [
  { server: 'valkey-server', packages: ['valkey-server', 'valkey-tools'] },
  { server: 'redis-server', packages: ['redis-server', 'redis-tools'] },
];

/** Libraries of libraries: more rounds than any distribution was seen to need. */
const LIBRARY_ROUNDS = 4;

/**
 * The distribution's own Redis, unpacked into `<cacheDir>/redis` with the libraries that this machine lacks; fetched
 * there when it is not there yet. Needs apt-get and dpkg, but neither root nor an installation: lists, cache and
 * files are all in that folder. Says why when it is impossible.
 */
export async function downloadRedis(options: {
  cacheDir: string;
  check: Check;
  environment: NodeJS.ProcessEnv;
  onFetch: () => void;
}): Promise<Download> {
  const { cacheDir, check, environment } = options;
  const target = path.join(cacheDir, 'redis');
  const found = programIn(target);
  if (found && check(found)) return { kind: 'fetched', program: found };
  const tools = ['apt-get', 'apt-cache', 'dpkg', 'ldd'];
  const missing = tools.find((tool) => !onPath(tool, environment));
  if (missing) return { kind: 'impossible', reason: `none on the PATH, and no ${missing} here to fetch one` };
  const work = `${target}.${process.pid}`;
  options.onFetch();
  try {
    await fetchInto(work, environment);
    const program = programIn(path.join(work, 'root'));
    if (!program || !check(program))
      return { kind: 'impossible', reason: 'the fetched one does not run here' };
    if (found) rmSync(target, { recursive: true, force: true });
    moveUnlessThere(path.join(work, 'root'), target);
    return { kind: 'fetched', program: programIn(target) ?? program };
  } catch (error) {
    return { kind: 'impossible', reason: `it could not be fetched: ${lastLine(error)}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fetchInto(work: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const root = path.join(work, 'root');
  for (const folder of ['lists/partial', 'cache/archives/partial', 'debs', 'parts', 'root/lib'])
    mkdirSync(path.join(work, folder), { recursive: true });
  const apt = aptCommands(work, environment);
  // Some systems end an update with a hook that needs root; what matters is whether the packages can be fetched.
  await apt.update().catch(() => {});
  const choice = await firstFetched(apt);
  for (const name of choice.packages) await apt.unpack(name, root);
  await addLibraries(
    apt,
    path.join(root, 'usr', 'bin', choice.server),
    path.join(root, 'lib'),
    choice.packages,
  );
}

async function firstFetched(apt: AptCommands): Promise<(typeof CHOICES)[number]> {
  let failure: unknown;
  for (const choice of CHOICES)
    try {
      for (const name of choice.packages) await apt.fetch(name);
      return choice;
    } catch (error) {
      failure = error;
    }
  throw failure;
}

/** Copies into `into` only what the loader misses: a second libc beside the system's own would not start. */
async function addLibraries(
  apt: AptCommands,
  server: string,
  into: string,
  packages: readonly string[],
): Promise<void> {
  const tried = new Set<string>(packages);
  let candidates = await apt.dependencies(packages);
  for (let round = 0; round < LIBRARY_ROUNDS; round++) {
    const missing = await apt.missingLibraries(server, into);
    if (missing.length === 0) return;
    const next = candidates.filter((name) => name.startsWith('lib') && !tried.has(name));
    for (const name of next) {
      tried.add(name);
      await apt.fetch(name);
      const part = path.join(path.dirname(path.dirname(into)), 'parts', name);
      await apt.unpack(name, part);
      for (const file of filesIn(part))
        if (missing.includes(path.basename(file))) copyFileSync(file, path.join(into, path.basename(file)));
    }
    candidates = await apt.dependencies(next);
  }
}

type AptCommands = ReturnType<typeof aptCommands>;

function aptCommands(work: string, environment: NodeJS.ProcessEnv) {
  const debs = path.join(work, 'debs');
  const settings = {
    'Dir::State::lists': path.join(work, 'lists'),
    'Dir::Cache': path.join(work, 'cache'),
    // As root apt would switch to an account that may not reach these folders.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const execute = async (command: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}) => {
    const env = { ...environment, LC_ALL: 'C', ...extra };
    const { stdout } = await run(command, [...args], { cwd: debs, env, timeout: COMMAND_TIMEOUT_MS });
    return stdout;
  };
  return {
    update: () => execute('apt-get', [...options, '-q', 'update']),
    fetch: (name: string) => execute('apt-get', [...options, '-q', 'download', name]),
    async unpack(name: string, into: string) {
      const file = readdirSync(debs).find((entry) => entry.startsWith(`${name}_`));
      await execute('dpkg', ['-x', path.join(debs, file ?? `${name}.deb`), into]);
    },
    async dependencies(names: readonly string[]) {
      if (names.length === 0) return [];
      const text = await execute('apt-cache', [...options, 'depends', ...names]);
      return [...text.matchAll(/^\s*Depends: ([\w.+-]+)/gm)].map((match) => match[1] ?? '');
    },
    async missingLibraries(server: string, libraries: string) {
      const text = await execute('ldd', [server], { LD_LIBRARY_PATH: libraries });
      return [...text.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
    },
  };
}

function programIn(folder: string): RedisProgram | null {
  const file = CHOICES.map(({ server }) => path.join(folder, 'usr', 'bin', server)).find((f) =>
    existsSync(f),
  );
  return file ? { path: file, environment: { LD_LIBRARY_PATH: path.join(folder, 'lib') } } : null;
}

function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another start fetched one at the same time.
    if (!existsSync(to)) throw error;
  }
}

function onPath(program: string, environment: NodeJS.ProcessEnv): boolean {
  return (environment.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, program)));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function lastLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr || message || String(error)).trim().split('\n').at(-1) ?? '';
}
