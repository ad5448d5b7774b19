import { type Environment, logLevel, readConfig, wholeNumber } from '@muster/process';
import { z } from 'zod';

/** Settings of the local Slack. */
export interface SimulatorConfig {
  readonly port: number;
  readonly host: string;
  /** Folder that keeps workspaces, messages and installations over a restart; null: they are forgotten. */
  readonly stateDir: string | null;
  /** Path of a JSON file with apps to know from the start. */
  readonly seedFile: string | null;
  readonly logLevel: string;
}

/** Reads the settings from an environment. Throws one ConfigurationError that lists every problem. */
export function readSimulatorConfig(environment: Environment): SimulatorConfig {
  const given = readConfig(
    {
      // 0 lets the system choose: the address is in the log.
      MUSTER_SIMULATOR_PORT: wholeNumber(0, 65_535).default(3100),
      // Loopback only, for anyone who reaches the page can speak as anyone.
      HOST: z.string().default('127.0.0.1'),
      MUSTER_SIMULATOR_STATE: z.string().optional(),
      MUSTER_SIMULATOR_SEED: z.string().optional(),
      LOG_LEVEL: logLevel,
    },
    environment,
  );
  return Object.freeze({
    port: given.MUSTER_SIMULATOR_PORT,
    host: given.HOST,
    stateDir: given.MUSTER_SIMULATOR_STATE ?? null,
    seedFile: given.MUSTER_SIMULATOR_SEED ?? null,
    logLevel: given.LOG_LEVEL,
  });
}
