import { readFileSync } from 'node:fs';
import type { Log } from '@muster/fleet';
import { ConfigurationError, describeError, type RunningProcess } from '@muster/process';
import { readSeed, type Simulator, type SimulatorSeed, startSimulator } from '@muster/slack-simulator';
import type { SimulatorConfig } from './config.ts';
import { publicUrlOf } from './public-url.ts';

/**
 * Starts the local Slack with its chat page, whose built files are in `pageDir`. Throws ConfigurationError if the
 * port is taken, or the seed or the folder for the state cannot be used. The caller stops it.
 */
export async function startSimulatorApp(options: {
  config: SimulatorConfig;
  pageDir: string;
  log: Log;
}): Promise<RunningProcess & { url: string }> {
  const { config, pageDir, log } = options;
  const simulator = await open(config, pageDir);
  log.info({ url: simulator.url, stateDir: config.stateDir }, 'the local Slack is ready');
  return { log, url: simulator.url, ready: Promise.resolve(), stop: () => simulator.stop() };
}

async function open(config: SimulatorConfig, pageDir: string): Promise<Simulator> {
  const seed = config.seedFile === null ? undefined : seedOf(config.seedFile);
  try {
    return await startSimulator({
      port: config.port,
      host: config.host,
      pageDir,
      stateDir: config.stateDir ?? undefined,
      seed,
      publicUrl: publicUrlOf(config),
    });
  } catch (error) {
    throw asConfigurationError(error, config) ?? error;
  }
}

/** What a person can repair in the settings, said in terms of the settings. */
function asConfigurationError(error: unknown, config: SimulatorConfig): ConfigurationError | null {
  const code = (error as { code?: unknown } | null)?.code;
  const problem = {
    EADDRINUSE: `MUSTER_SIMULATOR_PORT: port ${config.port} is in use. Stop what uses it, or choose another`,
    EADDRNOTAVAIL: `HOST: this machine has no address ${config.host}`,
    EACCES: `MUSTER_SIMULATOR_STATE or MUSTER_SIMULATOR_PORT: not allowed (${describeError(error).message})`,
    EROFS: `MUSTER_SIMULATOR_STATE: the folder ${config.stateDir} cannot be written`,
    ENOTDIR: `MUSTER_SIMULATOR_STATE: ${config.stateDir} is not a folder`,
  }[typeof code === 'string' ? code : ''];
  return problem ? new ConfigurationError([problem]) : null;
}

function seedOf(file: string): SimulatorSeed {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigurationError([`MUSTER_SIMULATOR_SEED: the file ${file} cannot be read`]);
  }
  try {
    return readSeed(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'it is not JSON' : String(describeError(error).message);
    throw new ConfigurationError([`MUSTER_SIMULATOR_SEED: the file ${file} is no seed: ${reason}`]);
  }
}
