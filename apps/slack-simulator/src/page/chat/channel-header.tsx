import type { SimChannel } from '@muster/slack-simulator/control';
import { HashIcon, LockIcon, MenuIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { InviteBots } from './invite-bots.tsx';
import { RemoveApp } from './remove-app.tsx';

/** The channel's name, how many are in it, and for a bot whether it hears and the way to remove it. */
export function ChannelHeader({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  return (
    <header className="bar">
      <button
        type="button"
        className="icon-button only-narrow"
        popoverTarget="drawer"
        aria-label="Conversations"
      >
        <MenuIcon />
      </button>
      <Place scene={scene} channel={channel} />
    </header>
  );
}

function Place({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  if (scene.partner) {
    const { isOnline, name, appId } = scene.partner;
    return (
      <>
        <h1>
          <span className={isOnline ? 'presence presence-online' : 'presence'} />
          {name}
          <span className="badge">App</span>
        </h1>
        <span className="bar-note">{isOnline ? 'Connected' : 'Not connected'}</span>
        <RemoveApp key={appId} scene={scene} bot={scene.partner} />
      </>
    );
  }
  if (scene.formerPartner) {
    return (
      <>
        <h1>
          <span className="presence" />
          {scene.formerPartner.name}
          <span className="badge">App</span>
        </h1>
        <span className="bar-note">Removed</span>
      </>
    );
  }
  return (
    <>
      <h1>
        {channel.kind === 'private' ? <LockIcon /> : <HashIcon />}
        {channel.name}
      </h1>
      <span className="bar-note">{memberCount(scene, channel)}</span>
      <InviteBots scene={scene} channel={channel} />
    </>
  );
}

function memberCount(scene: Scene, channel: SimChannel): string {
  const people = scene.workspace.people.filter((one) => channel.members.includes(one.id)).length;
  const bots = scene.bots.filter((one) => channel.members.includes(one.userId));
  const names = bots.map((bot) => bot.name).join(', ');
  return `${people} ${people === 1 ? 'person' : 'people'}${names ? ` and ${names}` : ''}`;
}
