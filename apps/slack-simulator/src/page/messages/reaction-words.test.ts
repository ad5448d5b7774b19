import { expect, it } from 'vitest';
import { namesInWords } from './reaction-words.ts';

it('names everyone who reacted, the reader first', () => {
  expect(namesInWords([], true)).toBe('You');
  expect(namesInWords(['Ben'], true)).toBe('You and Ben');
  expect(namesInWords(['Ben', 'Chloé', 'Ada'], false)).toBe('Ben, Chloé and Ada');
});

it('counts those for whom there is no room', () => {
  expect(namesInWords(['A', 'B', 'C', 'D'], true, 3)).toBe('You, A and 3 others');
});
