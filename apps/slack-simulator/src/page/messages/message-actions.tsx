import type { SimMessage } from '@muster/slack-simulator/control';
import { EmojiButton } from '../composer/emoji-button.tsx';
import { shortcutsOf, useShortcut } from '../composer/shortcut-menu.tsx';
import { MoreIcon, PencilIcon, ThreadIcon } from '../shell/icons.tsx';
import { MenuItem, Popup } from '../shell/popup.tsx';
import type { Scene } from '../shell/scene.ts';
import { useToast } from '../shell/toast.tsx';
import { addressOf } from '../shell/view.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { useReaction } from './use-reaction.ts';

/** What one can do with a message: a small bar beside the message that one points at or that has the focus. */
export function MessageActions(props: {
  scene: Scene;
  message: SimMessage;
  isOwn: boolean;
  isInThread: boolean;
  onEdit(): void;
  onDelete(): void;
}) {
  const { scene, message } = props;
  const toggle = useReaction(scene, message);
  return (
    <div className="message-actions" role="toolbar" aria-label="Message actions">
      <EmojiButton label="Add reaction" onPick={toggle} />
      {props.isInThread ? null : (
        <ViewLink
          to={{ ...scene.view, thread: message.thread_ts ?? message.ts, pane: null }}
          className="icon-button"
          label="Reply in thread"
        >
          <ThreadIcon />
        </ViewLink>
      )}
      {props.isOwn ? (
        <button type="button" className="icon-button" aria-label="Edit" title="Edit" onClick={props.onEdit}>
          <PencilIcon />
        </button>
      ) : null}
      <MoreActions scene={scene} message={message} isOwn={props.isOwn} onDelete={props.onDelete} />
    </div>
  );
}

function MoreActions(props: { scene: Scene; message: SimMessage; isOwn: boolean; onDelete(): void }) {
  const { scene, message } = props;
  const run = useShortcut(scene);
  const copy = useCopyLink(scene, message);
  const channel = scene.channel?.id ?? '';
  return (
    <Popup label="More actions" buttonClass="icon-button" button={<MoreIcon />} kind="menu">
      {(close) => {
        const closing = (act: () => void) => () => {
          close();
          act();
        };
        return (
          <>
            <MenuItem onChoose={closing(copy)}>Copy link</MenuItem>
            {shortcutsOf(scene, 'message').map(({ appId, appName, callbackId, name }) => (
              <MenuItem
                key={`${appId} ${callbackId}`}
                note={appName}
                onChoose={closing(() =>
                  run.mutate({ appId, callbackId, message: { channel, ts: message.ts } }),
                )}
              >
                {name}
              </MenuItem>
            ))}
            {props.isOwn ? (
              <MenuItem isDanger onChoose={closing(props.onDelete)}>
                Delete message…
              </MenuItem>
            ) : null}
          </>
        );
      }}
    </Popup>
  );
}

/** The message's own address: whoever opens it sees the message in its conversation. */
function useCopyLink(scene: Scene, message: SimMessage): () => void {
  const toast = useToast();
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  const address = addressOf({
    ...scene.view,
    thread: isReply ? (message.thread_ts ?? null) : null,
    pane: null,
    message: message.ts,
  });
  return () => {
    const link = new URL(address, window.location.href).href;
    navigator.clipboard.writeText(link).then(
      () => toast('The link is in the clipboard'),
      () => toast(`The browser lets no page copy. The link is ${link}`, 'trouble'),
    );
  };
}
