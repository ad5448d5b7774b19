import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { type SimApp, sendDisconnect } from '../shell/api.ts';

const REASONS = ['refresh_requested', 'warning', 'too_many_websockets', 'link_disabled'] as const;

/** Sends a disconnect frame to all of an app's connections. */
export function DisconnectForm({ app }: { app: SimApp }) {
  const id = useId();
  const disconnect = useMutation({ mutationFn: (reason: string) => sendDisconnect(app.id, reason) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    disconnect.mutate(String(new FormData(event.currentTarget).get('reason')));
  };
  const hasNone = app.connections.length === 0;
  return (
    <form className="disconnect" onSubmit={submit}>
      <label htmlFor={id}>Disconnect frame</label>
      <select id={id} name="reason" className="select">
        {REASONS.map((reason) => (
          <option key={reason}>{reason}</option>
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
      {disconnect.error ? <span role="alert">Not sent: {disconnect.error.message}</span> : null}
    </form>
  );
}
