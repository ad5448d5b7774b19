import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown.tsx';

const draw = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

describe('drawing Markdown', () => {
  it.each([
    ['# One', '<h3>One</h3>'],
    ['### Three ###', '<h5>Three</h5>'],
    ['**bold** *slanted* _too_ ~~gone~~', '<strong>bold</strong> <em>slanted</em> <em>too</em> <s>gone</s>'],
    ['**bold with *slant* in it**', '<strong>bold with <em>slant</em> in it</strong>'],
    ['`a*b*c`', '<code class="code">a*b*c</code>'],
    ['snake_case_name', 'snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['\\*not slanted\\*', '*not slanted*'],
    ['[here](https://a.test/x)', '<a href="https://a.test/x"'],
    ['see https://a.test/y.', 'href="https://a.test/y"'],
    ['```js\n**raw**\n```', '<pre class="preformatted">**raw**</pre>'],
    ['> said', '<blockquote class="quote"><p>said</p></blockquote>'],
    ['---', '<hr'],
    ['- one\n- two', '<ul class="rich-text-list"><li><p>one</p></li><li><p>two</p></li></ul>'],
    [
      '3. three\n4. four',
      '<ol class="rich-text-list" start="3"><li><p>three</p></li><li><p>four</p></li></ol>',
    ],
    ['- out\n  - in', '<li><p>out</p><ul class="rich-text-list"><li><p>in</p></li></ul></li>'],
    ['- [x] done', 'checked'],
    ['| a | b |\n|---|---|\n| 1 | *2* |', '<td><em>2</em></td>'],
    [':tada:', '🎉'],
  ])('draws %j', (text, part) => {
    expect(draw(text)).toContain(part);
  });

  it('makes neither markup nor script links', () => {
    const html = draw('<img src=x onerror=alert(1)> [x](javascript:alert(1)) <script>x</script>');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('href');
  });

  it('reads long and hostile texts quickly', { timeout: 5_000 }, () => {
    const hostile = ['*', '**', '_', '[', '`', '> ', '- ', '<', '~~', '\\', '|', '[a](', 'https://'];
    for (const piece of hostile) expect(draw(piece.repeat(3_000))).toBeTypeOf('string');
  });
});
