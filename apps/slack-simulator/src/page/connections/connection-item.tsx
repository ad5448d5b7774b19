import type { SimConnection } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { ScissorsIcon } from '../shell/icons.tsx';
import { ageWords, stateWords } from './connection-words.ts';
import { useNow } from './use-now.ts';

/** One connection: its state and what went over it. */
export function ConnectionItem(props: { appId: string; number: number; connection: SimConnection }) {
  const { appId, number, connection } = props;
  const control = useControl();
  const now = useNow();
  const cut = useMutation({ mutationFn: () => control.cut(appId, connection.id) });
  const unacked = connection.delivered - connection.acked;
  return (
    <li className="connection">
      <span
        className={connection.state === 'open' && !connection.muted ? 'presence presence-online' : 'presence'}
      />
      <div className="connection-facts">
        <strong>
          #{number} {connection.id}
        </strong>
        <span className="muted connection-counts">
          {stateWords(connection)}, {ageWords(now - connection.openedAt)} old
        </span>
        <span className="connection-counts">
          {connection.delivered} delivered, {connection.acked} acked
          {unacked > 0 ? <span className="connection-unacked">, {unacked} unacked</span> : null}
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
