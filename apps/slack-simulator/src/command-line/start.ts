import { type Control, type Simulator, startSimulator } from '@muster/slack-simulator';
import type { SimAppCredentials, SimInstalled, SimNewApp } from '@muster/slack-simulator/control';
import { type Options, UsageError } from './options.ts';
import { appIn, seedIn } from './read-files.ts';

/** An app, its secrets, and where it was installed just now. */
export interface ReadyApp {
  readonly credentials: SimAppCredentials;
  readonly installed: readonly (SimInstalled & { readonly workspace: string })[];
}

/**
 * Starts what the options ask for, with its apps. Throws UsageError for what the person can put right. The caller
 * stops the simulator.
 */
export async function startFromOptions(
  options: Options,
  pageDir: string,
): Promise<{ simulator: Simulator; apps: readonly ReadyApp[] }> {
  const made = options.manifests.map(appIn);
  const simulator = await open(options, pageDir);
  try {
    for (const app of made) await putApp(simulator.control, app);
    return { simulator, apps: await readyApps(simulator.control, options.installs) };
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
      // People type `localhost`, and a page at another name of the same place knows nothing of what they did there.
      publicUrl: host === '127.0.0.1' && port !== 0 ? `http://localhost:${port}` : undefined,
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
  }[code ?? ''];
  return problem === undefined ? null : new UsageError(problem);
}

/** A manifest of an app that is known by its name renews it: with `--state` each start would make another. */
async function putApp(control: Control, app: SimNewApp): Promise<void> {
  const { apps } = await control.state();
  const known = apps.find(({ name }) => name === app.name);
  await control.addApp(known ? { ...app, id: known.id } : app);
}

async function readyApps(control: Control, installs: readonly string[]): Promise<readonly ReadyApp[]> {
  const { apps, workspaces } = await control.state();
  if (installs.length > 0 && apps.length === 0)
    throw new UsageError('--install: there is no app to install. Give one by --manifest or --seed');
  const chosen = installs.map((asked) => {
    const found = workspaces.find(({ id, domain, name }) => [id, domain, name].includes(asked));
    const known = workspaces.map(({ domain }) => domain).join(', ');
    if (!found) throw new UsageError(`--install: there is no workspace ${asked}; there are ${known}`);
    return found;
  });
  const ready: ReadyApp[] = [];
  for (const { id } of apps) {
    const installed = [];
    for (const { id: team, name, channels } of chosen) {
      const general = channels.filter((channel) => channel.name === 'general').map((channel) => channel.id);
      installed.push({ ...(await control.install(team, id, { channels: general })), workspace: name });
    }
    // Changes nothing of an app that is known, and tells its secrets.
    ready.push({ credentials: await control.addApp({ id }), installed });
  }
  return ready;
}
