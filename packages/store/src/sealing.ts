import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreError } from './errors.ts';

/** The keys that seal secrets at rest. The first seals, all open: add a new one in front to rotate. */
export interface SealingKeys {
  readonly current: SealingKey;
  readonly byId: ReadonlyMap<string, SealingKey>;
}

interface SealingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** Where a secret lives. It is part of the seal: moved to another place, it does not open. */
export interface Place {
  readonly table: 'apps' | 'installations';
  readonly row: string;
  readonly column: string;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** How sealing keys are written, to say in a message. */
export const KEYS_FORM = '<id>:<base64 of 32 bytes>, several with commas between them';

/** Reads `k2:<base64 of 32 bytes>,k1:…`. Throws an Error that says what is wrong, without the key. */
export function parseKeys(text: string): SealingKeys {
  const keys = text.split(',').map((part) => parseKey(part.trim()));
  const byId = new Map(keys.map((key) => [key.id, key]));
  const [current] = keys;
  if (!current) throw new Error('needs at least one key, written as <id>:<base64 of 32 bytes>');
  if (byId.size !== keys.length) throw new Error('names the same key id twice');
  return { current, byId };
}

function parseKey(text: string): SealingKey {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(text);
  const bytes = match?.[2] ? Buffer.from(match[2], 'base64') : undefined;
  if (!match?.[1] || bytes?.length !== KEY_BYTES)
    throw new Error(
      'each key is written as <id>:<base64 of 32 bytes>, for example from `openssl rand -base64 32`',
    );
  return { id: match[1], bytes };
}

/** A fresh random key in the form that `parseKeys` reads. */
export function newKey(id: string): string {
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}`;
}

/** Seals a secret for one place with AES-256-GCM: format, key id, nonce, tag, ciphertext. */
export function seal(keys: SealingKeys, place: Place, secret: string): Buffer {
  const { id, bytes } = keys.current;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(boundTo(place, id));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const keyId = Buffer.from(id);
  return Buffer.concat([Buffer.of(FORMAT, keyId.length), keyId, nonce, cipher.getAuthTag(), sealed]);
}

/** Opens what was sealed for the same place. Throws StoreError `seal_broken` for anything else. */
export function unseal(keys: SealingKeys, place: Place, sealed: Uint8Array): string {
  const operation = `open ${place.table}.${place.column} of ${place.row}`;
  try {
    const box = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const keyIdEnd = 2 + box.readUInt8(1);
    const id = box.toString('utf8', 2, keyIdEnd);
    const key = keys.byId.get(id);
    if (box.readUInt8(0) !== FORMAT || !key) throw new Error(`no key named ${id}`);
    const nonce = box.subarray(keyIdEnd, keyIdEnd + NONCE_BYTES);
    const tag = box.subarray(keyIdEnd + NONCE_BYTES, keyIdEnd + NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(place, id))
      .setAuthTag(tag);
    const text = box.subarray(keyIdEnd + NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new StoreError('seal_broken', operation, { cause });
  }
}

/** Whether a sealed value names the key that seals now. */
export function isSealedWithCurrent(keys: SealingKeys, sealed: Uint8Array): boolean {
  const id = Buffer.from(keys.current.id);
  return sealed[0] === FORMAT && sealed[1] === id.length && id.equals(sealed.subarray(2, 2 + id.length));
}

/** Opens a sealed value like `unseal`, or answers null where no key opens it. */
export function unsealIfPossible(keys: SealingKeys, place: Place, sealed: Uint8Array): string | null {
  try {
    return unseal(keys, place, sealed);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'seal_broken') return null;
    throw error;
  }
}

function boundTo(place: Place, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['muster', place.table, place.row, place.column, keyId]));
}
