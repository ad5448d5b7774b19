import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Block, Reply } from './reply.ts';
import { tryPlan } from './testing/try-plan.ts';

const PIECES = [
  ...[
    'todo ',
    'did: ',
    'add meeting ',
    'done 1 2 99',
    'update 1 ',
    'delete 2',
    'list',
    'help',
    'reopen 1',
    'yesterday',
  ],
  ...[
    '<@U1>',
    '<#C1|n>',
    '<!here>',
    '<!channel>',
    '<!subteam^S1|@g>',
    '&lt;!here&gt;',
    '&amp;',
    '<https://x.y|z>',
  ],
  ...[
    '\n',
    ' ',
    '- ',
    '`',
    '*',
    '🎉',
    '👩‍👧',
    'שלום',
    '\u202e',
    '\0',
    '\ud83d',
    'x'.repeat(300),
    '&amp;'.repeat(200),
  ],
];
const text = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 25 })
  .map((pieces) => pieces.join(''));

it('every reply keeps to Slack’s limits, pings no crowd and can be stored, whatever people say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 15 }), async (texts) => {
      const me = tryPlan();
      let version = 0;
      for (const said of [...texts, 'list']) {
        check(await me.say(said, '5.1'));
        check(await me.say(said));
        check(await me.edit('5.1', [texts[0] ?? '', said], `6.${++version}`));
      }
      const numbers = me.shown().map((line) => line.split(':', 1)[0]);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    { numRuns: 150 },
  );
});

it('a plan of hundreds of long items is cut honestly', async () => {
  const me = tryPlan();
  for (let message = 0; message < 20; message += 1) {
    await me.say(`add tasks\n${Array.from({ length: 20 }, () => 'x'.repeat(190)).join('\n')}`);
  }
  const reply = await me.say('list');
  check(reply);
  const shown = JSON.stringify(reply?.blocks).match(/\*\d+\* {2}x/g)?.length ?? 0;
  expect(shown).toBeGreaterThan(40);
  expect(JSON.stringify(reply?.blocks)).toContain(`…and ${400 - shown} more`);
  const inText = reply?.text.match(/\*\d+\* {2}x/g)?.length ?? 0;
  expect(reply?.text).toContain(`…and ${400 - inText} more`);
});

function check(reply: Reply | null): void {
  if (reply === null) return;
  expect(reply.text.length).toBeGreaterThan(0);
  expect(reply.text.length).toBeLessThanOrEqual(4_000);
  expect(reply.blocks.length).toBeGreaterThan(0);
  expect(reply.blocks.length).toBeLessThanOrEqual(50);
  for (const shown of [reply.text, ...reply.blocks.flatMap(textsOf)]) {
    expect(shown).not.toMatch(/<!|[\p{Surrogate}\0]|&(?!amp;|lt;|gt;)|@(?:here|channel|everyone)/u);
    expect(shown.length).toBeLessThanOrEqual(3_000 + (shown === reply.text ? 1_000 : 0));
    expect(shown.trim()).not.toBe('');
  }
}

function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case 'divider':
      return [];
    case 'context':
      return block.elements.map((element) => element.text);
    default:
      return [block.text.text];
  }
}
