import { describe, expect, it } from 'vitest';
import { composeReply } from './compose-reply.ts';

const lengths = (lines: readonly string[]) => composeReply({ groups: [{ lines }], ephemeral: false });

describe('composeReply', () => {
  it('makes a header, a section per group and small print, and the same as text', () => {
    const groups = [{ title: 'One', lines: ['a', 'b'] }, { lines: ['c'] }];
    expect(composeReply({ header: 'Day', groups, note: 'small', ephemeral: true })).toEqual({
      text: 'Day\n*One*\na\nb\nc\nsmall',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Day', emoji: false } },
        { type: 'section', text: { type: 'mrkdwn', text: '*One*\na\nb', verbatim: true } },
        { type: 'section', text: { type: 'mrkdwn', text: 'c', verbatim: true } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'small', verbatim: true }] },
      ],
      ephemeral: true,
    });
  });

  it('starts a section when one is full, and parts a line only when it is longer than a section', () => {
    const sizes = lengths(['a'.repeat(2_000), 'b'.repeat(2_000), 'c'.repeat(3_500)]).blocks.map((block) =>
      block.type === 'section' ? block.text.text.length : 0,
    );
    expect(sizes).toEqual([2_000, 2_000, 3_000, 500]);
  });

  it('leaves lines out from the end only, though a later one would fit, and counts them', () => {
    const reply = lengths(['a'.repeat(2_000), 'b'.repeat(2_000), 'c']);
    expect(reply.text).toBe(`${'a'.repeat(2_000)}\n…and 2 more`);
    expect(reply.blocks).toHaveLength(2);
  });

  it('shortens a first line that is too long by itself', () => {
    const { text } = lengths([`${'&amp;'.repeat(1_000)}`]);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/^(?:&amp;)+…$/);
  });
});
