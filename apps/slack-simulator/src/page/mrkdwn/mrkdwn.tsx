import type { ReactNode } from 'react';
import { useNames } from './names.ts';
import { type MrkdwnNode, parseMrkdwn } from './parse-mrkdwn.ts';

/** A message's text as Slack sends it, drawn. All of it goes through React, so markup in it stays text. */
export function Mrkdwn({ text }: { text: string }) {
  return drawAll(parseMrkdwn(text));
}

function drawAll(nodes: readonly MrkdwnNode[]): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never move, their place is their identity
  return nodes.map((node, index) => <MrkdwnPart key={`${index}-${node.type}`} node={node} />);
}

function MrkdwnPart({ node }: { node: MrkdwnNode }): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'bold':
      return <strong>{drawAll(node.children)}</strong>;
    case 'italic':
      return <em>{drawAll(node.children)}</em>;
    case 'strike':
      return <s>{drawAll(node.children)}</s>;
    case 'code':
      return <code className="code">{node.text}</code>;
    case 'preformatted':
      return <pre className="preformatted">{node.text}</pre>;
    case 'quote':
      return <blockquote className="quote">{drawAll(node.children)}</blockquote>;
    case 'link':
      return <OutsideLink url={node.url} label={node.label} />;
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'group':
      return <span className="mention">{node.label}</span>;
    case 'emoji':
      return <Emoji name={node.name} glyph={node.glyph} />;
  }
}

/** A link that leaves the page. Addresses that could run a script are shown as text. */
export function OutsideLink({ url, label }: { url: string; label: string }) {
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return label;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {label}
    </a>
  );
}

export function UserMention({ id, label }: { id: string; label: string | null }) {
  const names = useNames();
  const isReader = names.readerId === id;
  return (
    <span className={isReader ? 'mention mention-of-reader' : 'mention'}>
      @{names.user(id) ?? label ?? id}
    </span>
  );
}

export function ChannelMention({ id, label }: { id: string; label: string | null }) {
  const names = useNames();
  return <span className="mention">#{names.channel(id) || label || id}</span>;
}

/** A known shortcode as its character, an unknown one as it was typed. */
export function Emoji({ name, glyph }: { name: string; glyph: string | null }) {
  if (glyph === null) return `:${name}:`;
  return (
    <span className="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {glyph}
    </span>
  );
}
