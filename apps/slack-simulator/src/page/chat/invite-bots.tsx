import type { SimChannel } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { PlusIcon } from '../shell/icons.tsx';
import type { Bot, Scene } from '../shell/scene.ts';

/** Ways to bring the workspace's bots into a channel: what is said where a bot is not, it never hears. */
export function InviteBots({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const absent = scene.bots.filter((bot) => !channel.members.includes(bot.userId));
  return absent.map((bot) => <InviteBot key={bot.appId} scene={scene} channel={channel} bot={bot} />);
}

function InviteBot({ scene, channel, bot }: { scene: Scene; channel: SimChannel; bot: Bot }) {
  const control = useControl();
  const invite = useMutation({
    mutationFn: () => control.invite(scene.workspace.id, channel.id, bot.userId),
  });
  return (
    <>
      {invite.error ? <span role="alert">Not added: {invite.error.message}</span> : null}
      <button
        type="button"
        className="button bar-end"
        disabled={invite.isPending}
        onClick={() => invite.mutate()}
      >
        <PlusIcon /> Add {bot.name} to channel
      </button>
    </>
  );
}
