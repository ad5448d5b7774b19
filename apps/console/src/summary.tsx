import type { AppView, FleetView, WorkspaceView } from '@muster/api';

/** Four numbers that say whether anything needs a person. */
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
  const workers = fleet?.processes.filter(({ kind }) => kind.endsWith('-worker')).length;
  return (
    <ul className="summary">
      <Figure
        label="Workspaces connected"
        value={active && `${connected} of ${active.length}`}
        isGood={connected === active?.length}
      />
      <Figure
        label="Connections live"
        value={slots && `${live} of ${slots.length}`}
        isGood={live === slots?.length}
      />
      <Figure label="Workers" value={workers?.toString()} isGood={workers !== 0} />
      <Figure
        label="Coordinator"
        value={fleet && (fleet.leader ? 'leads' : 'none leads')}
        isGood={fleet?.leader !== null}
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
