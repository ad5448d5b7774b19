import type { SimChannel } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';
import { useOpenDialog } from '../shell/dialog-context.ts';
import { HashIcon, LockIcon, MenuIcon, PeopleIcon, ShareIcon } from '../shell/icons.tsx';
import { type Scene, sharersOf } from '../shell/scene.ts';
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
  if (scene.companion) {
    const { realName, color } = scene.companion;
    return (
      <h1>
        <Avatar name={realName} color={color} size="small" />
        {realName}
      </h1>
    );
  }
  return <ChannelPlace scene={scene} channel={channel} />;
}

function ChannelPlace({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const open = useOpenDialog();
  const sharers = sharersOf(scene, channel);
  return (
    <>
      <h1>
        {channel.kind === 'private' ? <LockIcon /> : <HashIcon />}
        {channel.name}
      </h1>
      {sharers.length > 0 ? (
        <span className="badge badge-from bar-shared" title="A Slack Connect channel">
          <ShareIcon /> {sharers.join(', ')}
        </span>
      ) : null}
      <button
        type="button"
        className="bar-members"
        aria-label={`Members: ${memberCount(scene, channel)}`}
        title="Who is in the channel"
        onClick={() => open('members')}
      >
        <PeopleIcon />
        <span className="bar-note">{memberCount(scene, channel)}</span>
      </button>
      <InviteBots scene={scene} channel={channel} />
    </>
  );
}

function memberCount(scene: Scene, channel: SimChannel): string {
  const known = [...scene.everyone.values()].filter((one) => channel.members.includes(one.id));
  const people = known.filter((one) => !one.isBot).length;
  const bots = scene.bots.filter((one) => channel.members.includes(one.userId));
  const names = bots.map((bot) => bot.name).join(', ');
  return `${people} ${people === 1 ? 'person' : 'people'}${names ? ` and ${names}` : ''}`;
}
