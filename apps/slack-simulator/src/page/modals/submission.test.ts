import { expect, it } from 'vitest';
import { errorsOf, troubleOf, withoutError } from './submission.ts';

it('puts refusals under their inputs, whoever refused', () => {
  expect(errorsOf({ outcome: 'invalid', errors: { b: 'Needed' } })).toEqual({ b: 'Needed' });
  expect(errorsOf({ outcome: 'errors', errors: { b: 'Taken' } })).toEqual({ b: 'Taken' });
  expect(errorsOf({ outcome: 'closed' })).toEqual({});
  expect(errorsOf(null)).toEqual({});
});

it('tells of an app that did not answer, and of a refusal of the whole', () => {
  expect(troubleOf({ outcome: 'failed' }, null)).toContain('did not answer in time');
  expect(troubleOf(null, new Error('no such view'))).toBe('Not submitted: no such view');
  expect(troubleOf({ outcome: 'errors', errors: {} }, null)).toBeNull();
});

it('forgets a refusal once its input is changed, and only that one', () => {
  const refused = { outcome: 'errors', errors: { a: 'x', b: 'y' } } as const;
  expect(withoutError(refused, 'a')).toEqual({ outcome: 'errors', errors: { b: 'y' } });
  expect(withoutError(refused, 'c')).toBe(refused);
  expect(withoutError(null, 'a')).toBeNull();
});
