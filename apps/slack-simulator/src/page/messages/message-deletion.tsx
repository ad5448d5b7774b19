import type { SimMessage } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';

/** Asks before an own message is deleted. */
export function MessageDeletion(props: { scene: Scene; message: SimMessage; onDone(): void }) {
  const { scene, message } = props;
  const control = useControl();
  const remove = useMutation({
    mutationFn: () =>
      control.remove(scene.workspace.id, scene.channel?.id ?? '', message.ts, scene.person.id),
    onSuccess: props.onDone,
  });
  return (
    <fieldset className="confirmation">
      <legend>Delete this message?</legend>
      <button
        type="button"
        className="button button-danger"
        // biome-ignore lint/a11y/noAutofocus: the question was just asked by the person who answers it
        autoFocus
        // Disabled, it would let go of the focus.
        aria-busy={remove.isPending}
        onClick={() => (remove.isPending ? undefined : remove.mutate())}
      >
        Delete
      </button>
      <button type="button" className="button" onClick={props.onDone}>
        Cancel
      </button>
      {remove.error ? <span role="alert">Not deleted: {remove.error.message}</span> : null}
    </fieldset>
  );
}
