import type { SimChannel, SimPerson } from '@muster/slack-simulator/control';
import type { ReactNode } from 'react';
import { Avatar } from '../shell/avatar.tsx';
import { HashIcon, LockIcon, ShareIcon } from '../shell/icons.tsx';
import { type Bot, directMessageWith, type Scene, sharersOf } from '../shell/scene.ts';
import { useUnread } from '../shell/unread.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { type Other, useOpenDirectMessage } from './use-open-direct-message.ts';

export function ChannelLink({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const unread = useUnread(channel.id);
  const sharers = sharersOf(scene, channel);
  return (
    <ViewLink
      to={{ ...scene.view, channel: channel.id, thread: null, tab: null }}
      className={unread ? 'sidebar-link sidebar-unread' : 'sidebar-link'}
      isCurrent={scene.channel?.id === channel.id}
    >
      {channel.kind === 'private' ? <LockIcon /> : <HashIcon />}
      <span className="sidebar-name">{channel.name}</span>
      {sharers.length > 0 ? (
        <span className="sidebar-shared" title={`Slack Connect: shared with ${sharers.join(', ')}`}>
          <ShareIcon />
          <span className="visually-hidden">(shared with {sharers.join(', ')})</span>
        </span>
      ) : null}
      {unread ? <span className="visually-hidden">(unread)</span> : null}
    </ViewLink>
  );
}

export function BotLink({ scene, bot }: { scene: Scene; bot: Bot }) {
  return (
    <DirectMessageLink scene={scene} userId={bot.userId} other={bot}>
      <span className={bot.isOnline ? 'presence presence-online' : 'presence'} />
      <span className="sidebar-name">{bot.name}</span>
      <span className="visually-hidden">{bot.isOnline ? '(connected)' : '(not connected)'}</span>
    </DirectMessageLink>
  );
}

export function PersonLink({ scene, person }: { scene: Scene; person: SimPerson }) {
  return (
    <DirectMessageLink scene={scene} userId={person.id} other={{ with: person.id }}>
      <Avatar name={person.realName} color={person.color} size="tiny" />
      <span className="sidebar-name">{person.realName}</span>
    </DirectMessageLink>
  );
}

/** Leads to a direct message, which is opened at the first time. */
function DirectMessageLink(props: { scene: Scene; userId: string; other: Other; children: ReactNode }) {
  const { scene, userId, other } = props;
  const channel = directMessageWith(scene, userId);
  const open = useOpenDirectMessage(scene);
  const unread = useUnread(channel?.id ?? '');
  const inside = (
    <>
      {props.children}
      {unread ? (
        <span className="sidebar-count">
          {unread.count}
          <span className="visually-hidden"> unread</span>
        </span>
      ) : null}
    </>
  );
  if (!channel) {
    return (
      <button
        type="button"
        className="sidebar-link"
        disabled={open.isPending}
        onClick={() => open.mutate({ other, person: scene.person })}
      >
        {inside}
      </button>
    );
  }
  return (
    <ViewLink
      to={{ ...scene.view, channel: channel.id, thread: null }}
      className={unread ? 'sidebar-link sidebar-unread' : 'sidebar-link'}
      isCurrent={scene.channel?.id === channel.id}
    >
      {inside}
    </ViewLink>
  );
}
