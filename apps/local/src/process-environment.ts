import type { Environment } from '@muster/process';
import type { LocalConfig } from './config.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

export interface Addresses {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Where browsers reach the gateway. */
  readonly publicUrl: string;
  /** Where this machine reaches the gateway. */
  readonly gatewayUrl: string;
  /** Null without a local Slack. */
  readonly simulatorUrl: string | null;
}

/** How browsers and processes reach what listens on `host`. */
export function addressesOf(
  config: LocalConfig,
  ports: Ports,
  servers: { databaseUrl: string; redisUrl: string },
): Addresses {
  const machine = isEverywhere(config.host) || config.host === '127.0.0.1' ? 'localhost' : config.host;
  const reachable = isEverywhere(config.host) ? '127.0.0.1' : config.host;
  return {
    ...servers,
    publicUrl: config.publicUrl ?? `http://${bracketed(machine)}:${ports.gateway}`,
    gatewayUrl: `http://${bracketed(reachable)}:${ports.gateway}`,
    simulatorUrl: config.hasSimulator ? `http://${bracketed(machine)}:${ports.simulator}` : null,
  };
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** The local Slack takes fifty of an app in a minute, and somebody who kills workers to see what happens needs many. */
const CONNECTS_TO_SIMULATOR = '40';

/** The environment of the processes: this start's own, completed with what was made, kept and chosen. */
export function processEnvironment(options: {
  environment: Environment;
  config: LocalConfig;
  ports: Ports;
  secrets: Secrets;
  addresses: Addresses;
  simulator: { stateDir: string; seedFile: string };
}): Record<string, string> {
  const { environment, config, ports, secrets, addresses, simulator } = options;
  const given = Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  return {
    ...given,
    MUSTER_DATA_DIR: config.dataDir,
    DATABASE_URL: addresses.databaseUrl,
    REDIS_URL: addresses.redisUrl,
    MUSTER_KEYS: config.keys ?? secrets.keys,
    MUSTER_OPERATOR_TOKEN: config.operatorToken ?? secrets.operatorToken,
    HOST: config.host,
    PORT: String(ports.gateway),
    PUBLIC_URL: addresses.publicUrl,
    MUSTER_SOCKET_WORKERS: String(config.socketWorkers),
    MUSTER_QUARANTINE_WORKERS: String(config.quarantineWorkers),
    MUSTER_TASK_WORKERS: String(config.taskWorkers),
    MUSTER_COORDINATORS: String(config.coordinators),
    ...(addresses.simulatorUrl === null
      ? {}
      : {
          ...simulatorCredentials(secrets, addresses.simulatorUrl),
          MUSTER_CONNECTS_PER_MINUTE: given.MUSTER_CONNECTS_PER_MINUTE ?? CONNECTS_TO_SIMULATOR,
          MUSTER_SIMULATOR_PORT: String(ports.simulator),
          MUSTER_SIMULATOR_STATE: simulator.stateDir,
          MUSTER_SIMULATOR_SEED: simulator.seedFile,
        }),
  };
}

function simulatorCredentials(secrets: Secrets, simulatorUrl: string): Record<string, string> {
  const { clientId, clientSecret, appToken } = secrets.simulatorApp;
  return {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: `${simulatorUrl}/api/`,
    SLACK_AUTHORIZE_URL: `${simulatorUrl}/oauth/v2/authorize`,
    SLACK_APPS_URL: `${simulatorUrl}/apps`,
    SLACK_OPENID_AUTHORIZE_URL: `${simulatorUrl}/openid/connect/authorize`,
  };
}
