import type { SimChannel } from '@muster/slack-simulator/control';
import { useRef, useState } from 'react';
import { MessageList } from '../messages/message-list.tsx';
import { MOST_MESSAGES, useMessages } from '../shell/queries.ts';
import { nameOf, type Scene } from '../shell/scene.ts';
import { useNewLine } from '../shell/unread.ts';
import { useEditing } from './use-editing.ts';
import { Welcome } from './welcome.tsx';
import { WritingPlace } from './writing-place.tsx';

/** How many messages a channel shows at first, and how many more each time one asks. */
const PAGE = 200;

/** The messages of a channel or direct message, and the field to write in. */
export function ChannelView({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const [limit, setLimit] = useState(PAGE);
  // Whoever reads further up must not lose what they read to new messages.
  const isAtEnd = useRef(true);
  const messages = useMessages(
    { team: scene.workspace.id, channel: channel.id, as: scene.person.id, limit },
    () => !isAtEnd.current,
  );
  const name = nameOf(scene, channel);
  const shown = messages.data?.messages ?? [];
  const hasMore = messages.data?.hasMore === true;
  const editing = useEditing();
  const newFrom = useNewLine(channel.id);
  // A link can lead far back.
  const isMissing = scene.linkedTs !== null && Number(shown[0]?.ts) > Number(scene.linkedTs);
  if (isMissing && hasMore && limit < MOST_MESSAGES && !messages.isPlaceholderData) setLimit(limit + PAGE);
  return (
    <>
      {scene.workspace.active ? null : (
        <p className="notice">
          {scene.workspace.name} was deactivated: no app hears anything, and Slack refuses their tokens.
        </p>
      )}
      {messages.error ? <p className="notice">The messages did not load: {messages.error.message}</p> : null}
      <MessageList
        scene={scene}
        messages={shown}
        isInThread={false}
        label={`Messages in ${name}`}
        newFrom={newFrom}
        edited={editing.edited}
        onEdit={editing.onEdit}
        onScroll={(isNow) => {
          isAtEnd.current = isNow;
        }}
      >
        {messages.data && !hasMore ? <Welcome scene={scene} channel={channel} /> : null}
        {hasMore && limit < MOST_MESSAGES ? (
          <button type="button" className="button earlier" onClick={() => setLimit(limit + PAGE)}>
            Show earlier messages
          </button>
        ) : null}
      </MessageList>
      <WritingPlace scene={scene} channel={channel} messages={shown} editing={editing} />
    </>
  );
}
