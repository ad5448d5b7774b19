import type {
  AssignedSlot,
  Assignment,
  Change,
  Held,
  HeldSlot,
  ProcessInfo,
  SlotReport,
  SlotState,
  WorkerInfo,
} from '@muster/fleet';
import { LeaseStoreError } from '../errors.ts';

/** How values are written in Redis (see lua/prelude.lua), and how what comes back is read. */

/** Longer reasons are cut: they are for a line on a screen. */
const MAX_DETAIL_LENGTH = 200;

export function writeHeld(held: Held): string {
  return `${held.epoch} ${held.state} ${held.detail.slice(0, MAX_DETAIL_LENGTH)}`;
}

export function readHeld(text: string): Held {
  const [, epoch, state, detail] = /^(\d+) (connecting|live|down) (.*)$/s.exec(text) ?? [];
  if (epoch === undefined || detail === undefined) throw badReply('read a held slot');
  return { epoch: BigInt(epoch), state: state as SlotState, detail };
}

export function writeReports(reports: readonly SlotReport[]): string[] {
  return reports.flatMap(({ slot, epoch, state, detail }) => [
    slot,
    state === 'closed' ? '' : writeHeld({ epoch, state, detail }),
  ]);
}

export function writeInventory(inventory: readonly HeldSlot[]): string[] {
  return inventory.flatMap((held) => [held.slot, writeHeld(held)]);
}

export function readAssignment(text: string): Assignment {
  const [, epoch, workerId] = /^(\d+) (.+)$/s.exec(text) ?? [];
  if (epoch === undefined || workerId === undefined) throw badReply('read an assignment');
  return { epoch: BigInt(epoch), workerId: workerId === '-' ? null : workerId };
}

/** `{ slot, epoch, slot, … }` by slot name. */
export function readAssignedSlots(reply: unknown): AssignedSlot[] {
  return pairs(reply)
    .map(([slot, epoch]) => ({ slot, epoch: BigInt(asText(epoch)) }))
    .sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

export function writeChange(change: Change): string[] {
  const expect = change.expect === null ? '' : String(change.expect);
  const workerId = change.kind === 'assign' ? change.workerId : '-';
  const floor = change.kind === 'forget' || change.floor === null ? '' : String(change.floor);
  return [change.kind, change.slot, expect, workerId, floor];
}

export function writeInfo(info: WorkerInfo | ProcessInfo): string {
  return JSON.stringify(info);
}

export function readWorkerInfo(text: string): WorkerInfo {
  const info = readObject(text);
  const { id, pid, host, since, capacity, isQuarantine } = info;
  if (typeof id !== 'string' || typeof capacity !== 'number') throw badReply('read a worker');
  return {
    id,
    pid: Number(pid),
    host: String(host),
    since: String(since),
    capacity,
    ...(isQuarantine === undefined ? {} : { isQuarantine: isQuarantine === true }),
  };
}

export function readProcessInfo(text: string): ProcessInfo {
  const info = readObject(text);
  if (typeof info.id !== 'string' || typeof info.kind !== 'string') throw badReply('read a process');
  return info as unknown as ProcessInfo;
}

export function asList(reply: unknown): unknown[] {
  if (!Array.isArray(reply)) throw badReply('read a list');
  return reply;
}

export function asText(reply: unknown): string {
  if (typeof reply !== 'string') throw badReply('read a text');
  return reply;
}

/** `{ key, value, key, … }` as pairs. */
export function pairs(reply: unknown): [string, unknown][] {
  const list = asList(reply);
  const found: [string, unknown][] = [];
  for (let at = 0; at + 1 < list.length; at += 2) found.push([asText(list[at]), list[at + 1]]);
  return found;
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, like any other text that is not an object.
  }
  throw badReply('read an object');
}

function badReply(operation: string): LeaseStoreError {
  return new LeaseStoreError('bad_reply', operation);
}
