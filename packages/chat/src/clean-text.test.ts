import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { splitTokens } from './tokens.ts';

describe('cleanText', () => {
  it('unescapes once, the ampersand last', () => {
    expect(cleanText('a &lt;b&gt; &amp;lt; &amp;amp; &quot;')).toBe('a <b> &lt; &amp; &quot;');
  });

  it("keeps people's mentions, channels and links as Slack wrote them", () => {
    const text =
      '<@U1> <@W2|ana> <#C1|general> <#C1> <https://x.y/?a=1&amp;b=2|x &amp; y> <mailto:a@b.c|a@b.c> <!here>';
    expect(cleanText(text)).toBe(text);
  });

  it('never lets typed text become a token', () => {
    const clean = cleanText('&lt;!channel&gt; &lt;@U1&gt; &lt;https://x.y|z&gt;');
    expect(splitTokens(clean).map((segment) => segment.kind)).toEqual(['text']);
    expect(clean.replaceAll('\u2060', '')).toBe('<!channel> <@U1> <https://x.y|z>');
  });

  it.each([
    '<https://x.y|https://z\n.com>',
    '<@U1|a\nb>',
    '<!channel|\n>',
    `<https://x.y/${'z'.repeat(2_000)}\n|a>`,
  ])('keeps what becomes a token when its lines are joined from becoming one: %.40j', (typed) => {
    const clean = cleanText(typed.replace('<', '&lt;').replace('>', '&gt;'));
    for (const joined of [clean, clean.replaceAll('\n', ' '), clean.replaceAll('\n', '')]) {
      expect(splitTokens(joined).map((segment) => segment.kind)).toEqual(['text']);
    }
  });

  it('makes smart quotes and non-breaking spaces plain', () => {
    expect(cleanText('“a” ‘b’\u00a0it’s\u202fc')).toBe(`"a" 'b' it's c`);
  });

  it('leaves quotes inside links alone', () => {
    expect(cleanText('<https://x.y/it’s|it’s>')).toBe('<https://x.y/it’s|it’s>');
  });

  it('drops what cannot be stored: NUL, controls, lone surrogates, also when they hide one another', () => {
    expect(cleanText('a\0b\u0007c\ud83dd\ude00e\ud83d\0\ude00f')).toBe('abcdef');
  });

  it('knows every end of line', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u2029e\ff')).toBe('a\nb\nc\nd\ne\nf');
  });

  it('keeps emoji, joiners and right-to-left text', () => {
    const text = '👩‍👩‍👧‍👦 🏳️‍🌈 :tada: שלום\u200f مرحبا می‌خواهم';
    expect(cleanText(text)).toBe(text);
  });
});

describe('splitTokens', () => {
  it.each(['<', '<>', '<@>', '<@u1>', '<!>', '<#C1|a\nb>', '<javascript:alert(1)|x>', '<@U1', 'a > b < c'])(
    'takes %j for plain text',
    (text) => {
      expect(splitTokens(text)).toEqual([{ kind: 'text', raw: text, target: '', label: null }]);
    },
  );

  it('tells target and label', () => {
    expect(splitTokens('hi <!subteam^S1|@ops>')).toEqual([
      { kind: 'text', raw: 'hi ', target: '', label: null },
      { kind: 'special', raw: '<!subteam^S1|@ops>', target: 'subteam^S1', label: '@ops' },
    ]);
  });
});
