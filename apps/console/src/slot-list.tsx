import type { SlotView } from '@muster/api';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';

/** An app's slots, one a line: how each fares, on which worker, and why if it does not. */
export function SlotList({ slots }: { slots: readonly SlotView[] }) {
  return (
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
          {slot.reason && <span className="slot-reason">{slot.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
