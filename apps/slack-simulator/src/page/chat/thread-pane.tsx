import type { SimChannel } from '@muster/slack-simulator/control';
import { useState } from 'react';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { MessageList } from '../messages/message-list.tsx';
import { CloseIcon } from '../shell/icons.tsx';
import { useMessages } from '../shell/queries.ts';
import { nameOf, type Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { useSay } from './use-say.ts';

/** A message and its replies, beside the channel. */
export function ThreadPane(props: { scene: Scene; channel: SimChannel; thread: string }) {
  const { scene, channel, thread } = props;
  const messages = useMessages({
    team: scene.workspace.id,
    channel: channel.id,
    as: scene.person.id,
    threadTs: thread,
  });
  const say = useSay(scene, channel, thread);
  // Whoever opens a thread wants to write in it; whoever changes who they are has the focus elsewhere.
  const [openedBy] = useState(scene.person.id);
  return (
    <aside className="pane" aria-label="Thread">
      <header className="bar">
        <h2>Thread</h2>
        <span className="bar-note">{nameOf(scene, channel)}</span>
        <ViewLink to={{ ...scene.view, thread: null }} className="icon-button bar-end" label="Close thread">
          <CloseIcon />
        </ViewLink>
      </header>
      {messages.error ? <p className="notice">The thread did not load: {messages.error.message}</p> : null}
      <MessageList
        scene={scene}
        messages={messages.data?.messages ?? []}
        isInThread
        label="Messages in the thread"
      />
      <Composer
        key={`${thread}-${scene.person.id}`}
        label="Reply"
        placeholder="Reply…"
        known={mentionables(scene)}
        isFocused={scene.person.id === openedBy}
        onSend={say}
      />
    </aside>
  );
}
