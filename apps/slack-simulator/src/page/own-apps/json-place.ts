/** A stretch of a text, from its first character to behind its last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where in a JSON text the member at a pointer stands, or the innermost one around it if there is none. The text
 * must be JSON.
 */
export function placeInJson(text: string, pointer: string): Stretch {
  const path = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at = 0;
  let found: Stretch & { readonly depth: number } = { start: 0, end: 0, depth: -1 };

  const skipBlanks = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const readString = (): string => {
    const start = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(start, at));
  };
  // `depth`: how many steps of the path led here; null beside it. `start`: of the member, with its name.
  const readValue = (depth: number | null, start: number) => {
    const sign = text[at] ?? '';
    if (sign === '{' || sign === '[') readMembers(sign === '{', depth);
    else if (sign === '"') readString();
    else while (/[^\s,\]}]/.test(text[at] ?? '')) at += 1;
    if (depth !== null && depth > found.depth) found = { start, end: at, depth };
  };
  const readMembers = (isObject: boolean, depth: number | null) => {
    at += 1;
    for (let index = 0; ; index += 1) {
      skipBlanks();
      const sign = text[at] ?? '}';
      if (sign === '}' || sign === ']') break;
      const start = at;
      const name = isObject ? readString() : String(index);
      if (isObject) {
        skipBlanks();
        at += 1;
        skipBlanks();
      }
      readValue(depth !== null && path[depth] === name ? depth + 1 : null, start);
      skipBlanks();
      if (text[at] === ',') at += 1;
    }
    at += 1;
  };

  skipBlanks();
  readValue(0, at);
  return { start: found.start, end: found.end };
}

/** The line of a position, the first one is 1. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
