import type { SimApp, SimDisconnectReason } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useControl } from '../shell/control.ts';

const REASONS: readonly SimDisconnectReason[] = [
  'refresh_requested',
  'warning',
  'too_many_websockets',
  'link_disabled',
];

/** Sends a disconnect frame to all of an app's connections. */
export function DisconnectForm({ app }: { app: SimApp }) {
  const id = useId();
  const control = useControl();
  const disconnect = useMutation({
    mutationFn: (reason: SimDisconnectReason) => control.disconnect(app.id, reason),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    disconnect.mutate(REASONS.find((one) => one === reason) ?? 'refresh_requested');
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
