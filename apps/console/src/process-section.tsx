import type { FleetView, ProcessView } from '@muster/api';
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
            <th scope="col">Holds</th>
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
              <td>{holds(process)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function holds({ leader, slots, connections, capacity }: ProcessView): string {
  if (leader) return 'leads';
  if (!slots) return '';
  const room = capacity === undefined ? '' : `, room for ${capacity}`;
  return `${connections ?? 0} live of ${slots.length} ${slots.length === 1 ? 'connection' : 'connections'}${room}`;
}
