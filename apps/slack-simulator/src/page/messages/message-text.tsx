import { Blocks } from '../blocks/blocks.tsx';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import type { SimMessage } from '../shell/api.ts';

/** A message's content: its blocks if it has any, as in Slack, else its text. */
export function MessageText({ message }: { message: SimMessage }) {
  return (
    <div className="message-text">
      {message.blocks && message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} />
      ) : (
        <Mrkdwn text={message.text ?? ''} />
      )}
      {message.edited ? <span className="message-edited"> (edited)</span> : null}
    </div>
  );
}
