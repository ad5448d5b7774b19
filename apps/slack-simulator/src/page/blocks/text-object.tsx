import { emojiGlyph } from '../mrkdwn/emoji.ts';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { objectOf, textOf } from './json.ts';

/** A text object: `mrkdwn` is drawn, `plain_text` shows its characters and, unless told not to, its emoji. */
export function TextObject({ value }: { value: unknown }) {
  const object = objectOf(value);
  if (!object) return null;
  const text = textOf(object.text);
  if (object.type === 'mrkdwn') return <Mrkdwn text={text} />;
  return object.emoji === false ? text : plainWithEmoji(text);
}

/** The characters of a text object, for labels. */
export function labelOf(value: unknown): string {
  const object = objectOf(value);
  return object ? plainWithEmoji(textOf(object.text)) : '';
}

function plainWithEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]{1,60}):/g, (typed, name: string) => emojiGlyph(name) ?? typed);
}
