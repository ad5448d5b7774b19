import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markerOf, toggleMarker } from './formatting.ts';

it('puts markers around what is selected, and leaves it selected', () => {
  expect(toggleMarker({ text: 'so bold here', start: 3, end: 7 }, '*')).toEqual({
    text: 'so *bold* here',
    start: 4,
    end: 8,
  });
});

it('takes them away again', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.nat(20), fc.nat(20), (text, one, other) => {
      const before = {
        text,
        start: Math.min(one, other, text.length),
        end: Math.min(Math.max(one, other), text.length),
      };
      expect(toggleMarker(toggleMarker(before, '§'), '§')).toEqual(before);
    }),
  );
});

it('knows the keys of bold, italic, strike and code', () => {
  expect([markerOf('b', false), markerOf('I', false), markerOf('X', true), markerOf('c', true)]).toEqual([
    '*',
    '_',
    '~',
    '`',
  ]);
  expect([markerOf('x', false), markerOf('k', false)]).toEqual([null, null]);
});
