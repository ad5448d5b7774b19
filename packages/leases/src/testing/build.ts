import type { Change, HeldSlot, WorkerInfo } from '@muster/fleet';

export const worker = (id: string): WorkerInfo => ({
  id,
  pid: 7,
  host: 'here',
  since: '2026-01-01T00:00:00Z',
  capacity: 10,
});
export const live = (slot: string, epoch: bigint): HeldSlot => ({ slot, epoch, state: 'live', detail: '' });
export const assign = (
  slot: string,
  workerId: string,
  expect: bigint | null = null,
  floor: bigint | null = null,
): Change => ({
  kind: 'assign',
  slot,
  workerId,
  expect,
  floor,
});
export const release = (slot: string, expect: bigint | null): Change => ({
  kind: 'release',
  slot,
  expect,
  floor: null,
});
