import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

/** A button for what cannot be taken back: asks first, and says when it failed. */
export function ConfirmedButton(props: {
  label: string;
  question: string;
  /** What the button that does it says. */
  confirmation: string;
  act(): Promise<unknown>;
}) {
  // `kept`: asked and declined, so that the focus belongs on the first button again.
  const [state, setState] = useState<'idle' | 'asking' | 'kept'>('idle');
  const act = useMutation({ mutationFn: props.act, onSuccess: () => setState('idle') });
  if (state !== 'asking') {
    return (
      <button
        type="button"
        className="button"
        // biome-ignore lint/a11y/noAutofocus: it replaces the button that was just pressed
        autoFocus={state === 'kept'}
        onClick={() => setState('asking')}
      >
        {props.label}
      </button>
    );
  }
  return (
    <fieldset
      className="confirmation"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setState('kept');
      }}
    >
      <legend className="visually-hidden">{props.question}</legend>
      <span>{props.question}</span>
      <button
        type="button"
        className="button button-danger"
        // biome-ignore lint/a11y/noAutofocus: the question was just asked by the person who answers it
        autoFocus
        disabled={act.isPending}
        onClick={() => act.mutate()}
      >
        {props.confirmation}
      </button>
      <button type="button" className="button" onClick={() => setState('kept')}>
        Keep
      </button>
      {act.error ? <span role="alert">Not done: {act.error.message}</span> : null}
    </fieldset>
  );
}
