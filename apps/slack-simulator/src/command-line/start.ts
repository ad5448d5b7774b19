import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { publicUrlOf } from '../public-url.ts';
import { type ReadyApp, readyApps } from './apps.ts';
import { type Options, UsageError } from './options.ts';
import { appIn, seedIn } from './read-files.ts';

/**
 * Starts what the options ask for, with its apps; `pageDir` has the built chat page. Throws UsageError for what the
 * person can put right. The caller stops the simulator.
 */
export async function startFromOptions(
  options: Options,
  pageDir: string,
): Promise<{ simulator: Simulator; apps: readonly ReadyApp[] }> {
  const made = options.manifests.map(appIn);
  const simulator = await open(options, pageDir);
  try {
    return { simulator, apps: await readyApps(simulator.control, made, options.installs) };
  } catch (error) {
    await simulator.stop();
    throw error;
  }
}

async function open(options: Options, pageDir: string): Promise<Simulator> {
  const { port, host, state } = options;
  const seed = options.seed === null ? undefined : seedIn(options.seed);
  try {
    return await startSimulator({
      port,
      host,
      pageDir,
      seed,
      stateDir: state ?? undefined,
      timeScale: options.timeScale ?? undefined,
      publicUrl: publicUrlOf(options),
    });
  } catch (error) {
    throw asUsageError(error, options) ?? error;
  }
}

function asUsageError(error: unknown, { port, host, state }: Options): UsageError | null {
  const { code, message } = error as NodeJS.ErrnoException;
  const problem = {
    EADDRINUSE: `--port: port ${port} is in use. Stop what uses it, or choose another`,
    EADDRNOTAVAIL: `--host: this machine has no address ${host}`,
    ENOTFOUND: `--host: there is no ${host}`,
    EACCES: `--state or --port: not allowed (${message})`,
    EROFS: `--state: the folder ${state} cannot be written`,
    ENOTDIR: `--state: ${state} is not a folder`,
    EEXIST: `--state: ${state} is not a folder`,
    damaged_journal: `--state: ${message}. Mend it, or choose another folder`,
  }[code ?? ''];
  return problem === undefined ? null : new UsageError(problem);
}
