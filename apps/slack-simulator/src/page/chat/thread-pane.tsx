import { useQuery } from '@tanstack/react-query';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { MessageList } from '../messages/message-list.tsx';
import type { SimChannel } from '../shell/api.ts';
import { CloseIcon } from '../shell/icons.tsx';
import { messagesQuery } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { useSay } from './use-say.ts';

/** A message and its replies, beside the channel. */
export function ThreadPane({
  scene,
  channel,
  thread,
}: {
  scene: Scene;
  channel: SimChannel;
  thread: string;
}) {
  const messages = useQuery(messagesQuery(scene.workspace.id, channel.id, scene.person.id, thread));
  const send = useSay(scene, channel, thread);
  return (
    <aside className="pane" aria-label="Thread">
      <header className="bar">
        <h2>Thread</h2>
        <span className="bar-note">{scene.partner ? scene.partner.name : `#${channel.name}`}</span>
        <ViewLink to={{ ...scene.view, thread: null }} className="icon-button bar-end" label="Close thread">
          <CloseIcon />
        </ViewLink>
      </header>
      {messages.error ? <p className="notice">The thread did not load: {messages.error.message}</p> : null}
      <MessageList scene={scene} messages={messages.data ?? []} isInThread label="Messages in the thread" />
      <Composer
        key={`${thread}-${scene.person.id}`}
        label="Reply"
        placeholder="Reply…"
        known={mentionables(scene)}
        onSend={send}
      />
    </aside>
  );
}
