import { expect, test } from 'vitest';
import { lineOf, placeInJson } from './json-place.ts';

const TEXT = JSON.stringify({ a: { 'b/c': [1, { d: 'x"{' }] }, e: true, d: null }, null, 2);
const at = (pointer: string) => {
  const { start, end } = placeInJson(TEXT, pointer);
  return TEXT.slice(start, end);
};

test('finds a member with its name, however deep', () => {
  expect(at('/e')).toBe('"e": true');
  expect(at('/a/b~1c/0')).toBe('1');
  expect(at('/a/b~1c/1/d')).toBe(String.raw`"d": "x\"{"`);
  expect(at('/d')).toBe('"d": null');
});

test('finds the innermost one around what is missing', () => {
  expect(at('/a/b~1c/1/z')).toBe(at('/a/b~1c/1'));
  expect(at('/nothing')).toBe(TEXT);
  expect(at('')).toBe(TEXT);
  expect(placeInJson('[]', '/0/x')).toEqual({ start: 0, end: 2 });
});

test('counts lines from one', () => {
  expect(lineOf(TEXT, 0)).toBe(1);
  expect(lineOf(TEXT, placeInJson(TEXT, '/e').start)).toBe(10);
});
