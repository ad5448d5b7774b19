import type { ReactNode } from 'react';
import { ChannelMention, Emoji, OutsideLink, UserMention } from '../mrkdwn/mrkdwn.tsx';
import type { Inline } from './parse-inline.ts';
import { type MarkdownItem, type MarkdownPart, parseMarkdown } from './parse-markdown.ts';

/** Standard Markdown, drawn. All of it goes through React, so markup in it stays text. */
export function Markdown({ text }: { text: string }) {
  return <div className="markdown">{drawParts(parseMarkdown(text))}</div>;
}

function drawParts(parts: readonly MarkdownPart[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move, their place is their identity
  return parts.map((part, index) => <Part key={`${index}-${part.type}`} part={part} />);
}

function Part({ part }: { part: MarkdownPart }): ReactNode {
  switch (part.type) {
    case 'heading': {
      // The page has headings of its own above these.
      const Heading = part.level === 1 ? 'h3' : part.level === 2 ? 'h4' : 'h5';
      return <Heading>{drawInline(part.inside)}</Heading>;
    }
    case 'paragraph':
      return <p>{drawInline(part.inside)}</p>;
    case 'code':
      return <pre className="preformatted">{part.text}</pre>;
    case 'quote':
      return <blockquote className="quote">{drawParts(part.parts)}</blockquote>;
    case 'rule':
      return <hr className="block-divider" />;
    case 'list': {
      const items = part.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items never move
        <Item key={at} item={item} />
      ));
      return part.isOrdered ? (
        <ol className="rich-text-list" start={part.start}>
          {items}
        </ol>
      ) : (
        <ul className="rich-text-list">{items}</ul>
      );
    }
    case 'table':
      return <Table rows={part.rows} />;
  }
}

function Item({ item }: { item: MarkdownItem }) {
  if (item.isDone === null) return <li>{drawParts(item.parts)}</li>;
  return (
    <li className="markdown-task">
      <input
        type="checkbox"
        checked={item.isDone}
        disabled
        readOnly
        aria-label={item.isDone ? 'Done' : 'To do'}
      />
      <div>{drawParts(item.parts)}</div>
    </li>
  );
}

function Table({ rows }: { rows: readonly (readonly (readonly Inline[])[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="table-box" aria-label="Table" tabIndex={0}>
      <table>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={at}>
              {row.map((cell, column) => {
                const Cell = at === 0 ? 'th' : 'td';
                // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
                return <Cell key={column}>{drawInline(cell)}</Cell>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function drawInline(nodes: readonly Inline[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never move
  return nodes.map((node, index) => <InlinePart key={`${index}-${node.type}`} node={node} />);
}

function InlinePart({ node }: { node: Inline }): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'code':
      return <code className="code">{node.text}</code>;
    case 'link':
      return <OutsideLink url={node.url} label={node.label} />;
    case 'user':
      return <UserMention id={node.id} label={null} />;
    case 'channel':
      return <ChannelMention id={node.id} label={null} />;
    case 'emoji':
      return <Emoji name={node.name} glyph={node.glyph} />;
    case 'bold':
      return <strong>{drawInline(node.inside)}</strong>;
    case 'italic':
      return <em>{drawInline(node.inside)}</em>;
    case 'strike':
      return <s>{drawInline(node.inside)}</s>;
  }
}
