import type { SimChannel } from '@muster/slack-simulator/control';
import { HashIcon, LockIcon, ShareIcon } from '../shell/icons.tsx';
import { type Bot, directMessageWith, type Scene, sharersOf } from '../shell/scene.ts';
import { useUnread } from '../shell/unread.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { useOpenDirectMessage } from './use-open-direct-message.ts';

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
  const channel = directMessageWith(scene, bot);
  const open = useOpenDirectMessage(scene);
  const unread = useUnread(channel?.id ?? '');
  const inside = (
    <>
      <span className={bot.isOnline ? 'presence presence-online' : 'presence'} />
      <span className="sidebar-name">{bot.name}</span>
      <span className="visually-hidden">{bot.isOnline ? '(connected)' : '(not connected)'}</span>
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
        onClick={() => open.mutate({ bot, person: scene.person })}
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
