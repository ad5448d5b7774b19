import type { WorkerRecord } from '@muster/fleet';
import { expect, it } from 'vitest';
import { moveReason } from './move-reason.ts';

const NOW_US = 5_000_000;

it('tells why a slot was assigned anew', () => {
  const worker = (id: string, changes: Partial<WorkerRecord> = {}): [string, WorkerRecord] => [
    id,
    {
      info: { id, pid: 1, host: 'h', since: '', capacity: 9 },
      expiresUs: NOW_US + 1,
      isDraining: false,
      unackedMs: 0,
      held: new Map([['held#0', { epoch: 1n, state: 'live', detail: '' }]]),
      ...changes,
    },
  ];
  const workers = new Map([
    worker('well'),
    worker('lost', { expiresUs: NOW_US }),
    worker('draining', { isDraining: true }),
    worker('stuck', { unackedMs: 60_000 }),
  ]);
  const on = ['well', 'lost', 'draining', 'stuck', 'reaped'];
  const assignments = new Map<string, { workerId: string | null; epoch: bigint }>(
    on.map((workerId) => [`${workerId}#0`, { workerId, epoch: 1n }]),
  );
  assignments.set('released#0', { workerId: null, epoch: 1n });
  const reason = (slot: string, workerId: string | null = 'other') =>
    moveReason({ slot, workerId, epoch: 2n }, { workers, assignments }, NOW_US);
  expect([...on, 'released', 'nowhere'].map((name) => reason(`${name}#0`))).toEqual([
    'levelled',
    'lost',
    'drained',
    'stuck',
    'lost',
    'new',
    'new',
  ]);
  expect(reason('held#0', 'well')).toBe('adopted');
  expect(reason('well#0', 'well')).toBe('adopted');
  expect(reason('well#0', null)).toBe('released');
});
