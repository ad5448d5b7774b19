import type { SimMessage } from '@muster/slack-simulator/control';
import { Fragment, type KeyboardEvent, type ReactNode } from 'react';
import { DownIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { authorOf } from './author.ts';
import { isEventLine } from './event-lines.ts';
import { MessageItem } from './message-item.tsx';
import { messageRows } from './message-rows.ts';
import { useEnd } from './use-end.ts';

/**
 * Messages from oldest to newest. The list keeps to its end while new ones come, and to its place once the
 * reader scrolled up, where a button tells of new ones: the style sheet turns the scrolling box upside down for that.
 */
export function MessageList(props: {
  scene: Scene;
  messages: readonly SimMessage[];
  isInThread: boolean;
  label: string;
  /** `ts` of the first message that is new to the reader, or null. */
  newFrom: string | null;
  /** `ts` of the message that is open for change, or null. */
  edited: string | null;
  onEdit(ts: string | null): void;
  /** Hears whether the list is at its end now. */
  onScroll?(isAtEnd: boolean): void;
  /** What stands above the first message. */
  children?: ReactNode;
}) {
  const { scene, messages } = props;
  const end = useEnd(messages, scene.person.id, props.onScroll);
  const describe = (message: SimMessage) => ({
    ts: message.ts,
    author: authorOf(message, scene).id,
    startsGroup:
      message.ephemeral === true || STANDS_ALONE.has(message.subtype ?? '') || isEventLine(message.subtype),
  });
  const rows = messageRows(messages, describe, scene.person.timeZone, Date.now(), props.newFrom);
  return (
    <div className="messages-frame">
      <div
        ref={end.box}
        className="messages"
        role="log"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={end.onScroll}
        onKeyDown={moveAmongMessages}
      >
        <div>
          {props.children}
          <ol className="message-rows">
            {rows.map((row) => (
              <Fragment key={row.key}>
                {row.type === 'message' ? (
                  <MessageItem
                    scene={scene}
                    message={row.message}
                    hasHead={row.hasHead}
                    isInThread={props.isInThread}
                    isLinked={scene.linkedTs === row.message.ts}
                    isEdited={props.edited === row.message.ts}
                    onEdit={props.onEdit}
                  />
                ) : (
                  <li className={row.type === 'day' ? 'day' : 'new-line'}>
                    <span>{row.type === 'day' ? row.label : 'New'}</span>
                  </li>
                )}
              </Fragment>
            ))}
          </ol>
        </div>
      </div>
      {end.newCount > 0 ? (
        <button type="button" className="new-pill" onClick={end.go}>
          <DownIcon /> {end.newCount === 1 ? '1 new message' : `${end.newCount} new messages`}
        </button>
      ) : null}
    </div>
  );
}

const STANDS_ALONE = new Set(['tombstone', 'thread_broadcast']);

/** Arrow keys go from message to message, while the list or one of its messages has the focus. */
function moveAmongMessages(event: KeyboardEvent<HTMLElement>): void {
  const here = event.target as HTMLElement;
  const isRow = here.matches('.message');
  if (!isRow && here !== event.currentTarget) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.message')];
  const at = isRow ? rows.indexOf(here) : rows.length;
  const target = {
    ArrowUp: rows[Math.max(0, at - 1)],
    ArrowDown: rows[Math.min(rows.length - 1, at + 1)],
    Home: rows[0],
    End: rows.at(-1),
  }[event.key];
  if (!target || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  target.focus();
}
