import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MrkdwnNode, parseMrkdwn } from './parse-mrkdwn.ts';

const text = (value: string): MrkdwnNode => ({ type: 'text', text: value });

describe('reading mrkdwn', () => {
  it('draws emphasis around words', () => {
    expect(parseMrkdwn('*bold* _italic_ ~gone~')).toEqual([
      { type: 'bold', children: [text('bold')] },
      text(' '),
      { type: 'italic', children: [text('italic')] },
      text(' '),
      { type: 'strike', children: [text('gone')] },
    ]);
  });

  it('nests emphasis', () => {
    expect(parseMrkdwn('*a _b_*')).toEqual([
      { type: 'bold', children: [text('a '), { type: 'italic', children: [text('b')] }] },
    ]);
  });

  it.each(['2*3*4', 'snake_case_name', '* not bold *', '*never closed', 'a ~ b ~ c'])(
    'leaves markers that are only characters alone: %s',
    (typed) => {
      expect(shown(parseMrkdwn(typed))).toBe(typed);
      expect(parseMrkdwn(typed).every((node) => node.type === 'text')).toBe(true);
    },
  );

  it('gives an unclosed marker inside a closed one back as text', () => {
    expect(parseMrkdwn('*a _b*')).toEqual([{ type: 'bold', children: [text('a '), text('_'), text('b')] }]);
  });

  it('unescapes once', () => {
    expect(parseMrkdwn('&lt;b&gt; &amp;lt;')).toEqual([text('<b> &lt;')]);
  });

  it('takes mentions, channels, groups and links apart', () => {
    expect(
      parseMrkdwn('<@U1> <@U2|bo> <#C1|general> <!here> <https://a.test/?x=1&amp;y=2|A &amp; B>'),
    ).toEqual([
      { type: 'user', id: 'U1', label: null },
      text(' '),
      { type: 'user', id: 'U2', label: 'bo' },
      text(' '),
      { type: 'channel', id: 'C1', label: 'general' },
      text(' '),
      { type: 'group', label: '@here' },
      text(' '),
      { type: 'link', url: 'https://a.test/?x=1&y=2', label: 'A & B' },
    ]);
  });

  it('makes no link of an address that could run a script', () => {
    expect(parseMrkdwn('<javascript:alert(1)|click>')).toEqual([text('<javascript:alert(1)|click>')]);
  });

  it('reads nothing inside code', () => {
    expect(parseMrkdwn('`*a* :tada:` ```\n_b_ &lt;i&gt;\n```')).toEqual([
      { type: 'code', text: '*a* :tada:' },
      text(' '),
      { type: 'preformatted', text: '_b_ <i>' },
    ]);
  });

  it('draws known emoji and leaves unknown ones as typed', () => {
    expect(parseMrkdwn(':tada::nosuch::constructor:')).toEqual([
      { type: 'emoji', name: 'tada', glyph: '🎉' },
      { type: 'emoji', name: 'nosuch', glyph: null },
      { type: 'emoji', name: 'constructor', glyph: null },
    ]);
  });

  it('gathers quoted lines', () => {
    expect(parseMrkdwn('&gt; one\n&gt; two\nthree')).toEqual([
      { type: 'quote', children: [text('one'), { type: 'break' }, text('two')] },
      text('three'),
    ]);
  });

  it('loses no letter of any text and never throws', () => {
    const pieces = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      ' ',
      'a',
      'ß',
      '<@U1>',
      '<',
      '>',
      ':x',
      '🎉',
      '&gt;',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const letters = (value: string) => value.replace(/[^aß🎉]/gu, '');
        expect(letters(shown(parseMrkdwn(parts.join(''))))).toBe(letters(parts.join('')));
      }),
    );
  });

  it.each(['*_~'.repeat(20_000), '<'.repeat(60_000), '`'.repeat(60_001), '*a '.repeat(20_000)])(
    'ends on long hostile texts',
    (hostile) => {
      expect(parseMrkdwn(hostile).length).toBeGreaterThan(0);
    },
  );
});

/** The characters that a reader sees. */
function shown(nodes: readonly MrkdwnNode[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return shown(node.children);
      if ('text' in node) return node.text;
      if (node.type === 'emoji') return node.glyph ?? `:${node.name}:`;
      return '';
    })
    .join('');
}
