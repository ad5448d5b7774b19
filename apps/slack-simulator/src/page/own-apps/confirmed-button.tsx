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
  const [isAsking, setIsAsking] = useState(false);
  const act = useMutation({ mutationFn: props.act, onSuccess: () => setIsAsking(false) });
  if (!isAsking) {
    return (
      <button type="button" className="button" onClick={() => setIsAsking(true)}>
        {props.label}
      </button>
    );
  }
  return (
    <fieldset className="confirmation">
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
      <button type="button" className="button" onClick={() => setIsAsking(false)}>
        Keep
      </button>
      {act.error ? <span role="alert">Not done: {act.error.message}</span> : null}
    </fieldset>
  );
}
