import { describe, expect, it } from 'vitest';
import { draw, drawLive, option, plain } from './drawn-blocks.tsx';

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

  it.each([
    ['datepicker', 'Date'],
    ['datetimepicker', 'Date and time'],
    ['users_select', 'users select'],
  ])('names a %s without label or placeholder by what one picks', (type, name) => {
    const html = drawLive({}, { type: 'actions', elements: [{ type, action_id: 'a' }] });
    expect(html).toContain(`aria-label="${name}"`);
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
