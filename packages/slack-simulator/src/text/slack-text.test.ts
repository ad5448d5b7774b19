import { expect, test } from 'vitest';
import { richTextBlock } from './rich-text.ts';
import { slackText } from './slack-text.ts';

test('a text in its final form does not change', () => {
  const texts = [
    'a <b> & "c"',
    '<@U123ABC> <@U1|ada> <#C1|general> <!here> <!subteam^S1|@team> <https://a.example|label>',
    'https://a.example/x?y=1&z=2, and (http://b.example).',
    '&lt;not a tag&gt; &amp;amp; 👩‍👩‍👧 שלום',
    '<<<<@U1>>>> <@u1> < @U1>',
  ];
  for (const text of texts) expect(slackText(slackText(text))).toBe(slackText(text));
});

test('only signs that belong to no token are escaped', () => {
  expect(slackText('<@U1> 1 < 2 &amp; 3 & 4 <@nobody>')).toBe(
    '<@U1> 1 &lt; 2 &amp; 3 &amp; 4 &lt;@nobody&gt;',
  );
});

test('a megabyte of brackets is escaped in one go', () => {
  const text = '<@U1'.repeat(250_000);
  expect(slackText(text)).toBe('&lt;@U1'.repeat(250_000));
});

test('of a long row of full stops in an address only the last belong to the sentence', () => {
  const address = `https://${'.'.repeat(500_000)}a`;
  expect(slackText(`${address}...`)).toBe(`<${address}>...`);
});

test('rich text says the same as the text', () => {
  expect(richTextBlock('hi <@U1> &amp; <https://a.example|you>', 'b1')).toEqual({
    type: 'rich_text',
    block_id: 'b1',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'hi ' },
          { type: 'user', user_id: 'U1' },
          { type: 'text', text: ' & ' },
          { type: 'link', url: 'https://a.example', text: 'you' },
        ],
      },
    ],
  });
});
