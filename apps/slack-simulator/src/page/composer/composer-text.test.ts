import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, intentOf } from './commands.ts';
import { complete, completionAt } from './completion.ts';
import { type Mentionable, mentionAt, suggestionsFor } from './mention-completion.ts';
import { slackText, typedText } from './slack-text.ts';

const known: readonly Mentionable[] = [
  { id: 'UB', kind: 'bot', name: 'Muster' },
  { id: 'U1', kind: 'person', name: 'ana' },
  { id: 'U2', kind: 'person', name: 'ana-maria' },
  { id: 'C1', kind: 'channel', name: 'general' },
];

describe('what a person typed, as Slack sends it', () => {
  it.each([
    ['@Muster add task Ship', '<@UB> add task Ship'],
    ['@muster, help', '<@UB>, help'],
    ['hi @ana and @ana-maria!', 'hi <@U1> and <@U2>!'],
    ['see #general', 'see <#C1|general>'],
    ['a@ana @nobody #nowhere', 'a@ana @nobody #nowhere'],
    ['1 < 2 & <@U1>', '1 &lt; 2 &amp; &lt;@U1&gt;'],
    ['see https://a.test/?x=1&y=2.', 'see <https://a.test/?x=1&amp;y=2>.'],
  ])('%s', (typed, sent) => {
    expect(slackText(typed, known)).toBe(sent);
  });

  it('takes no longer for an address with a long row of full stops', () => {
    const address = `https://${'.'.repeat(1_000_000)}a`;
    expect(slackText(`${address}..`, known)).toBe(`<${address}>..`);
  });

  it('comes back as typed for editing', () => {
    const plain = fc.stringMatching(/^[a-z<>& :;*#@()\n]{0,40}$/);
    const mention = fc.constantFrom('@Muster', '@ana-maria', '#general', 'https://a.test/?x=1&y=2');
    fc.assert(
      fc.property(plain, mention, plain, (before, middle, after) => {
        const typed = `${before} ${middle} ${after}`;
        expect(typedText(slackText(typed, known), known)).toBe(typed);
      }),
    );
  });
});

describe('completing a mention', () => {
  it('notices an unfinished mention at the caret only', () => {
    expect(mentionAt('hi @mu', 6)).toEqual({ sign: '@', from: 3, query: 'mu' });
    expect(mentionAt('hi @mu', 2)).toBeNull();
    expect(mentionAt('mail@mu', 7)).toBeNull();
    expect(mentionAt('@mu done', 8)).toBeNull();
  });

  it('suggests people and bots after @, channels after #, beginnings first', () => {
    const names = (sign: '@' | '#', query: string) =>
      suggestionsFor({ sign, from: 0, query }, known).map((one) => one.name);
    expect(names('@', 'm')).toEqual(['Muster', 'ana-maria']);
    expect(names('#', '')).toEqual(['general']);
  });

  it('puts the name in place and the caret behind it', () => {
    expect(complete('hi @mu there', 6, 3, '@Muster ')).toEqual({ text: 'hi @Muster there', caret: 11 });
  });
});

const command = (name: string, appName = 'Muster'): Command => ({
  appId: 'A1',
  appName,
  command: name,
  description: `What ${name} does`,
  usageHint: '[words]',
});
const commands = [command('/muster'), command('/remind', 'Clock'), command('/demuster', 'Other')];
const vocabulary = { known, commands };

describe('completing a command', () => {
  const labels = (text: string, caret = text.length) =>
    completionAt(text, caret, vocabulary)?.suggestions.map((one) => one.replacement) ?? [];

  it('lists all after a slash at the start, and those that fit what follows, beginnings first', () => {
    expect(labels('/')).toEqual(['/muster ', '/remind ', '/demuster ']);
    expect(labels('/must')).toEqual(['/muster ', '/demuster ']);
  });

  it('says what a command does, how it goes on and whose it is', () => {
    expect(completionAt('/rem', 4, vocabulary)?.suggestions[0]).toMatchObject({
      label: 'remind [words]',
      note: 'What /remind does',
      badge: 'Clock',
    });
  });

  it('keeps quiet elsewhere, and once the command is there in full', () => {
    for (const text of ['a /', ' /', '//', '/muster', '/muster ad', '/nothing'])
      expect(labels(text)).toEqual([]);
  });

  it('completes emoji after a colon and two letters', () => {
    expect(labels('well done :tad')).toEqual([':tada: ']);
    expect(labels('12:30')).toEqual([]);
    expect(labels(':t')).toEqual([]);
  });
});

describe('what a person wants', () => {
  it('is a command when the text starts with one', () => {
    expect(intentOf('/Muster  add task  Ship ', commands, false)).toMatchObject({
      type: 'command',
      command: { command: '/muster' },
      rest: 'add task  Ship',
    });
  });

  it.each([
    ['//comment', '//comment'],
    [' /muster list', '/muster list'],
    ['either/or', 'either/or'],
  ])('is a message: “%s”', (typed, text) => {
    expect(intentOf(typed, commands, false)).toEqual({ type: 'text', text });
  });

  it('is refused when the command is unknown, or in a thread', () => {
    expect(intentOf('/etc/hosts is broken', commands, false)).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('/etc/hosts is no command here'),
    });
    expect(intentOf('/muster list', commands, true)).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('no commands in threads'),
    });
  });
});
