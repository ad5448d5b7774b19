import type { SimChannel } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { Avatar } from '../shell/avatar.tsx';
import { useControl } from '../shell/control.ts';
import { Dialog } from '../shell/dialog.tsx';
import type { Known } from '../shell/everyone.ts';
import type { Scene } from '../shell/scene.ts';

/** Who is in a channel, and who could be: people and bots are added and taken out. */
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
      </div>
    </Dialog>
  );
}

function Member(props: { scene: Scene; channel: SimChannel; known: Known; isIn: boolean }) {
  const { scene, channel, known, isIn } = props;
  const control = useControl();
  const change = useMutation({
    mutationFn: () => (isIn ? control.kick : control.invite)(scene.workspace.id, channel.id, known.id),
  });
  const verb = isIn ? 'Remove' : 'Add';
  const isForeign = known.workspace.id !== scene.workspace.id;
  return (
    <li className="browse-item">
      <span className="browse-name">
        <Avatar name={known.realName} color={known.color} isBot={known.isBot} size="small" />
        {known.realName}
        {known.isBot ? <span className="badge">App</span> : <span className="muted">@{known.name}</span>}
        {isForeign ? <span className="badge badge-from">{known.workspace.name}</span> : null}
        {known.id === scene.person.id ? <span className="muted">you</span> : null}
      </span>
      {change.error ? <span role="alert">{change.error.message}</span> : null}
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        aria-label={`${verb} ${known.realName}`}
        onClick={() => change.mutate()}
      >
        {verb}
      </button>
    </li>
  );
}
