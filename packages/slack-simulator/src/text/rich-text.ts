import { unescapeText } from './slack-text.ts';

const TOKEN = /<([@#!])?([^<>|]+)(?:\|([^<>]*))?>/g;

/**
 * The `rich_text` block that Slack's clients send along with what a person types: the same text, taken apart
 * (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). `blockId` is the block's name.
 */
export function richTextBlock(text: string, blockId: string): Record<string, unknown> {
  const elements: Record<string, unknown>[] = [];
  let from = 0;
  const addText = (until: number) => {
    if (until > from) elements.push({ type: 'text', text: unescapeText(text.slice(from, until)) });
  };
  for (const match of text.matchAll(TOKEN)) {
    addText(match.index);
    elements.push(elementOf(match[1] ?? '', match[2] ?? '', match[3]));
    from = match.index + match[0].length;
  }
  addText(text.length);
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function elementOf(sign: string, target: string, label: string | undefined): Record<string, unknown> {
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '!') {
    return target.startsWith('subteam^')
      ? { type: 'usergroup', usergroup_id: target.slice('subteam^'.length) }
      : { type: 'broadcast', range: target };
  }
  const url = unescapeText(target);
  return label === undefined ? { type: 'link', url } : { type: 'link', url, text: unescapeText(label) };
}
