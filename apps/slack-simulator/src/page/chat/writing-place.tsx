import type { SimChannel, SimMessage } from '@muster/slack-simulator/control';
import { commandsOf } from '../composer/commands.ts';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { ShortcutMenu } from '../composer/shortcut-menu.tsx';
import { Speaker } from '../composer/speaker.tsx';
import { AddAppLink } from '../shell/add-app-link.tsx';
import { nameOf, type Scene } from '../shell/scene.ts';
import { suggestionsAfter } from './suggestions.ts';
import type { useEditing } from './use-editing.ts';
import { useSay } from './use-say.ts';

/** The field to write in, or why there is none. */
export function WritingPlace(props: {
  scene: Scene;
  channel: SimChannel;
  messages: readonly SimMessage[];
  editing: ReturnType<typeof useEditing>;
}) {
  const { scene, channel, messages, editing } = props;
  const { formerPartner: removed, person, workspace } = scene;
  const say = useSay(scene, channel, null);
  const name = nameOf(scene, channel);
  if (channel.archived) return <p className="notice">This channel is archived: nobody can write in it.</p>;
  if (removed) {
    return (
      <p className="notice">
        {removed.name} was removed from {workspace.name} and hears nothing.{' '}
        <AddAppLink scene={scene} app={removed}>
          Add it again
        </AddAppLink>
      </p>
    );
  }
  return (
    <Composer
      key={`${channel.id}-${person.id}`}
      label={`Message ${name}`}
      placeholder={`Message ${name}`}
      draftKey={`${workspace.id} ${channel.id} ${person.id}`}
      known={mentionables(scene)}
      commands={commandsOf(scene)}
      hints={scene.partner ? suggestionsAfter(writtenBy(person.id, messages)) : []}
      note={`You write as ${person.realName}. Enter sends, Shift+Enter breaks the line.`}
      speaker={<Speaker person={person} />}
      fieldRef={editing.field}
      onUp={() => editing.onUp(messages, person.id)}
      onSend={say}
    >
      <ShortcutMenu scene={scene} />
    </Composer>
  );
}

function writtenBy(person: string, messages: readonly SimMessage[]): readonly string[] {
  return messages.filter((message) => message.user === person).map((message) => message.text);
}
