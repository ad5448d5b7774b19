import type { SimMessage } from '@muster/slack-simulator/control';
import { Attachments } from '../blocks/attachments.tsx';
import { Blocks } from '../blocks/blocks.tsx';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';

/**
 * A message's content: an app's blocks if it sent any, as in Slack, else its text. A person's blocks say what their
 * text says.
 */
export function MessageText({ message }: { message: SimMessage }) {
  return (
    <div className={message.subtype === 'tombstone' ? 'message-text muted' : 'message-text'}>
      {message.bot_id && message.blocks && message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} />
      ) : (
        <Mrkdwn text={message.text} />
      )}
      {message.bot_id ? <Attachments attachments={message.attachments} /> : null}
      {message.edited ? <span className="message-edited"> (edited)</span> : null}
    </div>
  );
}
