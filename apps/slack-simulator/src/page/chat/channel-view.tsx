import type { SimChannel, SimMessage } from '@muster/slack-simulator/control';
import { useState } from 'react';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { AppTabs } from '../home/app-tabs.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { AddAppLink } from '../shell/add-app-link.tsx';
import { useMessages } from '../shell/queries.ts';
import { nameOf, type Scene } from '../shell/scene.ts';
import { ChannelHeader } from './channel-header.tsx';
import { suggestionsAfter } from './suggestions.ts';
import { useSay } from './use-say.ts';
import { Welcome } from './welcome.tsx';

/** How many messages a channel shows at first, and how many more each time one asks. */
const PAGE = 200;
const MOST_MESSAGES = 1_000;

/** A channel or direct message: its head, its messages, and the field to write in. */
export function ChannelView({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const [limit, setLimit] = useState(PAGE);
  const messages = useMessages({
    team: scene.workspace.id,
    channel: channel.id,
    as: scene.person.id,
    limit,
  });
  const name = nameOf(scene, channel);
  const shown = messages.data?.messages ?? [];
  const hasMore = messages.data?.hasMore === true;
  return (
    <main className="channel">
      <ChannelHeader scene={scene} channel={channel} />
      <AppTabs scene={scene} />
      {scene.workspace.active ? null : (
        <p className="notice">
          {scene.workspace.name} was deactivated: no app hears anything, and Slack refuses their tokens.
        </p>
      )}
      {messages.error ? <p className="notice">The messages did not load: {messages.error.message}</p> : null}
      <MessageList scene={scene} messages={shown} isInThread={false} label={`Messages in ${name}`}>
        {messages.data && !hasMore ? <Welcome scene={scene} channel={channel} /> : null}
        {hasMore && limit < MOST_MESSAGES ? (
          <button type="button" className="button earlier" onClick={() => setLimit(limit + PAGE)}>
            Show earlier messages
          </button>
        ) : null}
      </MessageList>
      <WritingPlace scene={scene} channel={channel} messages={shown} />
    </main>
  );
}

/** The field to write in, or why there is none. */
function WritingPlace(props: { scene: Scene; channel: SimChannel; messages: readonly SimMessage[] }) {
  const { scene, channel, messages } = props;
  const { formerPartner: removed, person, workspace } = scene;
  const say = useSay(scene, channel, null);
  const name = nameOf(scene, channel);
  if (channel.archived) return <p className="notice">This channel is archived: nobody can write in it.</p>;
  if (removed) {
    return (
      <p className="notice">
        {removed.name} was removed from {workspace.name} and hears nothing.{' '}
        <AddAppLink scene={scene} app={removed}>
          Add it again
        </AddAppLink>
      </p>
    );
  }
  return (
    <Composer
      key={`${channel.id}-${person.id}`}
      label={`Message ${name}`}
      placeholder={`Message ${name}`}
      known={mentionables(scene)}
      hints={scene.partner ? suggestionsAfter(writtenBy(person.id, messages)) : []}
      onSend={say}
    />
  );
}

function writtenBy(person: string, messages: readonly SimMessage[]): readonly string[] {
  return messages.filter((message) => message.user === person).map((message) => message.text);
}
