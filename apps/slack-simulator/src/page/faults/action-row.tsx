import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';

/** Something that one can do, with what it means, and at its place why it failed. */
export function ActionRow(props: {
  name: string;
  /** What it does, and what a bot should do. */
  words: string;
  button: string;
  /** Of what is named alike: what the button is about, for screen readers. */
  of?: string;
  isOn?: boolean;
  children?: ReactNode;
  act(): Promise<unknown>;
}) {
  const id = useId();
  const action = useMutation({ mutationFn: props.act });
  return (
    <li className={`action-row ${props.isOn ? 'action-row-on' : ''}`}>
      <div className="action-facts">
        <strong>{props.name}</strong>
        <span className="muted" id={id}>
          {props.words}
        </span>
        {props.children}
        {action.error ? <span role="alert">Not done: {action.error.message}</span> : null}
      </div>
      <button
        type="button"
        className="button"
        disabled={action.isPending}
        aria-label={
          props.of ? `${props.button}: ${props.name}, ${props.of}` : `${props.button}: ${props.name}`
        }
        aria-describedby={id}
        onClick={() => action.mutate()}
      >
        {props.button}
      </button>
    </li>
  );
}
