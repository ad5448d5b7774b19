import type { SimMessage } from '@muster/slack-simulator/control';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import type { Scene } from '../shell/scene.ts';
import { LiveContent } from './live-content.tsx';

/** A message's content. A person's blocks say what their text says. */
export function MessageText({ scene, message }: { scene: Scene; message: SimMessage }) {
  return (
    <div className={message.subtype === 'tombstone' ? 'message-text muted' : 'message-text'}>
      {message.bot_id ? <LiveContent scene={scene} message={message} /> : <Mrkdwn text={message.text} />}
      {message.edited ? <span className="message-edited"> (edited)</span> : null}
    </div>
  );
}
