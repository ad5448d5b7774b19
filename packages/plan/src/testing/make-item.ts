import { randomUUID } from 'node:crypto';
import type { Item } from '../plan-repository.ts';

/** An open task, but for what is said otherwise. */
export function makeItem(changes: Partial<Item> = {}): Item {
  return {
    id: randomUUID(),
    number: 1,
    kind: 'task',
    text: 'Ship docs',
    state: 'open',
    day: '2026-11-24',
    origin: null,
    createdAt: new Date('2026-11-24T09:00:00.000Z'),
    doneAt: null,
    deletedAt: null,
    ...changes,
  };
}
