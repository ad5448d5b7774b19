import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLocalConfig } from './config.ts';
import { prepareDataDir } from './data-dir.ts';
import { readEnvironmentFile, writeEnvironmentFile } from './environment-file.ts';
import { claimDataDir } from './only-start.ts';
import { choosePorts } from './ports.ts';
import { keptSecrets } from './secrets.ts';
import { StartError } from './start-error.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-local-'));
  // As root, Postgres would be given a folder elsewhere if its account could not pass here.
  chmodSync(folder, 0o711);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the data folder', () => {
  it('lets nobody else look into what is private', () => {
    const dirs = prepareDataDir(path.join(folder, 'data'));
    for (const private_ of [dirs.logs, dirs.redis, dirs.pm2, dirs.simulator])
      expect(statSync(private_).mode & 0o077).toBe(0);
    expect(prepareDataDir(path.join(folder, 'data'))).toEqual(dirs);
  });

  it('says what to do when it cannot be made', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(() => prepareDataDir(path.join(folder, 'file', 'data'))).toThrow(StartError);
    expect(() => prepareDataDir(path.join(folder, 'file', 'data'))).toThrow(/MUSTER_DATA_DIR/);
  });

  it('says so where nothing can be made in a folder that can be seen', () => {
    symlinkSync(path.join(folder, 'a-disk-that-is-gone'), path.join(folder, 'link'));
    expect(() => prepareDataDir(path.join(folder, 'link', 'data'))).toThrow(/cannot be written/);
  });

  it('is one folder, by whichever of its names', () => {
    const dirs = prepareDataDir(path.join(folder, 'data'));
    symlinkSync(dirs.root, path.join(folder, 'link'));
    expect(prepareDataDir(path.join(folder, 'link'))).toEqual(dirs);
  });

  it('has room for the sockets of the process supervisor, however deep it lies', () => {
    const deep = path.join(folder, ...Array.from({ length: 12 }, () => 'a-long-folder-name'));
    const { pm2 } = prepareDataDir(deep);
    expect(path.join(pm2, 'rpc.sock').length).toBeLessThan(100);
    rmSync(pm2, { recursive: true });
  });
});

describe('the kept secrets', () => {
  it('are made once, for the owner alone', () => {
    const file = path.join(folder, 'secrets.json');
    const made = keptSecrets(file);
    expect(made.simulatorApp.appToken).toMatch(new RegExp(`^xapp-1-${made.simulatorApp.id}-\\d+-[0-9a-f]+$`));
    expect(made.keys).toMatch(/^k1:/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keptSecrets(file)).toEqual(made);
  });

  it('are never replaced when the file is damaged', () => {
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, '{"operatorToken":');
    expect(() => keptSecrets(file)).toThrow(/damaged/);
    expect(readFileSync(file, 'utf8')).toBe('{"operatorToken":');
  });
});

describe('the claim on a data folder', () => {
  it('is refused to a second start, which hears who holds it', async () => {
    const claim = await claimDataDir(folder);
    await expect(claimDataDir(folder)).rejects.toThrow(`process ${process.pid}`);
    claim.release();
    (await claimDataDir(folder)).release();
  });
});

describe('ports', () => {
  let taken: Server;
  let port: number;
  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()));
    port = (taken.address() as { port: number }).port;
  });
  afterEach(() => {
    taken.close();
  });
  const any = { PORT: '0', MUSTER_SIMULATOR_PORT: '0' };

  it('are the same at the next start', async () => {
    const file = path.join(folder, 'ports.json');
    const config = readLocalConfig(any, folder);
    const first = await choosePorts(config, file);
    expect(await choosePorts(config, file)).toEqual(first);
  });

  it('are others where the last ones are taken', async () => {
    const file = path.join(folder, 'ports.json');
    writeFileSync(file, JSON.stringify({ postgres: port }));
    expect((await choosePorts(readLocalConfig(any, folder), file)).postgres).not.toBe(port);
  });

  it('are refused when asked for and taken', async () => {
    const config = readLocalConfig({ ...any, MUSTER_REDIS_PORT: String(port) }, folder);
    await expect(choosePorts(config, path.join(folder, 'ports.json'))).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use by another program. Stop that program, or set MUSTER_REDIS_PORT`,
    );
  });
});

describe('an address to listen on', () => {
  it('is not said to be in use when it is not of this machine', async () => {
    const config = readLocalConfig({ HOST: '192.0.2.1' }, folder);
    await expect(choosePorts(config, path.join(folder, 'ports.json'))).rejects.toThrow(
      /Nobody can listen on 192\.0\.2\.1 here .* Set HOST/,
    );
  });
});

describe('the environment file', () => {
  it('keeps what a shell can read, for the owner alone', () => {
    const file = path.join(folder, 'environment');
    writeEnvironmentFile(file, { DATABASE_URL: "postgresql://a:it's@b/c", HOST: '::1' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readEnvironmentFile(file, 'DATABASE_URL')).toBe("postgresql://a:it's@b/c");
    expect(readEnvironmentFile(file, 'MUSTER_NOTHING')).toBeNull();
    expect(readEnvironmentFile(path.join(folder, 'absent'), 'HOST')).toBeNull();
  });
});
