import path from 'node:path';
import { address, dataDir, type Environment, logLevel, readConfig, wholeNumber } from '@muster/process';
import { z } from 'zod';

/** What `npm start` was asked for. */
export interface LocalConfig {
  /** Folder of everything that is kept. Absolute. */
  readonly dataDir: string;
  /** Null: an embedded one is started. */
  readonly databaseUrl: string | null;
  /**
   * The embedded Postgres' database. The local Slack has one of its own: tokens of the one Slack are dead at the
   * other, and an installation whose token is dead is removed.
   */
  readonly embeddedDatabase: string;
  readonly redisUrl: string | null;
  /** Ports of the embedded servers; 0: any free one, kept from start to start. */
  readonly postgresPort: number;
  readonly redisPort: number;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Null: this machine, at the gateway's port. */
  readonly publicUrl: string | null;
  /** True when no Slack is set: the local one stands in. */
  readonly hasSimulator: boolean;
  readonly simulatorPort: number;
  /** Null: one is made and kept. */
  readonly keys: string | null;
  readonly operatorToken: string | null;
  readonly socketWorkers: number;
  readonly quarantineWorkers: number;
  readonly taskWorkers: number;
  readonly coordinators: number;
}

/** More processes than this on one machine is a typing mistake. */
const MOST_PROCESSES = 64;
const port = () => wholeNumber(0, 65_535);
const processCount = (fallback: number, least = 1) => wholeNumber(least, MOST_PROCESSES).default(fallback);

const SLACK_CREDENTIALS = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_APP_TOKEN'] as const;

const shape = {
  MUSTER_DATA_DIR: dataDir,
  DATABASE_URL: address(['postgresql', 'postgres']).optional(),
  REDIS_URL: address(['redis', 'rediss']).optional(),
  MUSTER_POSTGRES_PORT: port().default(0),
  MUSTER_REDIS_PORT: port().default(0),
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(3000),
  PUBLIC_URL: address(['http', 'https']).optional(),
  MUSTER_SIMULATOR_PORT: port().default(3100),
  MUSTER_KEYS: z.string().optional(),
  MUSTER_OPERATOR_TOKEN: z.string().optional(),
  MUSTER_SOCKET_WORKERS: processCount(2),
  // A laptop has better things to do than to wait for an app that processes die of.
  MUSTER_QUARANTINE_WORKERS: processCount(0, 0),
  MUSTER_TASK_WORKERS: processCount(2),
  MUSTER_COORDINATORS: processCount(1),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_API_URL: address(['https', 'http']).optional(),
  LOG_LEVEL: logLevel,
};

type Variables = z.infer<z.ZodObject<typeof shape>>;

/**
 * Reads what `npm start` needs to know itself; each process checks its own settings again. A relative data folder
 * is in `root`. Throws one ConfigurationError that lists every problem.
 */
export function readLocalConfig(environment: Environment, root: string): LocalConfig {
  const read = readConfig(shape, environment, (variables) => [
    ...checkCredentials(variables),
    ...checkPorts(variables),
  ]);
  // Whoever names another Slack, even without an app there, does not want this one.
  const hasSimulator = read.SLACK_CLIENT_ID === undefined && read.SLACK_API_URL === undefined;
  return Object.freeze({
    dataDir: path.resolve(root, read.MUSTER_DATA_DIR),
    databaseUrl: read.DATABASE_URL ?? null,
    embeddedDatabase: hasSimulator ? 'muster_simulated' : 'muster',
    redisUrl: read.REDIS_URL ?? null,
    postgresPort: read.MUSTER_POSTGRES_PORT,
    redisPort: read.MUSTER_REDIS_PORT,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? null,
    hasSimulator,
    simulatorPort: read.MUSTER_SIMULATOR_PORT,
    keys: read.MUSTER_KEYS ?? null,
    operatorToken: read.MUSTER_OPERATOR_TOKEN ?? null,
    socketWorkers: read.MUSTER_SOCKET_WORKERS,
    quarantineWorkers: read.MUSTER_QUARANTINE_WORKERS,
    taskWorkers: read.MUSTER_TASK_WORKERS,
    coordinators: read.MUSTER_COORDINATORS,
  });
}

function checkCredentials(variables: Variables): string[] {
  const missing = SLACK_CREDENTIALS.filter((name) => variables[name] === undefined);
  const isPartial = missing.length < SLACK_CREDENTIALS.length || variables.SLACK_BOT_TOKEN !== undefined;
  if (missing.length === 0 || !isPartial) return [];
  return [
    `${missing.join(', ')}: missing; set ${SLACK_CREDENTIALS.join(', ')} together, or none of them for the local Slack`,
  ];
}

function checkPorts(variables: Variables): string[] {
  const names = ['PORT', 'MUSTER_SIMULATOR_PORT', 'MUSTER_POSTGRES_PORT', 'MUSTER_REDIS_PORT'] as const;
  const problems: string[] = [];
  for (const [index, name] of names.entries()) {
    const twin = names.slice(0, index).find((other) => variables[other] === variables[name]);
    if (twin && variables[name] !== 0) problems.push(`${name}: is the same as ${twin}; choose another port`);
  }
  return problems;
}
