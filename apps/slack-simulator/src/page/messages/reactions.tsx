import type { SimMessage } from '@muster/slack-simulator/control';
import { EmojiButton } from '../composer/emoji-button.tsx';
import { emojiGlyph } from '../mrkdwn/emoji.ts';
import type { Scene } from '../shell/scene.ts';
import { namesInWords } from './reaction-words.ts';
import { useReaction } from './use-reaction.ts';

/** Who reacted with what. A press adds one's own reaction to one that is there, or takes it away. */
export function Reactions({ scene, message }: { scene: Scene; message: SimMessage }) {
  const toggle = useReaction(scene, message);
  if (!message.reactions || message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ name, users, count }) => (
        <li key={name}>
          <Reaction scene={scene} name={name} users={users} count={count} onToggle={() => toggle(name)} />
        </li>
      ))}
      <li>
        <EmojiButton label="Add another reaction" className="reaction reaction-add" onPick={toggle} />
      </li>
    </ul>
  );
}

function Reaction(props: {
  scene: Scene;
  name: string;
  users: readonly string[];
  count: number;
  onToggle(): void;
}) {
  const { scene, name, users } = props;
  const isOwn = users.includes(scene.person.id);
  const others = users.filter((id) => id !== scene.person.id);
  const names = others.map((id) => scene.everyone.get(id)?.realName ?? id);
  const glyph = emojiGlyph(name);
  return (
    <button
      type="button"
      className={isOwn ? 'reaction reaction-own' : 'reaction'}
      aria-pressed={isOwn}
      aria-label={`${name.replaceAll('_', ' ')}, ${props.count}`}
      title={`${namesInWords(names, isOwn)} reacted with :${name}:`}
      onClick={props.onToggle}
    >
      <span className={glyph ? 'emoji' : ''}>{glyph ?? `:${name}:`}</span> {props.count}
    </button>
  );
}
