import { describe, expect, it } from 'vitest';
import { readCommand } from './read-command.ts';

const inChannel = (text: string) => readCommand({ text, botUserId: 'UBOT', isDirect: false });
const inDirect = (text: string) => readCommand({ text, botUserId: 'UBOT', isDirect: true });
const LIST = { name: 'list', args: { day: 'today' } };
const HELP = { name: 'help', args: { topic: null } };

describe('in a channel', () => {
  it.each([
    '<@UBOT> list',
    ' <@UBOT>: list',
    '<@UBOT|muster>, list',
    '<@UBOT>\u00a0list',
    '<@UBOT> <@UBOT> list',
  ])('hears a message that starts with its mention: %j', (text) => {
    expect(inChannel(text)).toEqual(LIST);
  });

  it('answers an empty mention with help', () => {
    expect(inChannel('<@UBOT>')).toEqual(HELP);
    expect(inChannel('<@UBOT> ')).toEqual(HELP);
  });

  it('says that it does not understand when it was spoken to', () => {
    expect(inChannel('<@UBOT> :tada: what')).toEqual({
      name: 'unknown',
      args: { text: ':tada: what', suggestion: null },
    });
  });

  it('hears a valid command after a mention further inside', () => {
    expect(inChannel('hey <@UBOT> list')).toEqual(LIST);
    expect(inChannel('morning all\n<@UBOT> list')).toEqual(LIST);
    expect(inChannel('<@U2> ask <@UBOT> or <@UBOT>: list')).toEqual(LIST);
  });

  it.each([
    'thanks <@UBOT>',
    'who is <@UBOT>?',
    'I like <@UBOT> very much',
    'list',
    '<@U2> list',
    '',
    '&lt;@UBOT&gt; list',
  ])('stays silent on %j', (text) => {
    expect(inChannel(text)).toBeNull();
  });

  it('keeps mentions inside the text', () => {
    expect(inChannel('<@UBOT> add task ask <@U2> and <@UBOT>')).toEqual({
      name: 'add',
      args: { items: [{ kind: 'task', text: 'ask <@U2> and <@UBOT>' }] },
    });
  });
});

describe('in a direct message', () => {
  it.each(['list', '<@UBOT> list', 'hey <@UBOT> list'])('hears %j', (text) => {
    expect(inDirect(text)).toEqual(LIST);
  });

  it('hears everything', () => {
    expect(inDirect('good morning')).toEqual({
      name: 'unknown',
      args: { text: 'good morning', suggestion: null },
    });
    expect(inDirect('')).toEqual(HELP);
  });
});

describe('a text beyond what Slack sends', () => {
  const huge = `add task ${'x'.repeat(1_000_000)}`;

  it('is refused where it was certainly for the bot, and ignored elsewhere', () => {
    const refused = { name: 'refused', args: { reason: 'too-long', limit: 4_000 } };
    expect(inDirect(huge)).toEqual(refused);
    expect(inChannel(`<@UBOT> ${huge}`)).toEqual(refused);
    expect(inChannel(`hey <@UBOT> ${huge}`)).toBeNull();
  });

  it('takes 4,000 characters that escaping made five times longer', () => {
    const command = inDirect(`todo ${'&amp;'.repeat(4_000)}`);
    expect(command).toEqual({ name: 'add', args: { items: [{ kind: 'task', text: '&'.repeat(4_000) }] } });
  });
});
