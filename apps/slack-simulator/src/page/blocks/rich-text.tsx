import type { ReactNode } from 'react';
import { emojiGlyph } from '../mrkdwn/emoji.ts';
import { ChannelMention, Emoji, OutsideLink, UserMention } from '../mrkdwn/mrkdwn.tsx';
import { type JsonObject, objectOf, objectsOf, textOf, withKeys } from './json.ts';

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
      return null;
  }
}

function List({ part }: { part: JsonObject }) {
  const items = withKeys(objectsOf(part.elements)).map(({ key, item }) => (
    <li key={key}>
      <Inline elements={objectsOf(item.elements)} />
    </li>
  ));
  return part.style === 'ordered' ? (
    <ol className="rich-text-list">{items}</ol>
  ) : (
    <ul className="rich-text-list">{items}</ul>
  );
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
      return <Emoji name={textOf(element.name)} glyph={emojiGlyph(textOf(element.name))} />;
    default:
      return textOf(element.text) || textOf(element.fallback);
  }
}

/** Line breaks inside a text element are kept by the style sheet (`white-space: pre-wrap`). */
function Lines({ text }: { text: string }) {
  return <span className="lines">{text}</span>;
}

function Styled({ style, children }: { style: JsonObject | null; children: ReactNode }): ReactNode {
  let drawn = children;
  if (style?.code === true) drawn = <code className="code">{drawn}</code>;
  if (style?.strike === true) drawn = <s>{drawn}</s>;
  if (style?.italic === true) drawn = <em>{drawn}</em>;
  if (style?.bold === true) drawn = <strong>{drawn}</strong>;
  return drawn;
}
