import type { WorkspaceView } from '@muster/api';
import { AddToSlack } from './add-to-slack.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useUrlParam } from './url-state.ts';
import { WorkspaceCard } from './workspace-card.tsx';

/** From this many workspaces on there is a field to find one. */
const FIND_FROM = 8;

/** The workspaces that the bot is in, and below them those it was taken out of. */
export function WorkspaceSection({
  workspaces,
  hasSharedApp,
}: {
  workspaces: readonly WorkspaceView[] | undefined;
  hasSharedApp: boolean;
}) {
  const [find, setFind] = useUrlParam('find');
  const [removing, setRemoving] = useUrlParam('remove');
  const matches = workspaces?.filter((workspace) => isMatch(workspace, find));
  const active = matches?.filter(({ status }) => status === 'active');
  const removed = matches?.filter(({ status }) => status === 'removed') ?? [];
  const target = workspaces?.find(({ id, status }) => id === removing && status === 'active');
  return (
    <section aria-labelledby="workspaces">
      <div className="section-head">
        <h2 id="workspaces">Workspaces</h2>
        {(workspaces?.length ?? 0) >= FIND_FROM && (
          <input
            type="search"
            aria-label="Find a workspace"
            placeholder="Find a workspace"
            value={find ?? ''}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
      </div>
      {active?.length === 0 && <Nothing isFiltered={find !== null} hasSharedApp={hasSharedApp} />}
      <ul className="cards">
        {active?.map((workspace) => (
          <WorkspaceCard
            key={workspace.id}
            workspace={workspace}
            onRemove={() => setRemoving(workspace.id)}
          />
        ))}
      </ul>
      {removed.length > 0 && (
        <details className="removed">
          <summary>Removed ({removed.length})</summary>
          <ul className="cards">
            {removed.map((workspace) => (
              <WorkspaceCard key={workspace.id} workspace={workspace} onRemove={null} />
            ))}
          </ul>
        </details>
      )}
      {target && <RemoveDialog workspace={target} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function isMatch({ teamName, teamDomain, appName }: WorkspaceView, find: string | null): boolean {
  return `${teamName} ${teamDomain} ${appName}`.toLowerCase().includes(find?.toLowerCase() ?? '');
}

function Nothing({ isFiltered, hasSharedApp }: { isFiltered: boolean; hasSharedApp: boolean }) {
  if (isFiltered) return <p className="card dim">No workspace has this in its name.</p>;
  return (
    <div className="card nothing">
      <p>The bot is in no workspace yet.</p>
      {hasSharedApp ? <AddToSlack /> : <p className="dim">Register a Slack app below, then add it.</p>}
    </div>
  );
}
