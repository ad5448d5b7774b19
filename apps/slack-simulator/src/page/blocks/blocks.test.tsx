import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { NamesContext } from '../mrkdwn/names.ts';
import { Attachments } from './attachments.tsx';
import { Blocks } from './blocks.tsx';

const names = {
  user: (id: string) => (id === 'U1' ? 'ana' : null),
  channel: (id: string) => (id === 'C1' ? 'general' : null),
  readerId: 'U1',
};

const draw = (...blocks: unknown[]) =>
  renderToStaticMarkup(
    <NamesContext value={names}>
      <Blocks blocks={blocks} />
    </NamesContext>,
  );

describe('drawing Block Kit', () => {
  it('draws a section with text, fields and an accessory', () => {
    const html = draw({
      type: 'section',
      text: { type: 'mrkdwn', text: '*Tasks*' },
      fields: [
        { type: 'mrkdwn', text: '_one_' },
        { type: 'plain_text', text: 'two *stars*' },
      ],
      accessory: { type: 'button', text: { type: 'plain_text', text: 'Open' } },
    });
    expect(html).toContain('<strong>Tasks</strong>');
    expect(html).toContain('<em>one</em>');
    expect(html).toContain('two *stars*');
    expect(html).toMatch(/<button[^>]*disabled[^>]*>Open<\/button>/);
  });

  it('draws header, divider, context and actions', () => {
    const html = draw(
      { type: 'header', text: { type: 'plain_text', text: 'Plan :memo:' } },
      { type: 'divider' },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'for <@U1> in <#C1>' }] },
      {
        type: 'actions',
        elements: [{ type: 'button', style: 'primary', text: { type: 'plain_text', text: 'Done' } }],
      },
    );
    expect(html).toContain('Plan 📝');
    expect(html).toContain('<hr');
    expect(html).toContain('mention-of-reader">@ana<');
    expect(html).toContain('#general');
    expect(html).toContain('button-primary');
  });

  it('draws rich text with lists, styles, mentions and links', () => {
    const html = draw({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'hi ', style: { bold: true, italic: true } },
            { type: 'user', user_id: 'U1' },
            { type: 'emoji', name: 'tada' },
            { type: 'link', url: 'https://a.test/', text: 'there' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] }],
        },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '<b>code</b>' }] },
      ],
    });
    expect(html).toContain('<strong><em><span class="lines">hi </span></em></strong>');
    expect(html).toContain('@ana');
    expect(html).toContain('🎉');
    expect(html).toContain('href="https://a.test/"');
    expect(html).toContain('<ol class="rich-text-list"><li><span class="lines">first</span></li></ol>');
    expect(html).toContain('&lt;b&gt;code&lt;/b&gt;');
  });

  it('makes neither markup nor script links of what an app sends', () => {
    const html = draw(
      { type: 'section', text: { type: 'mrkdwn', text: '<img src=x onerror=alert(1)>' } },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'x' }] },
        ],
      },
      {
        type: 'actions',
        elements: [{ type: 'button', url: 'javascript:alert(1)', text: { type: 'plain_text', text: 'go' } }],
      },
    );
    expect(html).not.toContain('<img');
    expect(html).not.toContain('javascript:');
  });

  it('names kinds that it does not know', () => {
    expect(draw({ type: 'hologram' })).toContain('hologram');
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ type: 'section', text: 5, fields: 'x', accessory: [] }],
    [{ type: 'rich_text', elements: [null, { type: 'rich_text_section', elements: {} }] }],
    [{ type: 'section', text: { type: 'mrkdwn', text: { a: 1 } } }],
  ])('survives malformed blocks: %j', (block) => {
    expect(() => draw(block)).not.toThrow();
  });
});

describe('drawing attachments', () => {
  const drawn = (...attachments: unknown[]) =>
    renderToStaticMarkup(
      <NamesContext value={names}>
        <Attachments attachments={attachments} />
      </NamesContext>,
    );

  it('draws a title that leads somewhere, and the text', () => {
    const html = drawn({
      title: 'Build 7',
      title_link: 'https://ci.test/7',
      text: '*red* for <@U1>',
      fallback: 'x',
    });
    expect(html).toContain('<a href="https://ci.test/7"');
    expect(html).toContain('<strong>red</strong>');
    expect(html).not.toContain('>x<');
  });

  it('draws blocks inside, and the fallback of what has nothing else', () => {
    const html = drawn({ blocks: [{ type: 'divider' }] }, { fallback: 'plain words' }, 'nonsense');
    expect(html).toContain('<hr');
    expect(html).toContain('plain words');
  });

  it('runs no script from a title', () => {
    expect(drawn({ title: 'Click', title_link: 'javascript:alert(1)' })).not.toContain('<a');
  });

  it('leaves out what was found behind a link', () => {
    expect(drawn({ from_url: 'https://a.test', title: 'https://a.test' })).toBe('');
  });
});
