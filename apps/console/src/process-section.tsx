import type { FleetView, ProcessView } from '@muster/api';
import { shortTime } from './duration.ts';
import { StateMark } from './state-mark.tsx';
import { TimeAgo } from './time-ago.tsx';

/** Every process of the fleet. */
export function ProcessSection({ fleet, isAway }: { fleet: FleetView | undefined; isAway: boolean }) {
  return (
    <section aria-labelledby="processes">
      <div className="section-head">
        <h2 id="processes">Processes</h2>
      </div>
      {fleet ? (
        <ProcessTable processes={fleet.processes} />
      ) : (
        isAway && <p className="card reason">Not known just now.</p>
      )}
    </section>
  );
}

function ProcessTable({ processes }: { processes: readonly ProcessView[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
    <section className="card table-box" aria-label="Table of processes" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Id</th>
            <th scope="col">Pid</th>
            <th scope="col">Host</th>
            <th scope="col">Started</th>
            <th scope="col">State</th>
            <th scope="col">Holds</th>
            <th scope="col">
              Acks <span className="dim">p50, p99</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={process.id}>
              <td>
                {process.kind}
                {process.isQuarantine && <span className="dim"> (quarantine)</span>}
              </td>
              <td>
                <code>{process.id}</code>
              </td>
              <td className="number">{process.pid}</td>
              <td>{process.host}</td>
              <td>
                <TimeAgo at={process.since} />
              </td>
              <td>
                <StateMark
                  state={process.ready ? 'ready' : 'unready'}
                  label={process.ready ? 'ready' : 'not ready'}
                />
                {!process.ready && <div className="slot-reason">{process.missing.join('; ')}</div>}
              </td>
              <td className="wraps">{holds(process)}</td>
              <td className="number">{acks(process)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function holds({ leader, slots, states, draining, capacity, oldestUnackedMs = 0 }: ProcessView): string {
  if (leader) return 'leads';
  if (!slots) return '';
  const { live = 0, connecting = 0, down = 0 } = states ?? {};
  return [
    `${live} live of ${slots.length} ${slots.length === 1 ? 'connection' : 'connections'}`,
    connecting > 0 ? `${connecting} connecting` : '',
    down > 0 ? `${down} down` : '',
    draining ? 'handing over' : capacity === undefined ? '' : `room for ${capacity}`,
    // Slack delivers again what is not acked after three seconds.
    oldestUnackedMs >= 3_000 ? `an envelope unacked for ${shortTime(oldestUnackedMs)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function acks({ ackMs }: ProcessView): string {
  return ackMs ? `${shortTime(ackMs.p50)}, ${shortTime(ackMs.p99)}` : '';
}
