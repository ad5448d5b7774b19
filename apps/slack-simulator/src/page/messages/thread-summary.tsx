import type { SimMessage } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { dayAndTime, momentOf } from './message-rows.ts';

/** Under a message that was answered: by whom, how often, and when last. Leads into the thread. */
export function ThreadSummary({ scene, message }: { scene: Scene; message: SimMessage }) {
  const count = message.reply_count ?? 0;
  if (count === 0) return null;
  const when = dayAndTime(momentOf(message.latest_reply ?? message.ts), scene.person.timeZone, Date.now());
  return (
    <ViewLink
      to={{ ...scene.view, thread: message.ts, pane: null }}
      className="message-replies"
      isCurrent={scene.view.thread === message.ts}
    >
      <span className="message-faces">
        {(message.reply_users ?? []).map((id) => (
          <Face key={id} scene={scene} id={id} />
        ))}
      </span>
      <span>{count === 1 ? '1 reply' : `${count} replies`}</span>
      <span className="message-last-reply">Last reply {when}</span>
    </ViewLink>
  );
}

function Face({ scene, id }: { scene: Scene; id: string }) {
  const known = scene.everyone.get(id);
  return (
    <Avatar
      name={known?.realName ?? id}
      color={known?.color ?? ''}
      isBot={known?.isBot ?? false}
      size="tiny"
    />
  );
}
