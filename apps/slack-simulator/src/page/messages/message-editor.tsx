import type { SimMessage } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { slackText, typedText } from '../composer/slack-text.ts';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';

/** An own message, open for change. */
export function MessageEditor(props: { scene: Scene; message: SimMessage; onDone(): void }) {
  const { scene, message } = props;
  const control = useControl();
  const known = mentionables(scene);
  const edit = useMutation({
    mutationFn: (typed: string) =>
      control.edit(scene.workspace.id, scene.channel?.id ?? '', message.ts, {
        user: scene.person.id,
        text: slackText(typed, known),
      }),
    onSuccess: props.onDone,
  });
  return (
    <Composer
      label="Edit message"
      placeholder=""
      initialText={typedText(message.text, known)}
      known={known}
      sendLabel="Save"
      note="Enter to save, Escape to cancel"
      isFocused
      onSend={(typed) => edit.mutateAsync(typed)}
      onCancel={props.onDone}
    />
  );
}
