import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** A process as PM2 keeps it: the place stays, whatever process fills it. */
export interface Supervised {
  readonly id: number;
  readonly name: string;
  /** 0 while none runs. */
  readonly pid: number;
}

/** Speaks to the PM2 of a running stack. Both reject when there is none. */
export interface Supervisor {
  list(): Promise<readonly Supervised[]>;
  /** Stops the process in order and starts another one in its place. */
  restart(id: number): Promise<void>;
}

/** The rest of what PM2 tells holds the environment with its secrets: it goes no further. */
const listed = z.array(z.object({ pm_id: z.number(), name: z.string(), pid: z.number().optional() }));

/** A list with its environments, and more processes than anybody has. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export function supervisorAt(dataDir: string): Supervisor {
  const program = createRequire(import.meta.url).resolve('pm2/bin/pm2');
  const pm2 = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, PM2_HOME: path.join(dataDir, 'pm2'), PM2_DISABLE_VERSION_CHECK: 'true' };
    const options = { env, maxBuffer: MAX_OUTPUT_BYTES };
    return (await promisify(execFile)(process.execPath, [program, '--silent', ...args], options)).stdout;
  };
  return {
    async list() {
      const found = listed.parse(JSON.parse(await pm2('jlist')));
      return found.map(({ pm_id, name, pid = 0 }) => ({ id: pm_id, name, pid }));
    },
    restart: async (id) => void (await pm2('restart', String(id))),
  };
}
