import type { SimChannel } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';
import { useControl } from '../shell/control.ts';
import { Dialog } from '../shell/dialog.tsx';
import type { Known } from '../shell/everyone.ts';
import type { Scene } from '../shell/scene.ts';
import { Sharing } from './sharing.tsx';
import { ToggleRow } from './toggle-row.tsx';

/** Who is in a channel, and who could be: people and bots are added and taken out, other workspaces let in. */
export function MembersDialog(props: { scene: Scene; channel: SimChannel; onClose(): void }) {
  const { scene, channel } = props;
  const known = [...scene.everyone.values()];
  const inside = known.filter((one) => channel.members.includes(one.id));
  const isHere = (one: Known) => one.workspace.id === scene.workspace.id;
  const isInstalled = (one: Known) => !one.isBot || scene.bots.some((bot) => bot.userId === one.id);
  const outside = known.filter((one) => !inside.includes(one) && isHere(one) && isInstalled(one));
  return (
    <Dialog title={`In #${channel.name}`} onClose={props.onClose}>
      <div className="modal-body">
        <ul className="browse" aria-label="Members">
          {inside.map((one) => (
            <Member key={one.id} scene={scene} channel={channel} known={one} isIn />
          ))}
        </ul>
        {outside.length > 0 ? (
          <>
            <h3 className="browse-heading">Not in the channel</h3>
            <ul className="browse" aria-label="Not in the channel">
              {outside.map((one) => (
                <Member key={one.id} scene={scene} channel={channel} known={one} isIn={false} />
              ))}
            </ul>
          </>
        ) : null}
        <Sharing scene={scene} channel={channel} />
      </div>
    </Dialog>
  );
}

function Member(props: { scene: Scene; channel: SimChannel; known: Known; isIn: boolean }) {
  const { scene, channel, known, isIn } = props;
  const control = useControl();
  const change = isIn ? control.kick : control.invite;
  const isForeign = known.workspace.id !== scene.workspace.id;
  return (
    <ToggleRow
      verb={isIn ? 'Remove' : 'Add'}
      name={known.realName}
      act={() => change(scene.workspace.id, channel.id, known.id)}
    >
      <Avatar name={known.realName} color={known.color} isBot={known.isBot} size="small" />
      {known.realName}
      {known.isBot ? <span className="badge">App</span> : <span className="muted">@{known.name}</span>}
      {isForeign ? <span className="badge badge-from">{known.workspace.name}</span> : null}
      {known.id === scene.person.id ? <span className="muted">you</span> : null}
    </ToggleRow>
  );
}
