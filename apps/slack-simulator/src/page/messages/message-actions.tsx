import type { SimMessage } from '@muster/slack-simulator/control';
import { PencilIcon, ThreadIcon, TrashIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';

/** What one can do with a message: a small bar that shows on hover and on keyboard focus. */
export function MessageActions(props: {
  scene: Scene;
  message: SimMessage;
  isOwn: boolean;
  isInThread: boolean;
  onEdit(): void;
  onDelete(): void;
}) {
  if (!props.isOwn && props.isInThread) return null;
  return (
    <div className="message-actions" role="toolbar" aria-label="Message actions">
      {props.isInThread ? null : (
        <ViewLink
          to={{ ...props.scene.view, thread: props.message.thread_ts ?? props.message.ts, pane: null }}
          className="icon-button"
          label="Reply in thread"
        >
          <ThreadIcon />
        </ViewLink>
      )}
      {props.isOwn ? (
        <>
          <button type="button" className="icon-button" aria-label="Edit" title="Edit" onClick={props.onEdit}>
            <PencilIcon />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Delete"
            title="Delete"
            onClick={props.onDelete}
          >
            <TrashIcon />
          </button>
        </>
      ) : null}
    </div>
  );
}
