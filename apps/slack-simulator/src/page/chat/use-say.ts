import type { SimChannel } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { commandsOf, intentOf } from '../composer/commands.ts';
import { mentionables } from '../composer/mentionables.ts';
import { slackText } from '../composer/slack-text.ts';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';

/**
 * Says something as the person on screen, in a channel or in one of its threads, or runs the slash command that it
 * is. Rejects if it was not accepted.
 */
export function useSay(scene: Scene, channel: SimChannel, thread: string | null) {
  const control = useControl();
  const user = scene.person.id;
  const sending = useMutation({
    mutationFn: async ({ typed, isBroadcast }: { typed: string; isBroadcast: boolean }) => {
      const intent = intentOf(typed, commandsOf(scene), thread !== null);
      if (intent.type === 'refused') throw new Error(intent.reason);
      if (intent.type === 'command') {
        const { appId, command } = intent.command;
        const text = slackText(intent.rest, mentionables(scene));
        await control.slash(scene.workspace.id, { appId, user, channel: channel.id, command, text });
        return;
      }
      await control.say(scene.workspace.id, channel.id, {
        user,
        text: slackText(intent.text, mentionables(scene)),
        ...(thread ? { thread_ts: thread } : {}),
        ...(isBroadcast ? { reply_broadcast: true } : {}),
      });
    },
  });
  return (typed: string, isBroadcast = false): Promise<unknown> =>
    sending.mutateAsync({ typed, isBroadcast });
}
