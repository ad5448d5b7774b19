import { describe, expect, it } from 'vitest';
import { draw, plain } from './drawn-blocks.tsx';

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
    expect(html).toMatch(/<ol start="1"[^>]*><li><span class="lines">first<\/span><\/li><\/ol>/);
    expect(html).toContain('&lt;b&gt;code&lt;/b&gt;');
  });

  it('draws nested lists, colours, dates, groups and every style of rich text', () => {
    const html = draw({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'ordered',
          indent: 1,
          offset: 3,
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'deep' }] }],
        },
        {
          type: 'rich_text_section',
          elements: [
            { type: 'color', value: '#F405B3' },
            { type: 'color', value: 'red;x' },
            { type: 'date', timestamp: 0, format: '{date_num}', fallback: 'then' },
            { type: 'date', timestamp: 'x', format: '{date_num}', fallback: 'no date' },
            { type: 'usergroup', usergroup_id: 'S1' },
            { type: 'broadcast', range: 'here' },
            { type: 'emoji', name: 'nobody_knows', unicode: '1f469-200d-1f4bb' },
            { type: 'text', text: 'marked', style: { underline: true, highlight: true, code: true } },
            { type: 'sparkle' },
          ],
        },
        { type: 'rich_text_hologram' },
      ],
    });
    expect(html).toMatch(/<ol start="4"[^>]*--indent:1/);
    expect(html).toContain('background:#F405B3');
    expect(html).not.toContain('background:red');
    expect(html).toContain('1970-01-01');
    expect(html).toContain('no date');
    expect(html).toContain('@S1');
    expect(html).toContain('@here');
    expect(html).toContain('👩‍💻');
    expect(html).toContain('<mark><u><code class="code"><span class="lines">marked</span></code></u></mark>');
    expect(html).toContain('[sparkle]');
    expect(html).toContain('rich_text_hologram');
  });

  it('draws markdown, tables, alerts, cards, videos and files', () => {
    const html = draw(
      { type: 'markdown', text: '# Plan\n**bold** and <b>no markup</b>' },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'Name' },
            { type: 'raw_text', text: 'Age' },
          ],
          [
            {
              type: 'rich_text',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Ana' }] }],
            },
            { type: 'raw_number', value: 44 },
          ],
        ],
      },
      { type: 'alert', level: 'warning', text: plain('Careful') },
      { type: 'carousel', elements: [{ type: 'card', title: { type: 'mrkdwn', text: '*One*' } }] },
      { type: 'video', title: plain('Film'), title_url: 'https://v.test/1', alt_text: 'a film' },
      { type: 'file', source: 'remote', external_id: 'F-7' },
      { type: 'image', slack_file: { id: 'F123' }, alt_text: 'a chart' },
    );
    expect(html).toContain('<h3>Plan</h3>');
    expect(html).toContain('<strong>bold</strong>');
    expect(html).toContain('&lt;b&gt;no markup');
    expect(html).toMatch(/<th[^>]*>Name/);
    expect(html).toMatch(/<td[^>]*>44/);
    expect(html).toContain('block-alert-warning');
    expect(html).toContain('<strong>One</strong>');
    expect(html).toContain('href="https://v.test/1"');
    expect(html).toContain('F-7');
    expect(html).toContain('a chart');
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
    const html = draw(
      { type: 'hologram', depth: 'three' },
      { type: 'actions', elements: [{ type: 'lever' }] },
    );
    expect(html).toContain('A block of type “hologram”');
    expect(html).toContain('&quot;depth&quot;: &quot;three&quot;');
    expect(html).toContain('An element of type “lever”');
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
