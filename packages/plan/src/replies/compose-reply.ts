import { shorten } from '@muster/chat';
import { MAX_HEADER_LENGTH, MAX_LINES_LENGTH, MAX_SECTION_LENGTH, MAX_TEXT_LENGTH } from '../limits.ts';
import type { Block, MarkdownText, Reply } from '../reply.ts';
import { shortenRendered, splitRendered } from './render-text.ts';

/** Lines that belong together, under a title or without one. All in Slack's markup, rendered. */
export interface Group {
  readonly title?: string;
  readonly lines: readonly string[];
}

/** What a reply says, before it is cut into blocks. `header` is plain text, everything else rendered markup. */
export interface Draft {
  readonly header?: string;
  readonly groups: readonly Group[];
  /** Small print below. */
  readonly note?: string;
  readonly ephemeral: boolean;
}

/** Room that the text twin keeps for its header, note and "and N more". */
const TEXT_MARGIN = 600;
const MAX_NOTE_LENGTH = 400;

/**
 * Makes a draft into a reply within Slack's limits. What does not fit is left out from the end, and the reply says
 * how many lines that were.
 */
export function composeReply(draft: Draft): Reply {
  const note = draft.note === undefined ? null : shortenRendered(draft.note, MAX_NOTE_LENGTH);
  const header = draft.header === undefined ? null : shorten(draft.header, MAX_HEADER_LENGTH);
  const shown = fit(draft.groups, MAX_LINES_LENGTH);
  const blocks: Block[] = [
    ...(header === null ? [] : [headerBlock(header)]),
    ...withRest(shown).flatMap(sections),
    ...(note === null ? [] : [{ type: 'context', elements: [markdown(note)] } as const]),
  ];
  const twin = withRest(fit(draft.groups, MAX_TEXT_LENGTH - TEXT_MARGIN)).flatMap(toLines);
  const text = [...(header === null ? [] : [header]), ...twin, ...(note === null ? [] : [note])].join('\n');
  return { text, blocks, ephemeral: draft.ephemeral };
}

interface Fitted {
  readonly groups: readonly Group[];
  readonly dropped: number;
}

/** Keeps lines from the start while they fit. A first line that is too long by itself is shortened. */
function fit(groups: readonly Group[], limit: number): Fitted {
  const kept: Group[] = [];
  let room = limit;
  let dropped = 0;
  for (const group of groups) {
    const lines: string[] = [];
    room -= (group.title?.length ?? 0) + 3;
    for (const line of group.lines) {
      const isFirst = kept.length === 0 && lines.length === 0;
      const shown = isFirst ? shortenRendered(line, room) : line;
      if (dropped > 0 || shown.length > room) {
        dropped += 1;
      } else {
        lines.push(shown);
        room -= shown.length + 1;
      }
    }
    if (lines.length > 0) kept.push({ ...group, lines });
  }
  return { groups: kept, dropped };
}

function withRest({ groups, dropped }: Fitted): readonly Group[] {
  return dropped === 0 ? groups : [...groups, { lines: [`…and ${dropped} more`] }];
}

function sections(group: Group): readonly Block[] {
  const texts: string[] = [];
  for (const piece of toLines(group).flatMap((line) => splitRendered(line, MAX_SECTION_LENGTH))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= MAX_SECTION_LENGTH) {
      texts[texts.length - 1] = `${last}\n${piece}`;
    } else {
      texts.push(piece);
    }
  }
  return texts.map((text) => ({ type: 'section', text: markdown(text) }));
}

function toLines(group: Group): readonly string[] {
  return group.title === undefined ? group.lines : [`*${group.title}*`, ...group.lines];
}

function headerBlock(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function markdown(text: string): MarkdownText {
  return { type: 'mrkdwn', text, verbatim: true };
}
