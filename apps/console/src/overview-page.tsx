import { AddToSlack } from './add-to-slack.tsx';
import { AppSection } from './app-section.tsx';
import { ProcessSection } from './process-section.tsx';
import { useApps, useFleet, useSignOut, useWorkspaces } from './queries.ts';
import { Summary } from './summary.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

/** What is connected where, and why something is not. */
export function OverviewPage({ hasSharedApp }: { hasSharedApp: boolean }) {
  const workspaces = useWorkspaces();
  const apps = useApps();
  const fleet = useFleet();
  const signOut = useSignOut();
  const trouble = workspaces.error ?? apps.error ?? fleet.error;
  return (
    <>
      <header className="bar">
        <h1>Muster</h1>
        <p role="status" className={trouble ? 'pulse bad' : 'pulse'}>
          {trouble ? `Out of date: ${trouble.message}` : 'Up to date'}
        </p>
        <nav aria-label="Console">
          {hasSharedApp && <AddToSlack />}
          <a href="/api/docs/">API</a>
          <button
            type="button"
            className="link"
            onClick={() => signOut.mutate()}
            disabled={signOut.isPending}
          >
            Sign out
          </button>
        </nav>
      </header>
      <main className="overview">
        <Summary workspaces={workspaces.data?.items} apps={apps.data?.items} fleet={fleet.data} />
        <WorkspaceSection workspaces={workspaces.data?.items} hasSharedApp={hasSharedApp} />
        <AppSection apps={apps.data} fleet={fleet.data} />
        <ProcessSection fleet={fleet.data} isAway={fleet.isError} />
      </main>
    </>
  );
}
