import type { SimChannel, SimPerson } from '@muster/slack-simulator/control';
import type { ReactNode } from 'react';
import { AddAppLink } from '../shell/add-app-link.tsx';
import { Avatar } from '../shell/avatar.tsx';
import type { Bot, Scene } from '../shell/scene.ts';
import { useOpenDirectMessage } from '../sidebar/use-open-direct-message.ts';

/** The beginning of a conversation: what it is and what to do in it. */
export function Welcome({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  if (scene.partner) return <DirectMessage scene={scene} bot={scene.partner} />;
  if (scene.companion) return <BetweenPeople scene={scene} companion={scene.companion} />;
  // What to do stands where one would write.
  if (scene.formerPartner) return null;
  return (
    <div className="welcome">
      <h2>#{channel.name}</h2>
      <p>
        This is the beginning of <strong>#{channel.name}</strong> in {scene.workspace.name}.
      </p>
      {scene.absentApps.map((app) => (
        <Step
          key={app.id}
          text={`${app.name} is not in ${scene.workspace.name} yet. Add it as you would in Slack.`}
        >
          <AddAppLink scene={scene} app={app} className="button button-primary">
            Add {app.name} to {scene.workspace.name}
          </AddAppLink>
        </Step>
      ))}
      {scene.bots.map((bot) => (
        <Step key={bot.appId} text={<HowToTalk channel={channel} bot={bot} />}>
          <WriteToBot scene={scene} bot={bot} />
        </Step>
      ))}
    </div>
  );
}

function DirectMessage({ scene, bot }: { scene: Scene; bot: Bot }) {
  return (
    <div className="welcome">
      <Avatar name={bot.name} color="1f8d75" isBot />
      <h2>{bot.name}</h2>
      <p>
        This is {scene.person.realName}’s direct message with {bot.name}. Only the two of you see it. Write a
        command, or pick one below.
      </p>
    </div>
  );
}

function BetweenPeople({ scene, companion }: { scene: Scene; companion: SimPerson }) {
  return (
    <div className="welcome">
      <Avatar name={companion.realName} color={companion.color} />
      <h2>{companion.realName}</h2>
      <p>
        This is {scene.person.realName}’s direct message with {companion.realName}. No bot hears what is
        written here; slash commands work.
      </p>
    </div>
  );
}

function Step({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <div className="welcome-step">
      <p>{text}</p>
      {children}
    </div>
  );
}

function HowToTalk({ channel, bot }: { channel: SimChannel; bot: Bot }) {
  if (!channel.members.includes(bot.userId)) {
    return `${bot.name} hears what you write to it directly. To talk to it here, add it to the channel (above, on the right).`;
  }
  return (
    <>
      Mention {bot.name} to talk to it here: <code className="code">@{bot.name} add task Ship docs</code>
    </>
  );
}

function WriteToBot({ scene, bot }: { scene: Scene; bot: Bot }) {
  const open = useOpenDirectMessage(scene);
  return (
    <>
      <button
        type="button"
        className="button button-primary"
        disabled={open.isPending}
        onClick={() => open.mutate({ other: bot, person: scene.person })}
      >
        Write to {bot.name}
      </button>
      {open.error ? <p role="alert">Not opened: {open.error.message}</p> : null}
    </>
  );
}
