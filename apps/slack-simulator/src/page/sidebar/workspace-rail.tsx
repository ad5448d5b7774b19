import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';

/** The workspaces, at the far left. */
export function WorkspaceRail({ scene }: { scene: Scene }) {
  return (
    <nav className="rail" aria-label="Workspaces">
      {scene.workspaces.map((workspace) => (
        <ViewLink
          key={workspace.id}
          to={{ team: workspace.domain, person: null, channel: null, thread: null, pane: scene.view.pane }}
          className="rail-workspace"
          isCurrent={workspace.id === scene.workspace.id}
          label={workspace.name}
        >
          {Array.from(workspace.name)[0]?.toUpperCase()}
        </ViewLink>
      ))}
    </nav>
  );
}
