import type { SimMessage } from '@muster/slack-simulator/control';
import { emojiGlyph } from '../mrkdwn/emoji.ts';
import { Emoji } from '../mrkdwn/mrkdwn.tsx';
import type { Scene } from '../shell/scene.ts';
import { userName } from '../shell/user-name.ts';

/** Who reacted with what. */
export function Reactions({ scene, message }: { scene: Scene; message: SimMessage }) {
  if (!message.reactions || message.reactions.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ name, users, count }) => (
        <li
          key={name}
          className={users.includes(scene.person.id) ? 'reaction reaction-own' : 'reaction'}
          title={users.map((id) => userName(scene.workspace, id) ?? id).join(', ')}
        >
          <Emoji name={name} glyph={emojiGlyph(name)} /> {count}
        </li>
      ))}
    </ul>
  );
}
