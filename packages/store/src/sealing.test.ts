import { describe, expect, it } from 'vitest';
import { newKey, parseKeys, seal, unseal } from './sealing.ts';

const place = { table: 'installations', row: 'row-1', column: 'bot_token' } as const;

describe('sealing', () => {
  it('opens what it sealed, at the same place', () => {
    const keys = parseKeys(newKey('k1'));
    expect(unseal(keys, place, seal(keys, place, 'xoxb-secret'))).toBe('xoxb-secret');
  });

  it('does not open a ciphertext that was moved to another row or column', () => {
    const keys = parseKeys(newKey('k1'));
    const sealed = seal(keys, place, 'xoxb-secret');
    expect(() => unseal(keys, { ...place, row: 'row-2' }, sealed)).toThrow(/seal broken/);
    expect(() => unseal(keys, { ...place, column: 'other' }, sealed)).toThrow(/seal broken/);
  });

  it('opens with an older key after a new one was put in front, and seals with the new one', () => {
    const old = newKey('k1');
    const before = parseKeys(old);
    const after = parseKeys(`${newKey('k2')},${old}`);
    expect(unseal(after, place, seal(before, place, 'a'))).toBe('a');
    expect(() => unseal(before, place, seal(after, place, 'a'))).toThrow(/seal broken/);
  });

  it('opens nothing that was changed by a single bit', () => {
    const keys = parseKeys(newKey('k1'));
    const sealed = seal(keys, place, 'xoxb-secret');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(keys, place, changed)).toThrow(/seal broken/);
    }
  });

  it('never puts the secret into its errors', () => {
    const keys = parseKeys(newKey('k1'));
    expect(() => unseal(keys, place, Buffer.from('xoxb-secret'))).not.toThrow(/xoxb-secret/);
    expect(() => parseKeys('k1:c2hvcnQ=')).not.toThrow(/c2hvcnQ/);
  });

  it.each(['', 'k1', 'k1:c2hvcnQ=', 'k 1:AAAA'])('refuses %j as keys', (text) => {
    expect(() => parseKeys(text)).toThrow(/base64 of 32 bytes/);
  });

  it('refuses the same key id twice', () => {
    expect(() => parseKeys(`${newKey('k1')},${newKey('k1')}`)).toThrow(/same key id twice/);
  });
});
