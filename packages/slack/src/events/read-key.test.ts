import { expect, it } from 'vitest';
import { readKey } from './read-key.ts';

it('names an event by its id, what a person did by its trigger, and nothing else', () => {
  expect(readKey({ event_id: 'Ev1', event: { type: 'message' } })).toBe('Ev1');
  expect(readKey({ command: '/muster', trigger_id: '1.2.abc' })).toBe('1.2.abc');
  for (const odd of [
    null,
    'Ev1',
    [],
    {},
    { event_id: 7 },
    { event_id: 'with blanks' },
    { event_id: 'x'.repeat(256) },
  ])
    expect(readKey(odd)).toBeNull();
});
