import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { type NewDeath, StoreError } from '@muster/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type InHandRecord, writeOwner, writeRecord } from './in-hand-record.ts';
import { processMark } from './process-mark.ts';
import { reportDeaths } from './report-deaths.ts';

let folder: string;
let clock: VirtualClock;
let log: ReturnType<typeof recordingLog>;
let noted: NewDeath[];
let poisoned: string[];
let outcome: (deaths: readonly NewDeath[]) => string[];
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-deaths-'));
  clock = new VirtualClock(0, Date.now());
  log = recordingLog();
  noted = [];
  poisoned = [];
  outcome = () => [];
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process of this host with these envelopes in hand. */
function leave(processId: string, records: readonly InHandRecord[]) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)']);
  children.push(child);
  const { pid = 0 } = child;
  const lines = records.map((record) => writeRecord(record) ?? Buffer.alloc(0));
  const owner = writeOwner({ processId, pid, mark: processMark(pid) ?? '' });
  writeFileSync(path.join(folder, processId), Buffer.concat([owner, ...lines]));
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}
function report() {
  return reportDeaths({
    folder,
    deaths: {
      async note(deaths) {
        const found = outcome(deaths);
        noted.push(...deaths);
        return found;
      },
    },
    onPoison: (appIds) => poisoned.push(...appIds),
    clock,
    log,
  });
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const one = { appId: 'A1', key: 'Ev1', isCertain: false };

it('notes what a dead process had in hand, and takes its file away', async () => {
  const two = { appId: 'A2', key: 'Ev2', isCertain: true };
  const kill = leave('w1', [one, two]);
  leave('w2', [one]);
  await kill();
  outcome = () => ['A2'];
  const reporting = report();
  await settle();
  expect(noted).toMatchObject([
    { ...one, processId: 'w1' },
    { ...two, processId: 'w1' },
  ]);
  expect(Math.abs((noted[0]?.atMs ?? 0) - Date.now())).toBeLessThan(600_000);
  expect(poisoned).toEqual(['A2']);
  expect(readdirSync(folder)).toEqual(['w2']);
  await reporting.stop();
});

it('knows a process from an earlier one with its pid', async () => {
  const { pid } = process;
  for (const [processId, mark] of [
    ['w1', processMark(pid) ?? ''],
    ['w2', 'another time'],
  ] as const)
    writeFileSync(
      path.join(folder, processId),
      Buffer.concat([writeOwner({ processId, pid, mark }), writeRecord(one) ?? Buffer.alloc(0)]),
    );
  await report().stop();
  expect(noted.map(({ processId }) => processId)).toEqual(['w2']);
});

it('asks again while the store is away, and keeps the file until the deaths are noted', async () => {
  await leave('w1', [one])();
  let isAway = true;
  outcome = () => {
    if (isAway) throw new StoreError('store_unavailable', 'note deaths');
    return [];
  };
  const reporting = report();
  await settle();
  await clock.advance(3_000);
  expect(noted).toEqual([]);
  expect(readdirSync(folder)).toEqual(['w1']);
  isAway = false;
  await clock.advance(1_000);
  expect(noted).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
  await reporting.stop();
});

it('leaves the file to the next worker when it stops before', async () => {
  await leave('w1', [one])();
  outcome = () => {
    throw new StoreError('store_unavailable', 'note deaths');
  };
  const reporting = report();
  await settle();
  await reporting.stop();
  expect(readdirSync(folder)).toEqual(['w1']);
});

it('does not choke on what makes no sense, on an empty file or on a folder that is not there', async () => {
  writeFileSync(path.join(folder, 'odd'), 'nothing of ours');
  await leave('w1', [])();
  await report().stop();
  expect(noted).toEqual([]);
  expect(readdirSync(folder)).toEqual(['odd']);
  rmSync(folder, { recursive: true });
  await report().stop();
  writeFileSync(folder, '');
  await report().stop();
  expect(log.lines.filter(({ level }) => level !== 'warn')).toEqual([]);
});

it('gives up on what the store will never take', async () => {
  await leave('w1', [one])();
  outcome = () => {
    throw new StoreError('bad_value', 'note deaths');
  };
  await report().stop();
  expect(readdirSync(folder)).toEqual([]);
  expect(log.lines.map(({ level }) => level)).toEqual(['error']);
});
