import type { SimChannel } from '@muster/slack-simulator/control';
import { ChannelHeader } from '../chat/channel-header.tsx';
import type { Bot, Scene } from '../shell/scene.ts';
import { AboutTab } from './about-tab.tsx';
import { AppTabs } from './app-tabs.tsx';
import { HomeTab } from './home-tab.tsx';

/** An app's direct message, while one looks at something else than its messages. */
export function AppPage({ scene, channel, bot }: { scene: Scene; channel: SimChannel; bot: Bot }) {
  return (
    <main className="channel">
      <ChannelHeader scene={scene} channel={channel} />
      <AppTabs scene={scene} />
      {scene.view.tab === 'home' ? (
        <HomeTab key={`${channel.id}-${scene.person.id}`} scene={scene} bot={bot} />
      ) : (
        <AboutTab scene={scene} bot={bot} />
      )}
    </main>
  );
}
