import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useControl } from '../shell/control.ts';
import type { Bot, Scene } from '../shell/scene.ts';
import { show } from '../shell/view.ts';

/** Takes an app out of the workspace, as a person would in Slack's settings. Asks first. */
export function RemoveApp({ scene, bot }: { scene: Scene; bot: Bot }) {
  const control = useControl();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => control.uninstall(scene.workspace.id, bot.appId),
    onSuccess: () => show({ ...scene.view, channel: null, thread: null }),
  });
  if (!isAsking) {
    return (
      <button type="button" className="button bar-end" onClick={() => setIsAsking(true)}>
        Remove app
      </button>
    );
  }
  return (
    <fieldset className="confirmation bar-end">
      <legend className="visually-hidden">Remove {bot.name}?</legend>
      {remove.error ? <span role="alert">Not removed: {remove.error.message}</span> : null}
      <button
        type="button"
        className="button button-danger"
        // biome-ignore lint/a11y/noAutofocus: the question was just asked by the person who answers it
        autoFocus
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove {bot.name}
      </button>
      <button type="button" className="button" onClick={() => setIsAsking(false)}>
        Keep
      </button>
    </fieldset>
  );
}
