import type { SimApp, SimDisconnectReason } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useControl } from '../shell/control.ts';

/** What each frame says to the app, and what happens then. */
const REASONS: Readonly<Record<SimDisconnectReason, string>> = {
  refresh_requested: 'Connect anew. The connection is closed 10 s later.',
  warning: 'The end is near. Nothing else happens.',
  too_many_websockets: 'The app has too many connections. This one is closed 10 s later.',
  link_disabled: 'Socket Mode was switched off: closed 10 s later, and new connections are refused.',
};
const FIRST: SimDisconnectReason = 'refresh_requested';

/** Sends a disconnect frame to all of an app's connections. */
export function DisconnectForm({ app }: { app: SimApp }) {
  const id = useId();
  const control = useControl();
  const disconnect = useMutation({
    mutationFn: (reason: SimDisconnectReason) => control.disconnect(app.id, reason),
  });
  const [reason, setReason] = useState(FIRST);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    disconnect.mutate(reason);
  };
  const choose = (chosen: string) => setReason(isReason(chosen) ? chosen : FIRST);
  const hasNone = app.connections.length === 0;
  return (
    <form className="disconnect" onSubmit={submit}>
      <label htmlFor={id}>Disconnect frame</label>
      <select
        id={id}
        className="select"
        value={reason}
        aria-describedby={`${id}-meaning`}
        onChange={(event) => choose(event.target.value)}
      >
        {Object.keys(REASONS).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <button
        type="submit"
        className="button"
        disabled={hasNone || disconnect.isPending}
        title={hasNone ? 'The app has no connection' : undefined}
      >
        Send to all
      </button>
      <p id={`${id}-meaning`} className="muted disconnect-meaning">
        {REASONS[reason]}
      </p>
      {disconnect.error ? <span role="alert">Not sent: {disconnect.error.message}</span> : null}
    </form>
  );
}

function isReason(text: string): text is SimDisconnectReason {
  return Object.hasOwn(REASONS, text);
}
