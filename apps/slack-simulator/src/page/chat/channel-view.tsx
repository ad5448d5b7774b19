import { useQuery } from '@tanstack/react-query';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { MessageList } from '../messages/message-list.tsx';
import type { SimChannel } from '../shell/api.ts';
import { messagesQuery } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { ChannelHeader } from './channel-header.tsx';
import { useSay } from './use-say.ts';
import { Welcome } from './welcome.tsx';

/** What a newcomer can try in a bot's direct message. */
const HINTS = ['help', 'add task Ship docs', 'list', 'done 1'];

/** A channel or direct message: its head, its messages, and the field to write in. */
export function ChannelView({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const messages = useQuery(messagesQuery(scene.workspace.id, channel.id, scene.person.id, null));
  const send = useSay(scene, channel, null);
  const name = scene.partner ? scene.partner.name : `#${channel.name}`;
  return (
    <main className="channel">
      <ChannelHeader scene={scene} channel={channel} />
      {messages.error ? <p className="notice">The messages did not load: {messages.error.message}</p> : null}
      <MessageList
        scene={scene}
        messages={messages.data ?? []}
        isInThread={false}
        label={`Messages in ${name}`}
      >
        <Welcome scene={scene} channel={channel} />
      </MessageList>
      <Composer
        key={`${channel.id}-${scene.person.id}`}
        label={`Message ${name}`}
        placeholder={`Message ${name}`}
        known={mentionables(scene)}
        hints={scene.partner ? HINTS : []}
        onSend={send}
      />
    </main>
  );
}
