import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { freePort, portProblem } from '@muster/embedded';
import type { LocalConfig } from './config.ts';
import { StartError } from './start-error.ts';

/** The ports of everything that this start runs. */
export interface Ports {
  readonly gateway: number;
  readonly simulator: number;
  readonly postgres: number;
  readonly redis: number;
}

/**
 * Chooses the ports: the one asked for, which must be free, else the one of the last start if it is free, else any.
 * Throws StartError when one that was asked for is in use.
 */
export async function choosePorts(config: LocalConfig, portsFile: string): Promise<Ports> {
  const last = lastPorts(portsFile);
  const ports: Ports = {
    gateway: await choose('PORT', config.port, last.gateway, config.host),
    simulator: config.hasSimulator
      ? await choose('MUSTER_SIMULATOR_PORT', config.simulatorPort, last.simulator, config.host)
      : 0,
    postgres: await choose('MUSTER_POSTGRES_PORT', config.postgresPort, last.postgres, '127.0.0.1'),
    redis: await choose('MUSTER_REDIS_PORT', config.redisPort, last.redis, '127.0.0.1'),
  };
  writeFileSync(portsFile, `${JSON.stringify(ports)}\n`);
  return ports;
}

async function choose(name: string, asked: number, last: number, host: string): Promise<number> {
  if (asked === 0) return last > 0 && (await portProblem(last, host)) === null ? last : freePort();
  const problem = await portProblem(asked, host);
  if (problem === null) return asked;
  throw new StartError(adviceOn(problem, name, asked, host));
}

function adviceOn(problem: string, name: string, port: number, host: string): string {
  if (problem === 'EADDRINUSE')
    return `Port ${port} of ${host} is in use by another program. Stop that program, or set ${name} to another port.`;
  if (problem === 'EACCES')
    return `This user may not listen on port ${port}. Set ${name} to a port from 1024 on.`;
  return `Nobody can listen on ${host} here (${problem}). Set HOST to an address of this machine, or remove it.`;
}

function lastPorts(portsFile: string): Ports {
  const none = { gateway: 0, simulator: 0, postgres: 0, redis: 0 };
  if (!existsSync(portsFile)) return none;
  try {
    return { ...none, ...(JSON.parse(readFileSync(portsFile, 'utf8')) as Partial<Ports>) };
  } catch {
    return none;
  }
}
