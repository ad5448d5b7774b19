import type { PlainCommand } from '../command.ts';
import { editDistance } from './edit-distance.ts';
import { EXAMPLES, kindOf, knownWords, verbOf } from './vocabulary.ts';

const MAX_WORD_LENGTH = 20;
/** One slip of the finger. With two, `undo` would be `todo` and `resolve` would be `remove`. */
const MAX_DISTANCE = 1;
/** Shorter words are one slip from anything. */
const MIN_WORD_LENGTH = 3;

/**
 * What a line whose first word is not understood may have meant: the same line with that word mended, or an example
 * of the mended word when the line still makes no sense; `done 3` for `3 done`, `add task X` for `task X`. Null when
 * nothing is near.
 */
export function suggest(line: string, parse: (text: string) => PlainCommand | null): string | null {
  const [word = '', ...rest] = line.split(/\s+/, 40);
  const turned = turnAround(word, rest[0]);
  if (turned) return turned;
  if (kindOf(word) !== null && rest.length > 0) return `add ${line}`;
  if (
    kindOf(rest[0] ?? '') !== null &&
    editDistance(word.toLowerCase().slice(0, MAX_WORD_LENGTH), 'add') <= 1
  ) {
    return ['add', ...rest].join(' ');
  }
  const nearest = nearestWord(word.replace(/[:,.!?]+$/, '').toLowerCase());
  const verb = nearest === null ? null : verbOf(nearest);
  if (nearest === null || verb === null) return null;
  const mended = [nearest, ...rest].join(' ');
  const command = parse(mended);
  return command && !['unknown', 'refused'].includes(command.name) ? mended : EXAMPLES[verb];
}

/** `3 done` → `done 3`. */
function turnAround(number: string, word: string | undefined): string | null {
  if (word === undefined || !/^#?\d{1,9}$/.test(number)) return null;
  const verb = verbOf(word.replace(/[.!?]+$/, ''));
  const isAboutNumbers = verb !== null && ['done', 'finish', 'reopen', 'delete'].includes(verb);
  return isAboutNumbers ? `${word.toLowerCase().replace(/[.!?]+$/, '')} ${number.replace('#', '')}` : null;
}

function nearestWord(word: string): string | null {
  if (word.length < MIN_WORD_LENGTH || word.length > MAX_WORD_LENGTH) return null;
  for (const known of knownWords()) {
    const isOfLikeLength =
      Math.abs(known.length - word.length) <= MAX_DISTANCE && known.length >= MIN_WORD_LENGTH;
    if (!isOfLikeLength || verbOf(known) === 'greeting') continue;
    if (editDistance(word, known) <= MAX_DISTANCE) return known;
  }
  return null;
}
