import type { SimChannel } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';
import type { Scene } from '../shell/scene.ts';

/** The beginning of a conversation: what it is and what to do in it. */
export function Welcome({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  if (scene.partner) {
    return (
      <div className="welcome">
        <Avatar name={scene.partner.name} color="1f8d75" isBot />
        <h2>{scene.partner.name}</h2>
        <p>
          This is {scene.person.realName}’s direct message with {scene.partner.name}. Only the two of you see
          it. Write a command, or pick one below.
        </p>
      </div>
    );
  }
  const bot = scene.bots.find((one) => channel.members.includes(one.userId));
  return (
    <div className="welcome">
      <h2>#{channel.name}</h2>
      <p>
        This is the beginning of <strong>#{channel.name}</strong> in {scene.workspace.name}.{' '}
        {bot ? (
          <>
            Mention the bot to talk to it here: <code className="code">@{bot.name} help</code>
          </>
        ) : null}
        {!bot && scene.bots.length > 0 ? 'Add a bot to this channel to talk to it here.' : null}
      </p>
      {scene.absentApps.map((app) => (
        <p key={app.id}>
          <a className="button button-primary" href={app.installUrl}>
            Add {app.name} to {scene.workspace.name}
          </a>
        </p>
      ))}
    </div>
  );
}
