import { useMutation } from '@tanstack/react-query';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { slackText, typedText } from '../composer/slack-text.ts';
import { editMessage, type SimMessage } from '../shell/api.ts';
import type { Scene } from '../shell/scene.ts';

/** An own message, open for change. */
export function MessageEditor(props: { scene: Scene; message: SimMessage; onDone(): void }) {
  const { scene, message } = props;
  const known = mentionables(scene);
  const edit = useMutation({
    mutationFn: (typed: string) => editMessage(placeOf(scene, message), slackText(typed, known)),
    onSuccess: props.onDone,
  });
  return (
    <Composer
      label="Edit message"
      placeholder=""
      initialText={typedText(message.text ?? '', known)}
      known={known}
      sendLabel="Save"
      isFocused
      onSend={(typed) => edit.mutateAsync(typed)}
      onCancel={props.onDone}
    />
  );
}

/** Where a message is, and who asks. */
export function placeOf(scene: Scene, message: SimMessage) {
  return {
    team: scene.workspace.id,
    channel: scene.channel?.id ?? '',
    ts: message.ts,
    person: scene.person.id,
  };
}
