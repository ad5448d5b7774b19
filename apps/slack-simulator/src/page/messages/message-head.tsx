import type { SimMessage } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { EyeIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import type { Author } from './author.ts';
import { clockTime, fullTime, momentOf } from './message-rows.ts';

/** Who wrote a message, from where, and when. */
export function MessageHead({ author, ts, timeZone }: { author: Author; ts: string; timeZone: string }) {
  return (
    <p className="message-head">
      <strong className="message-author">{author.name}</strong>
      {author.isBot ? <span className="badge">App</span> : null}
      {author.from ? <span className="badge badge-from">{author.from}</span> : null}
      <MessageTime ts={ts} timeZone={timeZone} />
    </p>
  );
}

export function MessageTime({ ts, timeZone }: { ts: string; timeZone: string }) {
  const ms = momentOf(ts);
  return (
    <time className="message-time" dateTime={new Date(ms).toISOString()} title={fullTime(ms, timeZone)}>
      {clockTime(ms, timeZone)}
    </time>
  );
}

/** What stands above a message that is not for everyone, or not only for here. */
export function MessageLeadIn(props: { scene: Scene; message: SimMessage; isInThread: boolean }) {
  const { scene, message } = props;
  if (message.ephemeral) return <OnlyYou scene={scene} message={message} />;
  if (message.subtype !== 'thread_broadcast') return null;
  if (props.isInThread) return <p className="message-lead-in">Also sent to the channel</p>;
  return (
    <p className="message-lead-in">
      replied to{' '}
      <ViewLink to={{ ...scene.view, thread: message.thread_ts ?? message.ts, pane: null }}>
        a thread
      </ViewLink>
    </p>
  );
}

function OnlyYou({ scene, message }: { scene: Scene; message: SimMessage }) {
  const control = useControl();
  const dismiss = useMutation({
    mutationFn: () =>
      control.remove(scene.workspace.id, scene.channel?.id ?? '', message.ts, scene.person.id),
  });
  return (
    <p className="message-lead-in">
      <EyeIcon /> Only visible to you
      <button
        type="button"
        className="link-button"
        // Disabled, it would let go of the focus.
        aria-busy={dismiss.isPending}
        onClick={() => (dismiss.isPending ? undefined : dismiss.mutate())}
      >
        Dismiss
      </button>
      {dismiss.error ? <span role="alert">Not dismissed: {dismiss.error.message}</span> : null}
    </p>
  );
}
