import type { Ids } from '../state/ids.ts';

/** A file that was announced, and is not yet part of the workspace. */
export interface Upload {
  readonly fileId: string;
  readonly team: string;
  readonly appId: string;
  readonly user: string;
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  readonly altText: string;
  /** Null until it was sent. */
  content: Uint8Array | null;
}

/** Uploads between `files.getUploadURLExternal` and `files.completeUploadExternal`. Forgotten at the end. */
export interface Uploads {
  /** Returns the file's id and the secret part of the address that takes its content. */
  announce(upload: Omit<Upload, 'fileId' | 'content'>): { readonly fileId: string; readonly key: string };
  /** By the secret part of its address. */
  byKey(key: string): Upload | null;
  byFile(fileId: string): Upload | null;
  /** It became a file. */
  finish(fileId: string): void;
}

/** The oldest is given up when more are under way. */
const MAX_UPLOADS = 200;

export function createUploads(ids: Pick<Ids, 'id' | 'secret'>): Uploads {
  const uploads = new Map<string, Upload>();
  const byFile = (fileId: string) => [...uploads].find(([, upload]) => upload.fileId === fileId);
  return {
    announce: (announced) => {
      const key = ids.secret();
      const fileId = ids.id('F');
      uploads.set(key, { ...announced, fileId, content: null });
      const [oldest] = uploads.keys();
      if (uploads.size > MAX_UPLOADS && oldest !== undefined) uploads.delete(oldest);
      return { fileId, key };
    },
    byKey: (key) => uploads.get(key) ?? null,
    byFile: (fileId) => byFile(fileId)?.[1] ?? null,
    finish: (fileId) => {
      const found = byFile(fileId);
      if (found) uploads.delete(found[0]);
    },
  };
}
