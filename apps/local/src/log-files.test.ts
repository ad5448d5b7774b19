import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VirtualClock } from '@muster/fleet/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepLogsSmall } from './log-files.ts';

const LARGE_BYTES = 21 * 1024 * 1024;
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-logs-'));
  file = path.join(folder, 'gateway.log');
  writeFileSync(file, 'first\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('log files', () => {
  it('are put aside when they are large, while they are being written', async () => {
    const clock = new VirtualClock();
    const stop = keepLogsSmall(folder, clock);
    truncateSync(file, LARGE_BYTES);
    await clock.advance(60_000);
    expect(statSync(`${file}.old`).size).toBe(LARGE_BYTES);
    appendFileSync(file, 'next\n');
    expect(statSync(file).size).toBe('next\n'.length);
    truncateSync(file, LARGE_BYTES + 1);
    stop();
    await clock.advance(120_000);
    expect(statSync(file).size).toBe(LARGE_BYTES + 1);
  });

  it('stay as they are while they are small', () => {
    keepLogsSmall(folder, new VirtualClock())();
    expect(statSync(file).size).toBe('first\n'.length);
  });
});
