import type { SimPerson } from '@muster/slack-simulator/control';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { show } from '../shell/view.ts';

/** Whom one writes to. */
export type Other = { readonly appId: string } | { readonly with: string };

/**
 * Opens a person's direct message with a bot or another person, if need be for the first time, and shows it with the
 * keys in its field.
 */
export function useOpenDirectMessage(scene: Scene) {
  const client = useQueryClient();
  const control = useControl();
  return useMutation({
    mutationFn: ({ other, person }: { other: Other; person: SimPerson }) =>
      control.openIm(scene.workspace.id, {
        user: person.id,
        ...('with' in other ? { with: other.with } : { appId: other.appId }),
      }),
    onSuccess: async ({ channel }, { person }) => {
      // The new channel must be known before the address names it.
      await client.invalidateQueries({ queryKey: STATE_KEY });
      flushSync(() => show({ ...scene.view, person: person.id, channel, thread: null }));
      // What was pressed may be gone now, and whoever opens a direct message wants to write.
      document.querySelector<HTMLElement>('#main .composer-field')?.focus();
    },
  });
}
