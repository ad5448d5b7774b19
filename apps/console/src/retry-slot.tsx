import { useRetrySlot } from './queries.ts';

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** When a slot that is down tries again, and a button for those who cannot wait. `at` is ISO 8601. */
export function RetrySlot({ slot, at }: { slot: string; at: string }) {
  const retry = useRetrySlot();
  return (
    <span className="slot-retry">
      <span className="dim">
        tries again at <time dateTime={at}>{clockTime.format(new Date(at))}</time>
      </span>{' '}
      <button
        type="button"
        className="link"
        aria-label={`Try ${slot} now`}
        disabled={retry.isPending}
        onClick={() => retry.mutate(slot)}
      >
        Try now
      </button>
      {retry.error && (
        <span role="alert" className="trouble">
          {retry.error.message}
        </span>
      )}
    </span>
  );
}
