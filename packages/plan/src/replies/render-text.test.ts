import { describe, expect, it } from 'vitest';
import { renderText, shortenRendered, splitRendered } from './render-text.ts';

describe('renderText', () => {
  it('escapes what people typed', () => {
    expect(renderText('a < b & c > d &lt;')).toBe('a &lt; b &amp; c &gt; d &amp;lt;');
  });

  it('lets mentions, channels and links live', () => {
    const text = '<@U1> <#C1|general> <https://x.y/?a=1&amp;b=2|x &amp; y> <mailto:a@b.c|a@b.c>';
    expect(renderText(text)).toBe(text);
  });

  it.each([
    ['<!here>', '@here'],
    ['<!channel|@channel>', '@channel'],
    ['<!everyone>', '@everyone'],
    ['<!subteam^S1>', '@group'],
    ['<!subteam^S1|@ops>', '@ops'],
    ['<!date^1764000000^{date}|today>', 'today'],
  ])('pings no crowd with %s', (token, shown) => {
    const rendered = renderText(`a ${token} b`);
    expect(rendered.replaceAll('\u2060', '')).toBe(`a ${shown} b`);
    expect(rendered).not.toMatch(/<|@(?:here|channel|everyone|ops|group)/);
  });
});

describe('cutting', () => {
  it('leaves tokens, escapes and emoji whole', () => {
    expect(shortenRendered('abc <@U123456> d', 12)).toBe('abc…');
    expect(shortenRendered('abc &amp;&amp;', 11)).toBe('abc &amp;…');
    expect(shortenRendered('🎉🎉🎉', 4)).toBe('🎉…');
    expect(shortenRendered('short', 5)).toBe('short');
  });

  it('splits into pieces that join again', () => {
    const text = 'ab&amp;<@U1>🎉cd';
    expect(splitRendered(text, 5)).toEqual(['ab', '&amp;', '<@U1>', '🎉cd']);
    expect(splitRendered(text, 5).join('')).toBe(text);
    expect(splitRendered('', 5)).toEqual([]);
  });
});
