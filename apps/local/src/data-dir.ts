import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
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
export function prepareDataDir(asked: string): DataDir {
  try {
    // Others may pass through, as Postgres must when it runs under another account, but not look around.
    makeFolder(asked, 0o711);
    // One folder by two names is still one folder: whoever claims it must see the same name.
    const dirs = layOut(realpathSync(asked));
    makeFolder(path.dirname(dirs.postgres), 0o711);
    for (const folder of [dirs.logs, dirs.redis, dirs.simulator, dirs.pm2]) makeFolder(folder, 0o700);
    return dirs;
  } catch (error) {
    const { code = '', path: place = asked } = error as NodeJS.ErrnoException;
    throw new StartError(
      `The folder ${place} cannot be written (${code}). Give this user the right to write there ` +
        '(it may belong to another user who started Muster before), or set MUSTER_DATA_DIR to another folder.',
    );
  }
}

function layOut(root: string): DataDir {
  return {
    root,
    logs: path.join(root, 'logs'),
    postgres: path.join(postgresHome(root), 'postgres'),
    redis: path.join(root, 'redis'),
    simulator: path.join(root, 'simulator'),
    pm2: supervisorHome(root),
    secretsFile: path.join(root, 'secrets.json'),
    portsFile: path.join(root, 'ports.json'),
  };
}

function makeFolder(folder: string, mode: number): void {
  if (makeMissing(folder, mode)) chmodSync(folder, mode);
  accessSync(folder, constants.W_OK | constants.X_OK);
  // A folder that somebody else made under a name they could guess is not ours to put sockets into.
  if (process.getuid && statSync(folder).uid !== process.getuid())
    throw Object.assign(new Error('not ours'), { code: 'it belongs to another user', path: folder });
}

/**
 * Makes the folder and those above it; says whether it was missing. Not by Node's own `recursive`, which never
 * returns where a folder can be seen but nothing made in it: below /proc, or through a link to a disk that is gone.
 */
function makeMissing(folder: string, mode: number): boolean {
  if (existsSync(folder)) return false;
  const parent = path.dirname(folder);
  if (parent !== folder) makeMissing(parent, mode);
  mkdirSync(folder, { mode });
  return true;
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
