import type { SimMessage } from '@muster/slack-simulator/control';
import type { ReactNode } from 'react';
import type { Scene } from '../shell/scene.ts';
import { authorOf } from './author.ts';
import { MessageItem } from './message-item.tsx';
import { messageRows } from './message-rows.ts';

/**
 * Messages from oldest to newest. The list keeps to its end while new ones come, and to its place once the
 * reader scrolled up: the style sheet turns the scrolling box upside down for that.
 */
export function MessageList(props: {
  scene: Scene;
  messages: readonly SimMessage[];
  isInThread: boolean;
  label: string;
  /** What stands above the first message. */
  children?: ReactNode;
}) {
  const { scene } = props;
  const describe = (message: SimMessage) => ({
    ts: message.ts,
    author: authorOf(message, scene).id,
    startsGroup: message.ephemeral !== undefined && message.ephemeral !== false,
  });
  const rows = messageRows(props.messages, describe, scene.person.timeZone, Date.now());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className="messages" role="log" aria-label={props.label} tabIndex={0}>
      <div>
        {props.children}
        <ol className="message-rows">
          {rows.map((row) =>
            row.type === 'day' ? (
              <li key={row.key} className="day">
                <span>{row.label}</span>
              </li>
            ) : (
              <MessageItem
                key={row.key}
                scene={scene}
                message={row.message}
                hasHead={row.hasHead}
                isInThread={props.isInThread}
              />
            ),
          )}
        </ol>
      </div>
    </div>
  );
}
