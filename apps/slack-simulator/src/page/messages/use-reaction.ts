import type { SimMessage } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { useToast } from '../shell/toast.tsx';

/** Puts a reaction of the person on screen on a message, or takes it away where it is. */
export function useReaction(scene: Scene, message: SimMessage) {
  const control = useControl();
  const toast = useToast();
  const user = scene.person.id;
  const toggle = useMutation({
    mutationFn: (name: string) => {
      const isThere = message.reactions?.some((one) => one.name === name && one.users.includes(user));
      const change = isThere ? control.unreact : control.react;
      return change(scene.workspace.id, scene.channel?.id ?? '', message.ts, { user, name });
    },
    onError: (error) => toast(`The reaction was not changed: ${error.message}`, 'trouble'),
  });
  return toggle.mutate;
}
