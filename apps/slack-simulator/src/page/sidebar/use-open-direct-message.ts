import { useMutation, useQueryClient } from '@tanstack/react-query';
import { openDirectMessage, type SimPerson } from '../shell/api.ts';
import { stateQuery } from '../shell/queries.ts';
import type { Bot, Scene } from '../shell/scene.ts';
import { show } from '../shell/view.ts';

/** Opens a person's direct message with a bot, if need be for the first time, and shows it. */
export function useOpenDirectMessage(scene: Scene) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ bot, person }: { bot: Bot; person: SimPerson }) =>
      openDirectMessage(scene.workspace.id, person.id, bot.appId),
    onSuccess: async (channel, { person }) => {
      // The new channel must be known before the address names it.
      await client.invalidateQueries(stateQuery);
      show({ ...scene.view, person: person.id, channel, thread: null });
    },
  });
}
