/** Text in Slack's markup. `verbatim`: Slack links no names and pings nobody by itself. */
export interface MarkdownText {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export interface HeaderBlock {
  readonly type: 'header';
  readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: boolean };
}

export interface SectionBlock {
  readonly type: 'section';
  readonly text: MarkdownText;
}

export interface ContextBlock {
  readonly type: 'context';
  readonly elements: readonly MarkdownText[];
}

/** The part of Slack's Block Kit that replies use. */
export type Block = HeaderBlock | SectionBlock | ContextBlock | { readonly type: 'divider' };

/**
 * An answer to Slack. `text` is the plain twin of the blocks (escaped for mrkdwn, at most 4,000 characters), for
 * notifications and screen readers. `ephemeral`: only the person who asked sees it.
 */
export interface Reply {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly ephemeral: boolean;
}
