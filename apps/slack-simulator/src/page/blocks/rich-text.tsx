import type { CSSProperties, ReactNode } from 'react';
import { emojiGlyph } from '../mrkdwn/emoji.ts';
import { ChannelMention, Emoji, OutsideLink, UserMention } from '../mrkdwn/mrkdwn.tsx';
import { DateText } from './date-text.tsx';
import { type JsonObject, objectOf, objectsOf, textOf, withKeys } from './json.ts';
import { Unknown } from './unknown.tsx';

/** A `rich_text` block: what a person typed, taken apart by Slack. Its texts are not escaped. */
export function RichText({ elements }: { elements: readonly JsonObject[] }) {
  return withKeys(elements).map(({ key, item }) => <RichTextPart key={key} part={item} />);
}

function RichTextPart({ part }: { part: JsonObject }): ReactNode {
  const inside = <Inline elements={objectsOf(part.elements)} />;
  switch (part.type) {
    case 'rich_text_section':
      return <div className="rich-text-section">{inside}</div>;
    case 'rich_text_quote':
      return <blockquote className="quote">{inside}</blockquote>;
    case 'rich_text_preformatted':
      return <pre className="preformatted">{inside}</pre>;
    case 'rich_text_list':
      return <List part={part} />;
    default:
      return <Unknown what="A part" value={part} />;
  }
}

/** Slack sends a nested list as lists one after another, each with how far it stands in. */
function List({ part }: { part: JsonObject }) {
  const indent = wholeUpTo(part.indent, MOST_INDENTS);
  const Kind = part.style === 'ordered' ? 'ol' : 'ul';
  const start = Kind === 'ol' ? { start: wholeUpTo(part.offset, Number.MAX_SAFE_INTEGER - 1) + 1 } : {};
  return (
    <Kind
      {...start}
      className={`rich-text-list rich-text-list-${indent % 3}`}
      style={{ '--indent': indent } as CSSProperties}
    >
      {withKeys(objectsOf(part.elements)).map(({ key, item }) => (
        <li key={key}>
          <Inline elements={objectsOf(item.elements)} />
        </li>
      ))}
    </Kind>
  );
}

const MOST_INDENTS = 8;

function wholeUpTo(value: unknown, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.min(Math.max(value, 0), most) : 0;
}

function Inline({ elements }: { elements: readonly JsonObject[] }) {
  return withKeys(elements).map(({ key, item }) => (
    <Styled key={key} style={objectOf(item.style)}>
      <InlineElement element={item} />
    </Styled>
  ));
}

function InlineElement({ element }: { element: JsonObject }): ReactNode {
  switch (element.type) {
    case 'text':
      return <Lines text={textOf(element.text)} />;
    case 'link':
      return <OutsideLink url={textOf(element.url)} label={textOf(element.text) || textOf(element.url)} />;
    case 'user':
      return <UserMention id={textOf(element.user_id)} label={null} />;
    case 'channel':
      return <ChannelMention id={textOf(element.channel_id)} label={null} />;
    case 'broadcast':
      return <span className="mention">@{textOf(element.range)}</span>;
    case 'usergroup':
      return <span className="mention">@{textOf(element.usergroup_id)}</span>;
    case 'emoji':
      return <Emoji name={textOf(element.name)} glyph={emojiOf(element)} />;
    case 'color':
      return <Color value={textOf(element.value)} />;
    case 'date':
      return (
        <DateText
          seconds={typeof element.timestamp === 'number' ? element.timestamp : Number.NaN}
          template={textOf(element.format)}
          fallback={textOf(element.fallback)}
          url={textOf(element.url)}
        />
      );
    case 'team':
      return <span className="mention">@{textOf(element.team_id)}</span>;
    default:
      return textOf(element.text) || textOf(element.fallback) || `[${textOf(element.type) || 'unknown'}]`;
  }
}

/** By its name, else by the code points that Slack sends along: `1f469-200d-1f4bb`. */
function emojiOf(element: JsonObject): string | null {
  const named = emojiGlyph(textOf(element.name));
  const unicode = textOf(element.unicode);
  if (named !== null || !/^[0-9a-f]{2,6}(-[0-9a-f]{2,6}){0,9}$/i.test(unicode)) return named;
  const points = unicode.split('-').map((digits) => Number.parseInt(digits, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

function Color({ value }: { value: string }) {
  const isColor = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <span>
      {isColor ? <span className="swatch" style={{ background: value }} /> : null}
      {value}
    </span>
  );
}

/** Line breaks inside a text element are kept by the style sheet (`white-space: pre-wrap`). */
function Lines({ text }: { text: string }) {
  return <span className="lines">{text}</span>;
}

function Styled({ style, children }: { style: JsonObject | null; children: ReactNode }): ReactNode {
  let drawn = children;
  if (style?.code === true) drawn = <code className="code">{drawn}</code>;
  if (style?.underline === true) drawn = <u>{drawn}</u>;
  if (style?.highlight === true || style?.client_highlight === true) drawn = <mark>{drawn}</mark>;
  if (style?.strike === true) drawn = <s>{drawn}</s>;
  if (style?.italic === true) drawn = <em>{drawn}</em>;
  if (style?.bold === true) drawn = <strong>{drawn}</strong>;
  return drawn;
}
