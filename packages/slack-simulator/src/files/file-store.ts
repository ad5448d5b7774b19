import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What files hold, by their id. Who they are is in the world. */
export interface FileStore {
  /** Kept before it returns, so that a file the world knows is always there. Repeatable. */
  put(id: string, content: Uint8Array): void;
  /** Null when there is none. */
  get(id: string): Uint8Array | null;
  /** Repeatable. */
  drop(id: string): void;
}

/** One that forgets at the end. */
export function createMemoryFiles(): FileStore {
  const contents = new Map<string, Uint8Array>();
  return {
    put: (id, content) => {
      contents.set(id, content);
    },
    get: (id) => contents.get(id) ?? null,
    drop: (id) => {
      contents.delete(id);
    },
  };
}

/** In the folder `files` beside the journal, which is made with the first of them. */
export function createKeptFiles(stateDir: string): FileStore {
  const folder = path.join(stateDir, 'files');
  const fileOf = (id: string) => {
    if (!/^F[A-Z0-9]+$/.test(id)) throw new Error(`no file can have the id ${id}`);
    return path.join(folder, id);
  };
  return {
    put: (id, content) => {
      const file = fileOf(id);
      mkdirSync(folder, { recursive: true });
      // In one step: a crash leaves the whole file or none.
      writeFileSync(`${file}.new`, content, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    get: (id) => {
      const file = fileOf(id);
      return existsSync(file) ? readFileSync(file) : null;
    },
    drop: (id) => rmSync(fileOf(id), { force: true }),
  };
}
