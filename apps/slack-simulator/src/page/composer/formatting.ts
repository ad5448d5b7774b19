/** A text with a selection, from `start` to `end`. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The marker that a key puts around what is selected, while Ctrl or Cmd is held. */
export function markerOf(key: string, shift: boolean): string | null {
  const markers: Readonly<Record<string, string>> = shift ? { x: '~', c: '`' } : { b: '*', i: '_' };
  return markers[key.toLowerCase()] ?? null;
}

/** Puts markers around the selection, or takes them away where they are already. */
export function toggleMarker({ text, start, end }: Selected, marker: string): Selected {
  const length = marker.length;
  const isMarked = text.slice(start - length, start) === marker && text.slice(end, end + length) === marker;
  if (isMarked && start >= length) {
    const bare = text.slice(0, start - length) + text.slice(start, end) + text.slice(end + length);
    return { text: bare, start: start - length, end: end - length };
  }
  const marked = text.slice(0, start) + marker + text.slice(start, end) + marker + text.slice(end);
  return { text: marked, start: start + length, end: end + length };
}
