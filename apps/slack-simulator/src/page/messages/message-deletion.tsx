import { useMutation } from '@tanstack/react-query';
import { deleteMessage, type SimMessage } from '../shell/api.ts';
import type { Scene } from '../shell/scene.ts';
import { placeOf } from './message-editor.tsx';

/** Asks before an own message is deleted. */
export function MessageDeletion(props: { scene: Scene; message: SimMessage; onDone(): void }) {
  const remove = useMutation({
    mutationFn: () => deleteMessage(placeOf(props.scene, props.message)),
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
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
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
