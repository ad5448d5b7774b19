import type { PlainCommand } from '../command.ts';
import { MAX_ITEM_LENGTH, MAX_NUMBERS } from '../limits.ts';
import { isVisible, lengthOf } from '../measure.ts';
import { addItems } from './add-forms.ts';
import { readItemLines, splitLines } from './item-lines.ts';
import { readNumbers } from './numbers.ts';
import { misread } from './unknown.ts';
import { COLON, EXAMPLES } from './vocabulary.ts';

const TARGET = new RegExp(`^(?:(?:task|item)\\s+)?#?(\\d{1,9})(?:\\s*(?:,|${COLON})\\s*|\\s+|$)`, 'i');
const TO = new RegExp(`^to(?:\\s*${COLON}\\s*|\\s+|$)`, 'i');
/** Names several items at once, or none in particular: as an accomplishment it would be a poor guess. */
const WHICHEVER =
  /^(?:with\s+)?(?:all|both|everything|it|that|them|these|this|those)(?:\s+of\s+(?:it|them))?[.!?]*$/i;

/** `done 3` ticks off, `done wrote docs` is an accomplishment, `done 3 more` could be either and is asked. */
export function readDone(rest: string, whole: string): PlainCommand {
  if (readNumbers(rest).kind !== 'none') return readNumberCommand('done', rest, whole);
  if (WHICHEVER.test(rest.trim())) return misread(whole, 'done 1 2 4');
  if (!/\p{L}|\p{Extended_Pictographic}|<|:[a-z]/u.test(rest)) return misread(whole, EXAMPLES.done);
  return addItems(readItemLines(rest, 'accomplishment'), whole, EXAMPLES.done);
}

/** `finish 1 2 4`, `reopen #3`, `delete 1,2`. */
export function readNumberCommand(
  name: 'done' | 'reopen' | 'delete',
  rest: string,
  whole: string,
): PlainCommand {
  const read = readNumbers(rest);
  if (read.kind === 'none') return misread(whole, `${name} 3`);
  if (read.kind === 'number-and-more') return misread(whole, `${name} ${read.first}`);
  if (read.numbers.length > MAX_NUMBERS) {
    return { name: 'refused', args: { reason: 'too-many-numbers', limit: MAX_NUMBERS } };
  }
  return { name, args: { numbers: read.numbers } };
}

/** `update 3 new text`, `change 3 to new text`, `edit #3: new text`. */
export function readUpdate(rest: string, whole: string): PlainCommand {
  const target = TARGET.exec(rest);
  if (!target) return misread(whole, EXAMPLES.update);
  const text = splitLines(rest.slice(target[0].length).replace(TO, '')).join(' ');
  if (!isVisible(text)) return misread(whole, `update ${target[1]} Ship docs by Monday`);
  if (lengthOf(text) > MAX_ITEM_LENGTH) {
    return { name: 'refused', args: { reason: 'too-long', limit: MAX_ITEM_LENGTH } };
  }
  return { name: 'update', args: { number: Number(target[1]), text } };
}
