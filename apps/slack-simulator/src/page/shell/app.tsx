import { readWho } from '@muster/slack-simulator/control';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Conversation } from '../chat/conversation.tsx';
import { ThreadPane } from '../chat/thread-pane.tsx';
import { DialogStage } from '../dialogs/dialog-stage.tsx';
import { FaultPanel } from '../faults/fault-panel.tsx';
import { ModalStack } from '../modals/modal-stack.tsx';
import { type Names, NamesContext } from '../mrkdwn/names.ts';
import { Sidebar } from '../sidebar/sidebar.tsx';
import { WorkspaceRail } from '../sidebar/workspace-rail.tsx';
import { WireDrawer } from '../wire/wire-drawer.tsx';
import { useControl } from './control.ts';
import { stateQuery, useIsStreamLost } from './queries.ts';
import { nameOf, type Scene, sceneOf } from './scene.ts';
import { ToastProvider } from './toast.tsx';
import { UnansweredToasts } from './unanswered.ts';
import { useView } from './view.ts';

/** How often the connections' counters are read while they are on screen. */
const COUNTERS_MS = 1_000;

/** The chat page. */
export function App() {
  const control = useControl();
  const view = useView();
  const state = useQuery({
    ...stateQuery(control),
    // Counters rise too often to be told one by one.
    refetchInterval: view.pane === 'connections' ? COUNTERS_MS : false,
  });
  const isLost = useIsStreamLost();
  // The same one until something changes: a thousand messages need not be drawn again for nothing.
  const scene = useMemo(
    () => (state.data ? sceneOf(state.data, view, readWho(document.cookie)) : null),
    [state.data, view],
  );
  const names = useMemo(() => (scene ? namesOf(scene) : null), [scene]);
  if (!scene || !names) {
    const reason = state.error?.message ?? (state.data ? 'It has no workspace with a person in it' : null);
    return (
      <>
        <title>Local Slack</title>
        <p className="page-note">{reason ? `The local Slack does not answer: ${reason}` : 'Loading…'}</p>
      </>
    );
  }
  return (
    <NamesContext value={names}>
      <ToastProvider>
        <DialogStage scene={scene}>
          <a className="skip-link" href="#main">
            Skip to messages
          </a>
          <title>{titleOf(scene)}</title>
          {isLost ? (
            <p className="lost" role="status">
              The local Slack is away. Trying again…
            </p>
          ) : null}
          <div className={`app ${isPaneOpen(scene) ? 'app-with-pane' : ''}`}>
            <div className="drawer" id="drawer" popover="auto">
              <WorkspaceRail scene={scene} />
              <Sidebar scene={scene} />
            </div>
            <Places scene={scene} />
            {scene.view.wire ? <WireDrawer scene={scene} /> : null}
          </div>
          <ModalStack scene={scene} />
          <UnansweredToasts scene={scene} />
        </DialogStage>
      </ToastProvider>
    </NamesContext>
  );
}

function Places({ scene }: { scene: Scene }) {
  const { channel } = scene;
  const { thread, pane, tab } = scene.view;
  return (
    <>
      {channel ? (
        <Conversation scene={scene} channel={channel} />
      ) : (
        <main className="channel" id="main" tabIndex={-1}>
          <p className="page-note">{scene.person.realName} is in no channel.</p>
        </main>
      )}
      {channel && thread && !pane && !tab ? (
        <ThreadPane key={thread} scene={scene} channel={channel} thread={thread} />
      ) : null}
      {pane ? <FaultPanel scene={scene} pane={pane} /> : null}
    </>
  );
}

function titleOf(scene: Scene): string {
  const place = scene.channel ? `${nameOf(scene, scene.channel)} in ` : '';
  return `${place}${scene.workspace.name}: local Slack`;
}

function isPaneOpen(scene: Scene): boolean {
  return scene.view.pane !== null || (scene.channel !== null && scene.view.thread !== null);
}

function namesOf(scene: Scene): Names {
  const { workspace } = scene;
  return {
    user: (id) => scene.everyone.get(id)?.name ?? null,
    channel: (id) => workspace.channels.find((one) => one.id === id)?.name ?? null,
    readerId: scene.person.id,
    timeZone: scene.person.timeZone,
  };
}
