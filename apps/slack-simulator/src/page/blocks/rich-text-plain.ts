import { objectOf, objectsOf, textOf } from './json.ts';

/** The characters of a `rich_text` block, one line per part: for a field that has no styles. */
export function plainTextOf(block: unknown): string {
  return objectsOf(objectOf(block)?.elements)
    .map((part) =>
      part.type === 'rich_text_list'
        ? objectsOf(part.elements)
            .map((item) => inline(item.elements))
            .join('\n')
        : inline(part.elements),
    )
    .join('\n');
}

function inline(elements: unknown): string {
  return objectsOf(elements)
    .map((one) => {
      if (one.type === 'user') return `<@${textOf(one.user_id)}>`;
      if (one.type === 'channel') return `<#${textOf(one.channel_id)}>`;
      if (one.type === 'emoji') return `:${textOf(one.name)}:`;
      return textOf(one.text) || textOf(one.url) || textOf(one.fallback);
    })
    .join('');
}
