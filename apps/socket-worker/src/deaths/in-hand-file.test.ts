import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordingLog } from '@muster/fleet/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInHandFile, type InHandFile } from './in-hand-file.ts';
import { MAX_IN_HAND, RECORD_BYTES, readFile } from './in-hand-record.ts';

const NAME = 'socket-worker-1';
let folder: string;
let log: ReturnType<typeof recordingLog>;
let inHand: InHandFile;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'muster-in-hand-')), 'deep', 'down');
  log = recordingLog();
  inHand = createInHandFile({ folder, processId: NAME, log });
});
afterEach(() => rmSync(path.dirname(path.dirname(folder)), { recursive: true }));

const file = () => path.join(folder, NAME);
const records = () => readFile(readFileSync(file(), 'latin1'))?.records;
const suspect = (appId: string, key: string) => ({ appId, key, isCertain: false });
/** Takes an envelope in hand. Call what it resolves with to let go of it. */
function take(appId: string, key: string, blames = false) {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const done = inHand.during({ appId, key }, async () => {
    if (blames) inHand.blame();
    await held;
  });
  return async () => {
    letGo();
    await done;
  };
}

describe('what is in hand', () => {
  it('stands in the file as long as it is, and nothing else does', async () => {
    expect(records()).toEqual([]);
    const first = take('A1', 'Ev1');
    const second = take('A2', 'Ev2');
    expect(records()).toEqual([suspect('A1', 'Ev1'), suspect('A2', 'Ev2')]);
    await first();
    expect(records()).toEqual([suspect('A2', 'Ev2')]);
    const third = take('A1', 'Ev3');
    expect(records()).toEqual([suspect('A1', 'Ev3'), suspect('A2', 'Ev2')]);
    await second();
    await third();
    expect(records()).toEqual([]);
  });

  it('goes from the file when its handling fails, which fails as it did', async () => {
    const handling = inHand.during({ appId: 'A1', key: 'Ev1' }, () => Promise.reject(new Error('broken')));
    await expect(handling).rejects.toThrow('broken');
    expect(records()).toEqual([]);
  });

  it('keeps the file at its size, with room for so many, and is legible to its owner alone', async () => {
    const size = RECORD_BYTES * (1 + MAX_IN_HAND);
    expect(statSync(file())).toMatchObject({ size, mode: 0o100600 });
    const held = Array.from({ length: MAX_IN_HAND + 5 }, (_, n) => take('A1', `Ev${n}`));
    expect(records()).toHaveLength(MAX_IN_HAND);
    expect(statSync(file()).size).toBe(size);
    for (const letGo of held) await letGo();
    expect(records()).toEqual([]);
    const again = take('A1', 'Ev1');
    expect(records()).toEqual([suspect('A1', 'Ev1')]);
    await again();
  });

  it('is written as a hash where its key is too long, and not at all where its app is', async () => {
    const key = 'x'.repeat(255);
    const letGo = [take('A1', key), take('A'.repeat(255), 'Ev1')];
    const [first, ...others] = records() ?? [];
    expect(others).toEqual([]);
    expect(first?.key).toMatch(/^[0-9a-f]{64}$/);
    for (const one of letGo) await one();
  });
});

describe('an error that nobody handled', () => {
  it('leaves the envelope alone that it came out of', () => {
    void take('A1', 'Ev1');
    void take('A2', 'Ev2', true);
    expect(records()).toEqual([{ appId: 'A2', key: 'Ev2', isCertain: true }]);
  });

  it('leaves everything as it is when it came out of none, or of one that is done with', async () => {
    void take('A1', 'Ev1');
    inHand.blame();
    expect(records()).toEqual([suspect('A1', 'Ev1')]);
    const late = await inHand.during({ appId: 'A2', key: 'Ev2' }, async () => {
      const asked = new Promise<void>((resolve) => setImmediate(() => resolve(inHand.blame())));
      return { asked };
    });
    await late.asked;
    expect(records()).toEqual([suspect('A1', 'Ev1')]);
  });
});

it('takes the file away when the process stops in order', () => {
  inHand.close();
  expect(existsSync(file())).toBe(false);
});

it('handles envelopes all the same where nothing can be written, and says so once', async () => {
  const taken = path.join(folder, 'a-file');
  writeFileSync(taken, '');
  inHand = createInHandFile({ folder: taken, processId: NAME, log });
  expect(await inHand.during({ appId: 'A1', key: 'Ev1' }, async () => 'handled')).toBe('handled');
  inHand.blame();
  inHand.close();
  expect(log.lines.map(({ level }) => level)).toEqual(['warn']);
});
