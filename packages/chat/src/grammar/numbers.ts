/** What a text says about item numbers. */
export type NumbersRead =
  /** Numbers and nothing else: `3`, `#3`, `1 2 4`, `1,2 and 3`, `task 3!`. */
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  /** A number and then something else: it cannot be told which is meant. */
  | { readonly kind: 'number-and-more'; readonly first: number }
  | { readonly kind: 'none' };

/** Longer ones are no item's number, and Postgres could not compare them. */
const NUMBER = /^#?(\d{1,9})$/;

/** Words that add nothing to a list of numbers: nothing, politeness, and emoji as characters or shortcodes. */
const FILLER = /^(?:and|please|(?:\p{Extended_Pictographic}|\ufe0f|\u200d)+|:[a-z0-9_+'-]{1,50}:)?$/u;

/** Reads numbers as people write lists of them. Each number is named once, in the order of the text. */
export function readNumbers(text: string): NumbersRead {
  const words = text
    .toLowerCase()
    .replace(/^(?:with\s+)?(?:the\s+)?(?:(?:tasks?|items?|numbers?)\s+)?/, '')
    .replace(/[.!?]+$/, '')
    .split(/[\s,;+&]+/)
    .filter((word) => !FILLER.test(word));
  const numbers = words.map(readNumber);
  const [first] = numbers;
  if (first === undefined || first === null) return { kind: 'none' };
  const known = numbers.filter((number) => number !== null);
  if (known.length < numbers.length) return { kind: 'number-and-more', first };
  return { kind: 'numbers', numbers: [...new Set(known)] };
}

function readNumber(word: string): number | null {
  const digits = NUMBER.exec(word)?.[1];
  return digits === undefined ? null : Number(digits);
}
