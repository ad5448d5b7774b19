import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartError } from './start-error.ts';

/** The right to be the only `npm start` on a data folder. */
export interface OnlyStart {
  release(): void;
}

/**
 * Claims the data folder for this process. A listening local socket is the claim: unlike a file with a process id
 * it ends with the process, however that ends. Throws StartError when another start holds it.
 */
export async function claimDataDir(dataDir: string): Promise<OnlyStart> {
  const address = socketAddress(dataDir);
  const server = createServer((socket) => socket.end(String(process.pid)));
  // Linux removes the name with the process; elsewhere it is a file that a killed process leaves behind.
  if (!(await listens(server, address))) {
    const holder = await askHolder(address);
    if (holder !== null) throw new StartError(alreadyRunning(dataDir, holder));
    rmSync(address, { force: true });
    if (!(await listens(server, address))) throw new StartError(alreadyRunning(dataDir, 'unknown'));
  }
  server.unref();
  return { release: () => server.close() };
}

function socketAddress(dataDir: string): string {
  const name = `muster-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
  return process.platform === 'linux' ? `\0${name}` : path.join(tmpdir(), `${name}.sock`);
}

function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', onError);
    server.listen(address, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/** The process id of whoever answers, or null when nobody does. */
function askHolder(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => resolve(null));
    socket.on('end', () => resolve(answer));
  });
}

function alreadyRunning(dataDir: string, holder: string): string {
  return (
    `Muster is already running on ${dataDir} (process ${holder}). Stop that one first, or start this one with ` +
    'MUSTER_DATA_DIR set to another folder.'
  );
}
