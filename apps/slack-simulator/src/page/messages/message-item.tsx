import type { SimMessage } from '@muster/slack-simulator/control';
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react';
import { Avatar } from '../shell/avatar.tsx';
import type { Scene } from '../shell/scene.ts';
import { useHandOver } from '../shell/use-hand-over.ts';
import { show } from '../shell/view.ts';
import { authorOf } from './author.ts';
import { isEventLine } from './event-lines.ts';
import { LinkPreviews } from './link-previews.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageDeletion } from './message-deletion.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageFiles } from './message-files.tsx';
import { MessageHead, MessageLeadIn, MessageTime } from './message-head.tsx';
import { MessageText } from './message-text.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadSummary } from './thread-summary.tsx';
import { useActive } from './use-active.ts';

interface Props {
  readonly scene: Scene;
  readonly message: SimMessage;
  readonly hasHead: boolean;
  readonly isInThread: boolean;
  /** The address leads to it. */
  readonly isLinked: boolean;
  readonly isEdited: boolean;
  /** A message's `ts`, or null when editing is over. Must be the same at each drawing. */
  onEdit(ts: string | null): void;
}

/** One message of a list, with what its reader may do with it. Drawn again only when something about it changed. */
export const MessageItem = memo(function MessageItem(props: Props) {
  const { scene, message, hasHead, isEdited } = props;
  const { isActive, handlers } = useActive();
  const [isDeleting, setIsDeleting] = useState(false);
  const author = authorOf(message, scene);
  const row = useLinkedRow(props.isLinked);
  useHandOver(row, neighboursOf);
  const isWritten = message.subtype !== 'tombstone' && !isEventLine(message.subtype);
  const isOwn = author.id === scene.person.id && isWritten;
  const edit = () => props.onEdit(message.ts);
  const read = () => {
    // The field or button that had the focus goes: the next Tab should go on from here.
    row.current?.focus();
    setIsDeleting(false);
    props.onEdit(null);
  };
  const isChangeable = !message.ephemeral && message.subtype !== 'tombstone';
  const hasActions = isActive && isChangeable && !isEdited && !isDeleting;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      e: isOwn && isChangeable ? edit : null,
      Delete: isOwn && isChangeable ? () => setIsDeleting(true) : null,
      t: props.isInThread || message.ephemeral ? null : () => openThread(scene, message),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <li
      ref={row}
      tabIndex={-1}
      className={classOf(props)}
      data-ts={message.ts}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <div className="message-gutter">
        {hasHead ? (
          <Avatar name={author.name} color={author.color} isBot={author.isBot} />
        ) : (
          <MessageTime ts={message.ts} timeZone={scene.person.timeZone} />
        )}
      </div>
      <div className="message-body">
        <MessageLeadIn scene={scene} message={message} isInThread={props.isInThread} />
        {hasHead ? <MessageHead author={author} ts={message.ts} timeZone={scene.person.timeZone} /> : null}
        {isEdited ? (
          <MessageEditor scene={scene} message={message} onDone={read} />
        ) : (
          <MessageText scene={scene} message={message} />
        )}
        {isDeleting ? <MessageDeletion scene={scene} message={message} onDone={read} /> : null}
        <MessageFiles team={scene.workspace.id} message={message} />
        <LinkPreviews message={message} />
        <Reactions scene={scene} message={message} />
        {props.isInThread ? null : <ThreadSummary scene={scene} message={message} />}
      </div>
      {hasActions ? (
        <MessageActions
          scene={scene}
          message={message}
          isOwn={isOwn}
          isInThread={props.isInThread}
          onEdit={edit}
          onDelete={() => setIsDeleting(true)}
        />
      ) : null}
    </li>
  );
});

/** Who gets the focus of a message that goes: the one before, else the one after, else the whole list. */
function neighboursOf(row: HTMLElement): readonly (HTMLElement | null)[] {
  const list = row.closest<HTMLElement>('.messages');
  const rows = [...(list?.querySelectorAll<HTMLElement>('.message') ?? [])];
  const at = rows.indexOf(row);
  return [rows[at - 1] ?? null, rows[at + 1] ?? null, list];
}

function openThread(scene: Scene, message: SimMessage): void {
  show({ ...scene.view, thread: message.thread_ts ?? message.ts, pane: null });
}

function classOf({ message, hasHead, isLinked }: Props): string {
  const { subtype, ephemeral } = message;
  return [
    'message',
    hasHead ? 'message-first' : '',
    ephemeral ? 'message-ephemeral' : '',
    isLinked ? 'message-linked' : '',
    subtype === 'me_message' ? 'message-me' : '',
    isEventLine(subtype) ? 'message-event' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The row's element; brought to sight when the address comes to lead to it. */
function useLinkedRow(isLinked: boolean) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isLinked) row.current?.scrollIntoView({ block: 'center' });
  }, [isLinked]);
  return row;
}
