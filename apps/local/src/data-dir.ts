import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isReachableByOthers } from '@muster/embedded';
import { StartError } from './start-error.ts';

/** Where everything that is kept lies. */
export interface DataDir {
  readonly root: string;
  readonly logs: string;
  readonly postgres: string;
  readonly redis: string;
  readonly simulator: string;
  /** PM2's own files: sockets that only the owner may reach. */
  readonly pm2: string;
  readonly secretsFile: string;
  readonly portsFile: string;
}

/** Makes the folders that are missing. Throws StartError when they cannot be written. Safe to repeat. */
export function prepareDataDir(root: string): DataDir {
  const dirs: DataDir = {
    root,
    logs: path.join(root, 'logs'),
    postgres: path.join(postgresHome(root), 'postgres'),
    redis: path.join(root, 'redis'),
    simulator: path.join(root, 'simulator'),
    pm2: supervisorHome(root),
    secretsFile: path.join(root, 'secrets.json'),
    portsFile: path.join(root, 'ports.json'),
  };
  try {
    // Others may pass through, as Postgres must when it runs under another account, but not look around.
    for (const folder of [root, path.dirname(dirs.postgres)]) makeFolder(folder, 0o711);
    for (const folder of [dirs.logs, dirs.redis, dirs.simulator, dirs.pm2]) makeFolder(folder, 0o700);
  } catch (error) {
    const { code = '', path: place = root } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The folder ${place} cannot be written (${code}). Give this user the right to write there ` +
        '(it may belong to another user who started Muster before), or set MUSTER_DATA_DIR to another folder.',
    );
  }
  return dirs;
}

function makeFolder(folder: string, mode: number): void {
  if (mkdirSync(folder, { recursive: true, mode }) !== undefined) chmodSync(folder, mode);
  accessSync(folder, constants.W_OK | constants.X_OK);
  // A folder that somebody else made under a name they could guess is not ours to put sockets into.
  if (process.getuid && statSync(folder).uid !== process.getuid())
    throw Object.assign(new Error('not ours'), { code: 'it belongs to another user', path: folder });
}

/**
 * Postgres refuses to run as root, and the account that it then runs under cannot get into a private folder such
 * as /root. Its files go to the place that the system has for the data of services.
 */
function postgresHome(root: string): string {
  if (process.getuid?.() !== 0 || isReachableByOthers(path.dirname(root))) return root;
  return path.join('/var/lib/muster', shortHash(root));
}

/** The kernel refuses the address of a local socket beyond 107 bytes (103 on macOS). */
const LONGEST_SOCKET_PATH = 90;

function supervisorHome(root: string): string {
  const home = path.join(root, 'pm2');
  if (Buffer.byteLength(path.join(home, 'interactor.sock')) <= LONGEST_SOCKET_PATH) return home;
  return path.join(tmpdir(), `muster-pm2-${process.getuid?.() ?? 0}-${shortHash(root)}`);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
