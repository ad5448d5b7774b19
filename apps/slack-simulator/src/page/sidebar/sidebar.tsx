import type { SimChannel } from '@muster/slack-simulator/control';
import { AddAppLink } from '../shell/add-app-link.tsx';
import { HashIcon, LockIcon, PlugIcon, PlusIcon } from '../shell/icons.tsx';
import { useUnread } from '../shell/queries.ts';
import { type Bot, directMessageWith, type Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { PersonSwitcher } from './person-switcher.tsx';
import { useOpenDirectMessage } from './use-open-direct-message.ts';

/** The workspace's name, who one is, channels, bots, and the way to the app connections. */
export function Sidebar({ scene }: { scene: Scene }) {
  return (
    <div className="sidebar" id="sidebar">
      <header className="sidebar-head">
        <strong>{scene.workspace.name}</strong>
        <span className="sidebar-domain">{scene.workspace.domain}.slack.com, simulated</span>
      </header>
      <PersonSwitcher scene={scene} />
      <nav className="sidebar-lists" aria-label="Conversations">
        <h2>Channels</h2>
        <ul>
          {scene.channels.map((channel) => (
            <li key={channel.id}>
              <ChannelLink scene={scene} channel={channel} />
            </li>
          ))}
        </ul>
        <h2>Apps</h2>
        <ul>
          {scene.bots.map((bot) => (
            <li key={bot.appId}>
              <BotLink scene={scene} bot={bot} />
            </li>
          ))}
          {scene.absentApps.map((app) => (
            <li key={app.id}>
              <AddAppLink scene={scene} app={app} className="sidebar-link sidebar-add">
                <PlusIcon /> Add {app.name}
              </AddAppLink>
            </li>
          ))}
        </ul>
      </nav>
      <ViewLink
        to={{ ...scene.view, thread: null, pane: scene.view.pane ? null : 'connections' }}
        className="sidebar-link sidebar-connections"
        isCurrent={scene.view.pane === 'connections'}
      >
        <PlugIcon /> App connections
      </ViewLink>
    </div>
  );
}

function ChannelLink({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const isUnread = useUnread(channel.id);
  return (
    <ViewLink
      to={{ ...scene.view, channel: channel.id, thread: null }}
      className={isUnread ? 'sidebar-link sidebar-unread' : 'sidebar-link'}
      isCurrent={scene.channel?.id === channel.id}
    >
      {channel.kind === 'private' ? <LockIcon /> : <HashIcon />}
      <span className="sidebar-name">{channel.name}</span>
      {isUnread ? <span className="visually-hidden">(unread)</span> : null}
    </ViewLink>
  );
}

function BotLink({ scene, bot }: { scene: Scene; bot: Bot }) {
  const channel = directMessageWith(scene, bot);
  const open = useOpenDirectMessage(scene);
  const isUnread = useUnread(channel?.id ?? '');
  const inside = (
    <>
      <span className={bot.isOnline ? 'presence presence-online' : 'presence'} />
      <span className="sidebar-name">{bot.name}</span>
      <span className="visually-hidden">{bot.isOnline ? '(connected)' : '(not connected)'}</span>
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
      className={isUnread ? 'sidebar-link sidebar-unread' : 'sidebar-link'}
      isCurrent={scene.channel?.id === channel.id}
    >
      {inside}
    </ViewLink>
  );
}
