import type { SimConnection } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { ScissorsIcon } from '../shell/icons.tsx';

/** One connection: its state and what went over it. */
export function ConnectionItem({ appId, connection }: { appId: string; connection: SimConnection }) {
  const control = useControl();
  const cut = useMutation({ mutationFn: () => control.cut(appId, connection.id) });
  return (
    <li className="connection">
      <span className={connection.state === 'open' ? 'presence presence-online' : 'presence'} />
      <div className="connection-facts">
        <strong>{connection.id}</strong>
        <span className="muted">
          {connection.state}, since {new Date(connection.openedAt).toLocaleTimeString('en-US')}
        </span>
        <span className="connection-counts">
          {connection.delivered} delivered, {connection.acked} acked
        </span>
        {cut.error ? <span role="alert">Not cut: {cut.error.message}</span> : null}
      </div>
      <button
        type="button"
        className="button button-danger"
        disabled={cut.isPending}
        aria-label={`Cut connection ${connection.id}`}
        onClick={() => cut.mutate()}
      >
        <ScissorsIcon /> Cut
      </button>
    </li>
  );
}
