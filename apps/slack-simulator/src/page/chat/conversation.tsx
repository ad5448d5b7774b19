import type { SimChannel } from '@muster/slack-simulator/control';
import { AboutTab } from '../home/about-tab.tsx';
import { AppTabs } from '../home/app-tabs.tsx';
import { HomeTab } from '../home/home-tab.tsx';
import type { Scene } from '../shell/scene.ts';
import { ChannelHeader } from './channel-header.tsx';
import { ChannelView } from './channel-view.tsx';

/**
 * The channel or direct message on screen: its head, the tabs of an app, and what the tab shows. Head and tabs stay
 * when the tab changes, and with them the focus.
 */
export function Conversation({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  return (
    <main key={channel.id} className="channel" id="main" tabIndex={-1}>
      <ChannelHeader scene={scene} channel={channel} />
      <AppTabs scene={scene} />
      <Content scene={scene} channel={channel} />
    </main>
  );
}

function Content({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const { partner: bot, person, view } = scene;
  if (!bot || !view.tab) return <ChannelView scene={scene} channel={channel} />;
  if (view.tab === 'about') return <AboutTab scene={scene} bot={bot} />;
  return <HomeTab key={person.id} scene={scene} bot={bot} />;
}
