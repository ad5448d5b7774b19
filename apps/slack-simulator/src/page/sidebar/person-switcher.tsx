import { Avatar } from '../shell/avatar.tsx';
import { directMessageWith, type Scene } from '../shell/scene.ts';
import { show } from '../shell/view.ts';
import { useOpenDirectMessage } from './use-open-direct-message.ts';

/** Chooses which of the workspace's people the reader plays. */
export function PersonSwitcher({ scene }: { scene: Scene }) {
  const open = useOpenDirectMessage(scene);
  const become = (personId: string) => {
    const person = scene.workspace.people.find((one) => one.id === personId);
    if (!person) return;
    if (!scene.partner) return show({ ...scene.view, person: person.id });
    // Stay with the bot: the other person has a direct message of their own with it.
    const theirs = directMessageWith({ ...scene, person }, scene.partner.userId);
    if (theirs) show({ ...scene.view, person: person.id, channel: theirs.id, thread: null });
    else open.mutate({ other: scene.partner, person });
  };
  return (
    <fieldset className="persons">
      <legend>
        You are <strong>{scene.person.realName}</strong>
      </legend>
      <div className="persons-list">
        {scene.workspace.people.map((person) => (
          <label key={person.id} className="person" title={`${person.realName} (${person.timeZone})`}>
            <input
              type="radio"
              name="person"
              className="visually-hidden"
              value={person.id}
              checked={person.id === scene.person.id}
              onChange={() => become(person.id)}
            />
            <Avatar name={person.realName} color={person.color} size="small" />
            <span className="person-name">{person.realName.split(' ')[0]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
