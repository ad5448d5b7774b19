import { useMutation } from '@tanstack/react-query';
import { mentionables } from '../composer/mentionables.ts';
import { slackText } from '../composer/slack-text.ts';
import { type SimChannel, say } from '../shell/api.ts';
import type { Scene } from '../shell/scene.ts';

/** Says something as the person on screen, in a channel or in one of its threads. Rejects if it was not accepted. */
export function useSay(
  scene: Scene,
  channel: SimChannel,
  thread: string | null,
): (typed: string) => Promise<unknown> {
  const sending = useMutation({
    mutationFn: (typed: string) =>
      say({
        team: scene.workspace.id,
        channel: channel.id,
        person: scene.person.id,
        thread,
        text: slackText(typed, mentionables(scene)),
      }),
  });
  return sending.mutateAsync;
}
