import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** One of a list that something is done to: what it is, what can be done, and why that was refused. */
export function ToggleRow(props: {
  /** What the button does, such as `Add`. */
  verb: string;
  /** To what, for those who hear the page. */
  name: string;
  act(): Promise<void>;
  children: ReactNode;
}) {
  const { verb, name, act } = props;
  const change = useMutation({ mutationFn: act });
  return (
    <li className="browse-item">
      <span className="browse-name">{props.children}</span>
      {change.error ? <span role="alert">{change.error.message}</span> : null}
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        aria-label={`${verb} ${name}`}
        onClick={() => change.mutate()}
      >
        {verb}
      </button>
    </li>
  );
}
