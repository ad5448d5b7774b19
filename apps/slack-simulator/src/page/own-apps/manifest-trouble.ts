import type { SimManifestProblem } from '@muster/slack-simulator/control';
import { lineOf, placeInJson, type Stretch } from './json-place.ts';

/** Something wrong with a manifest's text. */
export interface Trouble {
  readonly place: Stretch;
  readonly line: number;
  /** JSON pointer; empty for the text as a whole. */
  readonly pointer: string;
  readonly message: string;
}

/** A manifest's text, read: the manifest, or why it is not JSON. */
export type ReadText =
  | { readonly kind: 'read'; readonly manifest: unknown }
  | { readonly kind: 'not json'; readonly trouble: Trouble };

export function readText(text: string): ReadText {
  try {
    return { kind: 'read', manifest: JSON.parse(text) };
  } catch (error) {
    const { message } = error as Error;
    // Browsers that name no position mean the end, or do not matter much: the message stays.
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const place = { start: position, end: Math.min(position + 1, text.length) };
    const explanation = `This is not JSON: ${message}`;
    return {
      kind: 'not json',
      trouble: { place, line: lineOf(text, position), pointer: '', message: explanation },
    };
  }
}

/** The problems that Slack has with a manifest, in the order in which they stand in its text. */
export function troublesIn(text: string, problems: readonly SimManifestProblem[]): readonly Trouble[] {
  return problems
    .map(({ pointer, message }) => {
      const place = placeInJson(text, pointer);
      return { place, line: lineOf(text, place.start), pointer, message };
    })
    .toSorted((one, other) => one.place.start - other.place.start);
}
