import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { escapeSlack } from './escapes.ts';
import { MAX_ITEM_LENGTH } from './limits.ts';
import { lengthOf } from './measure.ts';
import { readCommand } from './read-command.ts';
import { readEdit } from './read-edit.ts';
import { parseStoredCommand } from './stored-command.ts';

const PIECES = [
  ...[
    'add',
    'task',
    'done',
    'help',
    'help:',
    'did:',
    'Y:',
    'T:',
    'update',
    'change 3 to',
    'delete',
    'list',
    'meeting',
  ],
  ...[
    '<@UBOT>',
    '<@UBOT|x>',
    '<@U1>',
    '<#C1|n>',
    '<!here>',
    '<!subteam^S1|@g>',
    '<https://x.y|z>',
    '<',
    '>',
    '|',
  ],
  ...[
    '&lt;',
    '&amp;',
    '&amp;lt;',
    '&',
    '\0',
    '\ud83d',
    '\ude00',
    '🎉',
    '👩‍👧',
    'שלום',
    '\u202e',
    '\u2060',
    '\u200b',
  ],
  ...[
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u2028',
    '- ',
    '• ',
    '1. ',
    ' / ',
    ':',
    ',',
    '?',
    '!',
    '`',
    '*',
    '_',
  ],
  ...[
    '3',
    '#3',
    '1,2',
    '99999999999',
    '-1',
    '“',
    '’',
    ':tada:',
    '(((',
    '\\',
    '$&',
    '$1',
    '__proto__',
    'constructor',
  ],
];
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
);
const storable = (text: string) => !/[\p{Surrogate}\0]/u.test(text);

describe('hostile text', () => {
  it('always gives a command that can be stored and read back, or nothing', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, isDirect) => {
        const command = readCommand({ text, botUserId: 'UBOT', isDirect });
        if (command === null) return !isDirect;
        const json = JSON.stringify(command);
        expect(parseStoredCommand(JSON.parse(json))).toEqual(command);
        return storable(json.replaceAll('\\u0000', '\0')) && !json.includes('\\ud');
      }),
      { numRuns: 5_000 },
    );
  });

  it('never breaks an edit', () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.boolean(), (previousText, text, isDirect) => {
        const command = readEdit({ text, previousText, botUserId: 'UBOT', isDirect });
        if (command) expect(parseStoredCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps items within their length', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const command = readCommand({ text: `todo x${text}`, botUserId: 'UBOT', isDirect: true });
        return (
          command?.name !== 'add' ||
          command.args.items.every((item) => lengthOf(item.text) <= MAX_ITEM_LENGTH)
        );
      }),
    );
  });

  it('is as clean after one cleaning as after two', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanText(text);
        return cleanText(escapeOutsideTokens(clean)) === clean;
      }),
      { numRuns: 2_000 },
    );
  });

  it('carries what people type through unchanged', () => {
    const typed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(typed, (text) => {
        const said = `x${text.replace(/[\p{Cc}\u2028\u2029]/gu, '')}x`;
        const command = readCommand({
          text: `add task ${escapeSlack(said)}`,
          botUserId: 'UBOT',
          isDirect: true,
        });
        expect(command).toEqual({
          name: 'add',
          args: { items: [{ kind: 'task', text: cleanText(escapeSlack(said)) }] },
        });
        expect(plain(command?.name === 'add' ? command.args.items[0]?.text : '')).toBe(plain(said));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'a',
    ' ',
    '<',
    '<@',
    '&',
    '&lt;',
    '\n',
    '- ',
    ' / ',
    'did: ',
    '1 ',
    '<@UBOT>',
    '<@UBOT> ',
    '?',
    '`',
    ':',
    '\u200f',
    'a ',
  ])('reads a megabyte of %j', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    for (const start of ['', '<@UBOT> ', 'hey <@UBOT> ', 'done ', 'add task ', 'Y: ']) {
      for (const long of [start + text, (start + text).slice(0, 39_990), (start + text).slice(0, 4_000)]) {
        expect(() => readCommand({ text: long, botUserId: 'UBOT', isDirect: true })).not.toThrow();
        expect(() => readCommand({ text: long, botUserId: 'UBOT', isDirect: false })).not.toThrow();
      }
    }
  });
});

/** What a person would see as the same text. */
function plain(text = ''): string {
  return text
    .replaceAll('\u2060', '')
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u00a0\u2007\u202f]/g, ' ');
}

function escapeOutsideTokens(clean: string): string {
  return clean
    .split(/(<(?:[@#][A-Z0-9|a-z]+|![^<>]*|(?:https?:|mailto:|tel:)[^<>]*)>)/)
    .map((piece, index) => (index % 2 === 1 ? piece : escapeSlack(piece)))
    .join('');
}
