import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { show } from '../shell/view.ts';
import { channelName } from './channel-name.ts';

/** Makes a channel with only the person on screen in it, as Slack does, and shows it. */
export function CreateChannel({ scene, onDone }: { scene: Scene; onDone(): void }) {
  const id = useId();
  const control = useControl();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [isPrivate, setIsPrivate] = useState(false);
  const name = channelName(typed);
  const isTaken = scene.workspace.channels.some((one) => one.name === name);
  const create = useMutation({
    mutationFn: () =>
      control.addChannel(scene.workspace.id, {
        name,
        kind: isPrivate ? 'private' : 'channel',
        members: [scene.person.id],
      }),
    onSuccess: async ({ id: channel }) => {
      // The new channel must be known before the address names it.
      await client.invalidateQueries({ queryKey: STATE_KEY });
      show({ ...scene.view, channel, thread: null, tab: null });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== '' && !isTaken) create.mutate();
  };
  const note = isTaken
    ? `There is a #${name} already.`
    : name === ''
      ? 'Letters, digits, - and _'
      : `#${name}`;
  return (
    <form className="create-channel" onSubmit={submit}>
      <h3>Create a channel</h3>
      <label htmlFor={id}>Name</label>
      <div className="create-row">
        <input
          id={id}
          className="text-input"
          aria-describedby={`${id}-note`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button
          type="submit"
          className="button button-primary"
          disabled={name === '' || isTaken || create.isPending}
        >
          Create
        </button>
      </div>
      <p id={`${id}-note`} className="muted">
        {note}
      </p>
      <label className="also">
        <input type="checkbox" checked={isPrivate} onChange={(event) => setIsPrivate(event.target.checked)} />
        Private: only people who were added see it
      </label>
      {create.error ? <p role="alert">Not created: {create.error.message}</p> : null}
    </form>
  );
}
