import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { NamesContext } from '../mrkdwn/names.ts';
import { Attachments } from './attachments.tsx';
import { Blocks } from './blocks.tsx';
import { type Surface, SurfaceContext } from './surface.ts';

const names = {
  user: (id: string) => (id === 'U1' ? 'ana' : null),
  channel: (id: string) => (id === 'C1' ? 'general' : null),
  readerId: 'U1',
};

const render = (inside: ReactNode) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <NamesContext value={names}>{inside}</NamesContext>
    </QueryClientProvider>,
  );

const draw = (...blocks: unknown[]) => render(<Blocks blocks={blocks} />);

/** As it is on a surface, with what a person put in and what was refused. */
const drawLive = (surface: Partial<Surface>, ...blocks: unknown[]) =>
  render(
    <SurfaceContext
      value={{
        surface: { type: 'view', viewId: 'V1' },
        inputs: {},
        directory: {
          users: [{ value: 'U1', label: 'Ana Lee', description: '@ana' }],
          conversations: [{ value: 'C1', label: '#general', kind: 'channel', isWithBot: false }],
        },
        timeZone: 'Europe/Berlin',
        errors: {},
        change: () => undefined,
        act: async () => undefined,
        suggest: async () => [],
        ...surface,
      }}
    >
      <Blocks blocks={blocks} />
    </SurfaceContext>,
  );

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string, rest: Record<string, unknown> = {}) => ({
  text: plain(`Option ${value}`),
  value,
  ...rest,
});

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

describe('drawing what can be used', () => {
  const input = (element: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
    type: 'input',
    block_id: 'b',
    label: plain('Your name'),
    element: { action_id: 'a', ...element },
    ...rest,
  });

  it('lets a button be pressed where it has a surface and an action', () => {
    const button = { type: 'button', text: plain('Go'), action_id: 'go' };
    expect(drawLive({}, { type: 'actions', elements: [button] })).not.toContain('disabled');
    expect(draw({ type: 'actions', elements: [button] })).toContain('disabled');
    const nameless = { type: 'button', text: plain('Go') };
    expect(drawLive({}, { type: 'actions', elements: [nameless] })).toContain('It has no action id');
  });

  it('names an input by its label, and explains it by hint and refusal', () => {
    const html = drawLive(
      { errors: { b: 'Too short' } },
      input({ type: 'plain_text_input' }, { hint: plain('As in your passport') }),
    );
    const field = /<input[^>]*>/.exec(html)?.[0] ?? '';
    const [, labelId] = /aria-labelledby="([^"]+)"/.exec(field) ?? [];
    const [, noteId] = /aria-describedby="([^"]+)"/.exec(field) ?? [];
    expect(html).toMatch(new RegExp(`<label id="${labelId}"[^>]*>Your name`));
    expect(html).toMatch(
      new RegExp(`<div id="${noteId}"><p[^>]*role="alert">Too short</p>.*As in your passport`),
    );
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('aria-required="true"');
  });

  it('says what is optional', () => {
    const html = drawLive({}, input({ type: 'plain_text_input' }, { optional: true }));
    expect(html).toContain('(optional)');
    expect(html).toContain('aria-required="false"');
  });

  it.each([
    [{ type: 'plain_text_input', initial_value: 'one' }, 'value="one"'],
    [{ type: 'plain_text_input', multiline: true, initial_value: 'two' }, '>two</textarea>'],
    [{ type: 'email_text_input' }, 'type="email"'],
    [{ type: 'url_text_input' }, 'type="url"'],
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '2' }, 'type="number"'],
    [{ type: 'datepicker', initial_date: '2026-11-25' }, 'type="date" aria-busy="false" value="2026-11-25"'],
    [{ type: 'timepicker', initial_time: '09:30' }, 'type="time" aria-busy="false" value="09:30"'],
    [{ type: 'datetimepicker', initial_date_time: 1764057600 }, 'value="2025-11-25T09:00"'],
    [{ type: 'static_select', initial_option: option('x') }, 'value="Option x"'],
    [{ type: 'users_select', initial_user: 'U1' }, 'value="Ana Lee"'],
    [{ type: 'channels_select', initial_channel: 'C1' }, 'value="#general"'],
    [{ type: 'multi_conversations_select', initial_conversations: ['C1'] }, 'aria-label="Remove #general"'],
    [{ type: 'multi_external_select', initial_options: [option('y')] }, 'aria-label="Remove Option y"'],
    [
      {
        type: 'rich_text_input',
        initial_value: {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'rich' }] }],
        },
      },
      '>rich</textarea>',
    ],
  ])('shows the initial value of %j', (element, part) => {
    expect(drawLive({}, input(element))).toContain(part);
  });

  it('shows what was put in before what was there at first', () => {
    const inputs = { b: { a: 'typed' } };
    const html = drawLive({ inputs }, input({ type: 'plain_text_input', initial_value: 'first' }));
    expect(html).toContain('value="typed"');
  });

  it('ticks what is chosen, and describes the choices', () => {
    const element = {
      type: 'checkboxes',
      options: [option('1', { description: plain('the first') }), option('2')],
      initial_options: [option('2')],
    };
    const html = drawLive({}, input(element));
    expect(html).toContain('the first');
    expect(html.match(/checked/g)).toHaveLength(1);
    expect(drawLive({ inputs: { b: { a: [] } } }, input(element))).not.toContain('checked');
  });

  it.each([
    [{ type: 'overflow', options: 'x' }],
    [{ type: 'static_select', options: [null, 5], option_groups: [{ options: 7 }] }],
    [{ type: 'checkboxes', initial_options: 'x' }],
    [{ type: 'datetimepicker', initial_date_time: 1e300 }],
    [{ type: 'multi_users_select', initial_users: [4] }],
    [{ type: 'conversations_select', filter: { include: 'im' } }],
    [{ type: 'rich_text_input', initial_value: { elements: [5] } }],
    [{ type: 'button', confirm: [], style: {} }],
  ])('survives malformed elements: %j', (element) => {
    expect(() => drawLive({}, input(element))).not.toThrow();
  });

  it('is not led astray by ids that objects have by themselves', () => {
    const block = input({ type: 'plain_text_input', action_id: 'constructor' }, { block_id: '__proto__' });
    expect(drawLive({}, block)).toContain('value=""');
  });
});

describe('drawing attachments', () => {
  const drawn = (...attachments: unknown[]) => render(<Attachments attachments={attachments} />);

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

  it('colours the bar, by name or number and by nothing else', () => {
    expect(drawn({ text: 'x', color: 'danger' })).toContain('border-left-color:#e01e5a');
    expect(drawn({ text: 'x', color: '36a64f' })).toContain('border-left-color:#36a64f');
    expect(drawn({ text: 'x', color: 'red;display:none' })).not.toContain('style');
  });

  it('draws author, fields and footer, and names buttons of the old kind', () => {
    const html = drawn({
      author_name: 'CI',
      fields: [{ title: 'Branch', value: '*main*', short: true }],
      footer: 'from CI',
      ts: 0,
      actions: [{ type: 'button', text: 'Rerun' }],
    });
    expect(html).toContain('CI');
    expect(html).toContain('<strong>main</strong>');
    expect(html).toContain('from CI');
    expect(html).toContain('Jan 1, 1970');
    expect(html).toContain('Rerun');
  });

  it('runs no script from a title', () => {
    expect(drawn({ title: 'Click', title_link: 'javascript:alert(1)' })).not.toContain('<a');
  });

  it('leaves out what was found behind a link', () => {
    expect(drawn({ from_url: 'https://a.test', title: 'https://a.test' })).toBe('');
  });
});
