import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { ConnectionsTab } from '../connections/connections-tab.tsx';
import { useControl } from '../shell/control.ts';
import { CloseIcon } from '../shell/icons.tsx';
import { stateQuery } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { useFocusBack } from '../shell/use-hand-over.ts';
import { PANES, type Pane } from '../shell/view.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { AppsTab } from './apps-tab.tsx';
import { CallsTab } from './calls-tab.tsx';
import { SwitchesTab } from './switches-tab.tsx';

const NAMES: Readonly<Record<Pane, string>> = {
  connections: 'Connections',
  calls: 'Calls',
  apps: 'Apps',
  switches: 'Switches',
};

/** Everything that can be made to go wrong, and how this Slack behaves. */
export function FaultPanel({ scene, pane }: { scene: Scene; pane: Pane }) {
  const { data: state } = useQuery(stateQuery(useControl()));
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel);
  const standing = state?.faults ?? [];
  return (
    <aside ref={panel} className="pane faults" aria-label="Faults">
      <header className="bar">
        <h2>Faults</h2>
        <ViewLink to={{ ...scene.view, pane: null }} className="icon-button bar-end" label="Close the faults">
          <CloseIcon />
        </ViewLink>
      </header>
      <nav className="tabs faults-tabs" aria-label="Faults">
        {PANES.map((one) => (
          <ViewLink key={one} to={{ ...scene.view, pane: one }} className="tab" isCurrent={one === pane}>
            {NAMES[one]}
            {one === 'calls' && standing.length > 0 ? (
              <span className="badge faults-count">
                {standing.length}
                <span className="visually-hidden"> standing</span>
              </span>
            ) : null}
          </ViewLink>
        ))}
      </nav>
      <div className="pane-content" key={pane}>
        {pane === 'connections' ? <ConnectionsTab scene={scene} /> : null}
        {pane === 'calls' ? <CallsTab scene={scene} standing={standing} /> : null}
        {pane === 'apps' ? <AppsTab scene={scene} /> : null}
        {pane === 'switches' && state ? <SwitchesTab settings={state.settings} /> : null}
      </div>
    </aside>
  );
}
