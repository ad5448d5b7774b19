import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SimInstalled } from '../control/requests.ts';
import { api } from './raw-client.ts';
import { ACME, GENERAL, type TestWorld, testWorld } from './world.ts';

const SCOPES = ['chat:write', 'files:read', 'files:write', 'channels:history', 'im:write'];

export interface SentFile {
  readonly id: string;
  readonly url_private: string;
  readonly url_private_download: string;
}

/** A world with a second app that sends files, and all its state in a folder of its own. */
export interface FileWorld extends TestWorld {
  /** Holds the folder `state`, and whatever else a test puts there. */
  readonly folder: string;
  readonly sender: SimInstalled;
  /** `method` without `files.`; as the sender, unless another token is given. */
  call(method: string, args?: object, token?: string): Promise<Record<string, unknown>>;
  announce(filename: string, length: number, more?: object): Promise<Record<string, unknown>>;
  /** To an `upload_url`. */
  send(url: unknown, body: string | Uint8Array<ArrayBuffer> | FormData): Promise<Response>;
  /** Uploads text and resolves with the file as the last step gave it. */
  upload(filename: string, text: string, where?: object): Promise<SentFile>;
  end(): Promise<void>;
}

/** The caller ends it. */
export async function fileWorld(): Promise<FileWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  const world = await testWorld({ stateDir: path.join(folder, 'state') });
  const { control, apiUrl } = world.simulator;
  const app = await control.addApp({ name: 'Sender', scopes: SCOPES, events: [] });
  const sender = await control.install(ACME, app.id, { channels: [GENERAL] });
  const call: FileWorld['call'] = (method, args = {}, token = sender.botToken) =>
    api(apiUrl, `files.${method}`, token, { ...args });
  const announce: FileWorld['announce'] = (filename, length, more = {}) =>
    call('getUploadURLExternal', { filename, length, ...more });
  const send: FileWorld['send'] = (url, body) => fetch(String(url), { method: 'POST', body });
  return {
    ...world,
    folder,
    sender,
    call,
    announce,
    send,
    upload: async (filename, text, where = { channel_id: GENERAL }) => {
      const { upload_url, file_id } = await announce(filename, text.length);
      await send(upload_url, text);
      const { files, error } = await call('completeUploadExternal', { files: [{ id: file_id }], ...where });
      const [file] = (files ?? []) as SentFile[];
      if (!file) throw new Error(`the upload ended with ${String(error)}`);
      return file;
    },
    end: async () => {
      await world.simulator.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
