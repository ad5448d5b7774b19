import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@muster/fleet';
import { ConfigurationError, type Environment } from '@muster/process';
import { type LocalConfig, readLocalConfig } from './config.ts';
import { type DataDir, prepareDataDir } from './data-dir.ts';
import { provideDatabase, provideRedis } from './embedded-servers.ts';
import { writeEnvironmentFile } from './environment-file.ts';
import { stopLeftovers } from './leftovers.ts';
import { keepLogsSmall, lastWords } from './log-files.ts';
import { claimDataDir } from './only-start.ts';
import { choosePorts } from './ports.ts';
import { type Addresses, addressesOf, processEnvironment } from './process-environment.ts';
import { type Processes, startProcesses } from './processes.ts';
import type { Progress } from './progress.ts';
import { requestSignInLink, untilAnswers, untilEveryKindIsUp } from './readiness.ts';
import { updateSchema } from './schema.ts';
import { keptSecrets, type Secrets } from './secrets.ts';
import { simulatorSeed } from './simulator-seed.ts';
import { StartError } from './start-error.ts';
import type { StopStack } from './stop-stack.ts';
import { summaryTable } from './summary.ts';

/** From the last process started to the gateway able to serve. */
const READY_DEADLINE_MS = 60_000;
const FLEET_DEADLINE_MS = 15_000;
/** PM2 reports a process's end a moment before its last words are in the log. */
const LAST_WORDS_MS = 300;

export interface LocalOptions {
  /** The checkout. */
  readonly root: string;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Takes what must be stopped, in the order of its start. */
  readonly stack: StopStack;
  /** Aborts when the start is given up. */
  readonly signal: AbortSignal;
}

/**
 * Starts everything on this machine: Postgres, Redis, the schema, the processes; says how to reach it. What was
 * started is in `stack` even when this throws. Throws ConfigurationError, StartError or EmbeddedError.
 */
export async function startLocal(options: LocalOptions): Promise<void> {
  const { root, environment, clock, progress, stack } = options;
  const config = readLocalConfig(environment, root);
  const dirs = prepareDataDir(config.dataDir);
  const claim = await claimDataDir(dirs.root);
  stack.add({ stop: async () => claim.release(), kill: () => claim.release() });
  const letLogsGrow = keepLogsSmall(dirs.logs, clock);
  stack.add({ stop: async () => letLogsGrow(), kill: letLogsGrow });
  const left = await stopLeftovers({ root, pm2Dir: dirs.pm2, clock });
  if (left > 0) progress.say(`  Stopped ${left} processes that an earlier start left behind.`);
  const secrets = keptSecrets(dirs.secretsFile);
  const ports = await choosePorts(config, dirs.portsFile);

  const onStarted = (server: { stop(): Promise<void>; kill(): void }) => stack.add(server);
  const serverOptions = { root, config, dirs, ports, secrets, clock, progress, onStarted };
  const databaseUrl = await provideDatabase(serverOptions);
  const redisUrl = await provideRedis(serverOptions);
  await progress.step('Database schema', () => updateSchema(root, databaseUrl));

  const addresses = addressesOf(config, ports, { databaseUrl, redisUrl });
  const simulator = { stateDir: dirs.simulator, seedFile: path.join(dirs.simulator, 'seed.json') };
  const seed = simulatorSeed(secrets, addresses.publicUrl);
  writeFileSync(simulator.seedFile, JSON.stringify(seed), { mode: 0o600 });
  const forProcesses = processEnvironment({ environment, config, ports, secrets, addresses, simulator });
  writeEnvironmentFile(path.join(dirs.root, 'environment'), forProcesses);

  const processes = startProcesses({
    root,
    pm2Dir: dirs.pm2,
    logDir: dirs.logs,
    environment: forProcesses,
    clock,
  });
  stack.add(processes);
  await progress.step('Processes', () =>
    untilReady({ ...options, config, dirs, secrets, addresses, processes }),
  );
  await sayHowToReachIt({ config, dirs, secrets, addresses, progress });
}

async function untilReady(
  options: LocalOptions & {
    config: LocalConfig;
    dirs: DataDir;
    secrets: Secrets;
    addresses: Addresses;
    processes: Processes;
  },
): Promise<void> {
  const { config, dirs, secrets, addresses, processes, clock, progress } = options;
  const { gatewayUrl, simulatorUrl } = addresses;
  const givingUp = new AbortController();
  const signal = AbortSignal.any([options.signal, givingUp.signal]);
  const deadline = clock.after(READY_DEADLINE_MS, () => {
    givingUp.abort(new StartError(`The gateway is not ready. Its log says why: ${dirs.logs}/gateway.log`));
  });
  void processes.refused.then(async (name) => {
    await clock.sleep(LAST_WORDS_MS);
    givingUp.abort(new ConfigurationError([`${name} refuses its settings. ${lastWords(dirs.logs, name)}`]));
  });
  try {
    if (simulatorUrl !== null) await untilAnswers(simulatorUrl, clock, signal);
    await untilAnswers(`${gatewayUrl}/readyz`, clock, signal);
    const areUp = await untilEveryKindIsUp({
      gatewayUrl,
      operatorToken: config.operatorToken ?? secrets.operatorToken,
      deadlineMs: FLEET_DEADLINE_MS,
      clock,
      signal,
    });
    if (!areUp) progress.say(`  Some processes are not up yet; they go on trying. Their logs: ${dirs.logs}`);
  } finally {
    deadline.cancel();
  }
}

async function sayHowToReachIt(options: {
  config: LocalConfig;
  dirs: DataDir;
  secrets: Secrets;
  addresses: Addresses;
  progress: Progress;
}): Promise<void> {
  const { config, dirs, secrets, addresses, progress } = options;
  const operatorToken = config.operatorToken ?? secrets.operatorToken;
  progress.say(
    summaryTable({
      signInLink: await requestSignInLink(addresses.gatewayUrl, operatorToken),
      publicUrl: addresses.publicUrl,
      simulatorUrl: addresses.simulatorUrl,
      dataDir: dirs.root,
      postgresDir: config.databaseUrl === null ? dirs.postgres : null,
      logDir: dirs.logs,
    }),
  );
}
