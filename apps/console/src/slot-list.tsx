import type { SlotView } from '@muster/api';
import { RetrySlot } from './retry-slot.tsx';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';

/** An app's slots, one a line: how each fares, on which worker, and why if it does not; a shared reason stands once. */
export function SlotList({ slots }: { slots: readonly SlotView[] }) {
  const [first, ...others] = slots;
  const common =
    others.length > 0 && others.every(({ reason }) => reason === first?.reason) ? first?.reason : null;
  return (
    <div className="slot-list">
      <ul className="slots" aria-label="Connections">
        {slots.map((slot) => (
          <li key={slot.slot}>
            <StateMark state={slot.state} />
            <span className="slot-place">
              <code>#{slot.index}</code>
              {slot.workerId && (
                <>
                  {' '}
                  on <code>{slot.workerId}</code>
                </>
              )}
              {slot.liveSince && (
                <span className="dim">
                  {' '}
                  since <TimeAgo at={slot.liveSince} />
                </span>
              )}
            </span>
            {slot.reason && !common && <span className="slot-reason">{slot.reason}</span>}
            {slot.retryAt && <RetrySlot slot={slot.slot} at={slot.retryAt} />}
          </li>
        ))}
      </ul>
      {common && <p className="slot-reason">{common}</p>}
    </div>
  );
}
