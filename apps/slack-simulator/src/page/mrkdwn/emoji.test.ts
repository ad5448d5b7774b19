import { describe, expect, it } from 'vitest';
import { EMOJI, emojiGlyph, findEmoji } from './emoji.ts';

describe('emoji', () => {
  it('knows each name once, with a character', () => {
    const choices = EMOJI.flatMap((group) => group.choices);
    expect(new Set(choices.map((choice) => choice.name)).size).toBe(choices.length);
    for (const { name, glyph } of choices) {
      expect(name).toMatch(/^[a-z0-9_+-]+$/);
      expect(glyph).toMatch(/\p{Extended_Pictographic}|\p{Emoji}\uFE0F?\u20E3/u);
    }
  });

  it('has a character for every name, also for other names of the same emoji', () => {
    expect(emojiGlyph('tada')).toBe('🎉');
    expect(emojiGlyph('thumbsup')).toBe(emojiGlyph('+1'));
    expect(emojiGlyph('nobody_knows_this')).toBeNull();
    expect(emojiGlyph('constructor')).toBeNull();
  });

  it('finds by parts of names, the nearest first', () => {
    expect(findEmoji('heart')[0]?.name).toBe('heart');
    expect(findEmoji('check mark').map((one) => one.name)).toContain('white_check_mark');
    expect(findEmoji('thumbsup')[0]?.name).toBe('+1');
    expect(findEmoji(':tada:')[0]?.name).toBe('tada');
    expect(findEmoji('qqq')).toEqual([]);
    expect(findEmoji('a', 5)).toHaveLength(5);
  });
});
