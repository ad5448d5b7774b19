import type { SimMessage } from '@muster/slack-simulator/control';
import { useRef, useState } from 'react';
import { Avatar } from '../shell/avatar.tsx';
import { EyeIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { type Author, authorOf } from './author.ts';
import { MessageActions } from './message-actions.tsx';
import { MessageDeletion } from './message-deletion.tsx';
import { MessageEditor } from './message-editor.tsx';
import { clockTime, fullTime, momentOf } from './message-rows.ts';
import { MessageText } from './message-text.tsx';
import { Reactions } from './reactions.tsx';

/** One message of a list, with what its reader may do with it. */
export function MessageItem(props: {
  scene: Scene;
  message: SimMessage;
  hasHead: boolean;
  isInThread: boolean;
}) {
  const { scene, message, hasHead } = props;
  const [mode, setMode] = useState<'read' | 'edit' | 'delete'>('read');
  const author = authorOf(message, scene);
  const row = useRef<HTMLLIElement>(null);
  const read = () => {
    setMode('read');
    // The field or button that had the focus is gone: the next Tab should go on from here.
    row.current?.focus();
  };
  return (
    <li
      ref={row}
      tabIndex={-1}
      className={`message ${hasHead ? 'message-first' : ''} ${message.ephemeral ? 'message-ephemeral' : ''}`}
    >
      <div className="message-gutter">
        {hasHead ? (
          <Avatar name={author.name} color={author.color} isBot={author.isBot} />
        ) : (
          <MessageTime ts={message.ts} timeZone={scene.person.timeZone} />
        )}
      </div>
      <div className="message-body">
        {message.ephemeral ? (
          <p className="message-only-you">
            <EyeIcon /> Only visible to you
          </p>
        ) : null}
        {hasHead ? <MessageHead author={author} ts={message.ts} timeZone={scene.person.timeZone} /> : null}
        {mode === 'edit' ? (
          <MessageEditor scene={scene} message={message} onDone={read} />
        ) : (
          <MessageText scene={scene} message={message} />
        )}
        {mode === 'delete' ? <MessageDeletion scene={scene} message={message} onDone={read} /> : null}
        <Reactions scene={scene} message={message} />
        {props.isInThread ? null : <ReplyCount scene={scene} message={message} />}
      </div>
      {mode === 'read' && !message.ephemeral ? (
        <MessageActions
          scene={scene}
          message={message}
          isOwn={author.id === scene.person.id}
          isInThread={props.isInThread}
          onEdit={() => setMode('edit')}
          onDelete={() => setMode('delete')}
        />
      ) : null}
    </li>
  );
}

function MessageHead({ author, ts, timeZone }: { author: Author; ts: string; timeZone: string }) {
  return (
    <p className="message-head">
      <strong className="message-author">{author.name}</strong>
      {author.isBot ? <span className="badge">App</span> : null}
      <MessageTime ts={ts} timeZone={timeZone} />
    </p>
  );
}

function MessageTime({ ts, timeZone }: { ts: string; timeZone: string }) {
  const ms = momentOf(ts);
  return (
    <time className="message-time" dateTime={new Date(ms).toISOString()} title={fullTime(ms, timeZone)}>
      {clockTime(ms, timeZone)}
    </time>
  );
}

function ReplyCount({ scene, message }: { scene: Scene; message: SimMessage }) {
  const count = message.reply_count ?? 0;
  if (count === 0) return null;
  return (
    <ViewLink
      to={{ ...scene.view, thread: message.ts, pane: null }}
      className="message-replies"
      isCurrent={scene.view.thread === message.ts}
    >
      {count === 1 ? '1 reply' : `${count} replies`}
    </ViewLink>
  );
}
