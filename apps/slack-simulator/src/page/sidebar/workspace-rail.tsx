import type { SimWorkspace } from '@muster/slack-simulator/control';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';

/** The workspaces, at the far left; those of an organisation stand together under its name. */
export function WorkspaceRail({ scene }: { scene: Scene }) {
  const isIn = (id: string | null) => (one: SimWorkspace) => one.enterprise === id;
  const organisations = scene.enterprises.map((one) => ({
    ...one,
    workspaces: scene.workspaces.filter(isIn(one.id)),
  }));
  const others = scene.workspaces.filter((one) => !organisations.some(({ id }) => id === one.enterprise));
  return (
    <nav className="rail" aria-label="Workspaces">
      {organisations.map(({ id, name, workspaces }) =>
        workspaces.length > 0 ? (
          <fieldset key={id} className="rail-organisation" title={`Organisation ${name}`}>
            <legend>{name}</legend>
            {workspaces.map((workspace) => (
              <WorkspaceLink key={workspace.id} scene={scene} workspace={workspace} />
            ))}
          </fieldset>
        ) : null,
      )}
      {others.map((workspace) => (
        <WorkspaceLink key={workspace.id} scene={scene} workspace={workspace} />
      ))}
    </nav>
  );
}

function WorkspaceLink({ scene, workspace }: { scene: Scene; workspace: SimWorkspace }) {
  return (
    <ViewLink
      to={{ team: workspace.domain, person: null, channel: null, thread: null, pane: scene.view.pane }}
      className="rail-workspace"
      isCurrent={workspace.id === scene.workspace.id}
      label={workspace.name}
    >
      {Array.from(workspace.name)[0]?.toUpperCase()}
    </ViewLink>
  );
}
