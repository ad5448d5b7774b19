import type { SimChannel } from '@muster/slack-simulator/control';
import { useRef, useState } from 'react';
import { commandsOf } from '../composer/commands.ts';
import { Composer } from '../composer/composer.tsx';
import { mentionables } from '../composer/mentionables.ts';
import { Speaker } from '../composer/speaker.tsx';
import { MessageList } from '../messages/message-list.tsx';
import { CloseIcon } from '../shell/icons.tsx';
import { useMessages } from '../shell/queries.ts';
import { nameOf, type Scene } from '../shell/scene.ts';
import { useFocusBack } from '../shell/use-hand-over.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { useEditing } from './use-editing.ts';
import { useSay } from './use-say.ts';

/** A message and its replies, beside the channel. */
export function ThreadPane(props: { scene: Scene; channel: SimChannel; thread: string }) {
  const { scene, channel, thread } = props;
  const pane = useRef<HTMLElement>(null);
  useFocusBack(pane);
  const messages = useMessages({
    team: scene.workspace.id,
    channel: channel.id,
    as: scene.person.id,
    threadTs: thread,
  });
  const say = useSay(scene, channel, thread);
  const editing = useEditing();
  const [isBroadcast, setIsBroadcast] = useState(false);
  const shown = messages.data?.messages ?? [];
  // Whoever opens a thread wants to write in it; whoever changes who they are has the focus elsewhere.
  const [openedBy] = useState(scene.person.id);
  return (
    <aside ref={pane} className="pane" aria-label="Thread">
      <header className="bar">
        <h2>Thread</h2>
        <span className="bar-note">{nameOf(scene, channel)}</span>
        <ViewLink to={{ ...scene.view, thread: null }} className="icon-button bar-end" label="Close thread">
          <CloseIcon />
        </ViewLink>
      </header>
      {messages.error ? <p className="notice">The thread did not load: {messages.error.message}</p> : null}
      <MessageList
        scene={scene}
        messages={shown}
        isInThread
        label="Messages in the thread"
        newFrom={null}
        edited={editing.edited}
        onEdit={editing.onEdit}
      />
      <Composer
        key={`${thread}-${scene.person.id}`}
        label="Reply"
        placeholder="Reply…"
        draftKey={`${scene.workspace.id} ${channel.id} ${thread} ${scene.person.id}`}
        known={mentionables(scene)}
        commands={commandsOf(scene)}
        isFocused={scene.person.id === openedBy}
        speaker={<Speaker person={scene.person} />}
        fieldRef={editing.field}
        note={<AlsoToChannel name={nameOf(scene, channel)} isOn={isBroadcast} onChange={setIsBroadcast} />}
        onUp={() => editing.onUp(shown, scene.person.id)}
        onSend={(typed) => say(typed, isBroadcast).then(() => setIsBroadcast(false))}
      />
    </aside>
  );
}

function AlsoToChannel(props: { name: string; isOn: boolean; onChange(isOn: boolean): void }) {
  return (
    <label className="also">
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      Also send to {props.name}
    </label>
  );
}
