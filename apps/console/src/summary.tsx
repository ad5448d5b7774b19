import type { AppView, FleetView, WorkspaceView } from '@muster/api';
import { duration } from './duration.ts';

/** A command that waits for longer than this shows that nobody runs commands. */
const LONG_S = 30;

/** A few numbers that say whether anything needs a person. */
export function Summary({
  workspaces,
  apps,
  fleet,
}: {
  workspaces: readonly WorkspaceView[] | undefined;
  apps: readonly AppView[] | undefined;
  fleet: FleetView | undefined;
}) {
  const active = workspaces?.filter(({ status }) => status === 'active');
  const connected = active?.filter(({ connection }) => connection === 'connected').length ?? 0;
  const wanted = apps?.filter((app) => app.workspaces > 0 && app.token.state !== 'missing');
  const slots = wanted?.flatMap((app) => app.slots);
  const live = slots?.filter(({ state }) => state === 'live').length ?? 0;
  const silent = active?.filter(({ isSilent }) => isSilent).length ?? 0;
  const workers = fleet?.processes.filter(({ kind }) => kind.endsWith('-worker'));
  const ready = workers?.filter((worker) => worker.ready).length;
  const backlog = fleet?.backlog ?? undefined;
  return (
    <ul className="summary">
      <Figure
        label={silent > 0 ? `Workspaces connected, ${silent} silent` : 'Workspaces connected'}
        value={active && `${connected} of ${active.length}`}
        isGood={connected === active?.length && silent === 0}
      />
      <Figure
        label="Connections live"
        value={slots && `${live} of ${slots.length}`}
        isGood={live === slots?.length}
      />
      <Figure
        label="Workers ready"
        value={workers && `${ready} of ${workers.length}`}
        isGood={workers?.length !== 0 && ready === workers?.length}
      />
      <Figure
        label="Coordinator"
        value={fleet && (fleet.leader ? 'leads' : 'none leads')}
        isGood={fleet?.leader !== null}
      />
      <Figure
        label={
          backlog && backlog.commands > 0
            ? `Commands wait, the oldest ${duration(backlog.inboxAgeSeconds)}`
            : 'Commands wait'
        }
        value={backlog?.commands.toString()}
        isGood={(backlog?.inboxAgeSeconds ?? 0) < LONG_S}
      />
    </ul>
  );
}

function Figure({ label, value, isGood }: { label: string; value: string | undefined; isGood: boolean }) {
  return (
    <li className={isGood || value === undefined ? 'figure' : 'figure needs-care'}>
      <span className="figure-value">{value ?? '–'}</span>
      <span className="figure-label">{label}</span>
    </li>
  );
}
