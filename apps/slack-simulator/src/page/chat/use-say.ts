import type { SimChannel } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { mentionables } from '../composer/mentionables.ts';
import { slackText } from '../composer/slack-text.ts';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';

/** Says something as the person on screen, in a channel or in one of its threads. Rejects if it was not accepted. */
export function useSay(scene: Scene, channel: SimChannel, thread: string | null) {
  const control = useControl();
  const sending = useMutation({
    mutationFn: (typed: string) =>
      control.say(scene.workspace.id, channel.id, {
        user: scene.person.id,
        text: slackText(typed, mentionables(scene)),
        ...(thread ? { thread_ts: thread } : {}),
      }),
  });
  return (typed: string): Promise<unknown> => sending.mutateAsync(typed);
}
