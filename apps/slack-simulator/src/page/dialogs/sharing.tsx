import type { SimChannel } from '@muster/slack-simulator/control';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { ToggleRow } from './toggle-row.tsx';

/** Slack Connect: with which workspaces the channel is shared. Only the one that it belongs to decides that. */
export function Sharing({ scene, channel }: { scene: Scene; channel: SimChannel }) {
  const control = useControl();
  const others = scene.workspaces.filter((one) => one.id !== scene.workspace.id);
  if (channel.teams[0] !== scene.workspace.id || others.length === 0) return null;
  return (
    <>
      <h3 className="browse-heading">Slack Connect</h3>
      <ul className="browse" aria-label="Slack Connect">
        {others.map((one) => {
          const isShared = channel.teams.includes(one.id);
          const change = isShared ? control.unshareChannel : control.shareChannel;
          return (
            <ToggleRow
              key={one.id}
              verb={isShared ? 'Stop sharing' : 'Share'}
              name={`with ${one.name}`}
              act={() => change(scene.workspace.id, channel.id, one.id)}
            >
              {one.name}
              {isShared ? <span className="badge badge-from">shared</span> : null}
            </ToggleRow>
          );
        })}
      </ul>
    </>
  );
}
