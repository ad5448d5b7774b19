import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, type Mentionable, mentionAt, suggestionsFor } from './mention-completion.ts';
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
    const chosen = known[0] as Mentionable;
    expect(complete('hi @mu there', 6, { sign: '@', from: 3, query: 'mu' }, chosen)).toEqual({
      text: 'hi @Muster there',
      caret: 11,
    });
  });
});
