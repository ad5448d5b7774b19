/** Characters as people count them, nearly: code points, so that an emoji is not two. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** At most `limit` characters, the last of them `…` if something was cut. Never half an emoji's surrogate pair. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit || lengthOf(text) <= limit) return text;
  const kept = Array.from(text.slice(0, limit * 2))
    .slice(0, limit - 1)
    .join('');
  return `${kept.replace(/[\s\u200d]+$/u, '')}…`;
}

/** Whether a person would see anything: spaces, joiners and direction marks alone are nothing. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Z}\p{Cf}]/u.test(text);
}
