import type { SimChannel } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useControl } from '../shell/control.ts';
import { Dialog } from '../shell/dialog.tsx';
import { HashIcon, LockIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { CreateChannel } from './create-channel.tsx';

/** The workspace's channels to look at, join and leave, and a way to make one. */
export function ChannelsDialog({ scene, onClose }: { scene: Scene; onClose(): void }) {
  const [query, setQuery] = useState('');
  const channels = scene.workspace.channels.filter((one) => isSeenBy(one, scene.person.id));
  const found = channels.filter((one) => one.name.includes(query.trim().toLowerCase().replace(/^#/, '')));
  return (
    <Dialog title={`Channels of ${scene.workspace.name}`} onClose={onClose}>
      <div className="modal-body">
        <input
          type="search"
          className="text-input wide"
          aria-label="Search channels"
          placeholder="Search channels"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <ul className="browse">
          {found.map((channel) => (
            <BrowsedChannel key={channel.id} scene={scene} channel={channel} onGone={onClose} />
          ))}
        </ul>
        {found.length === 0 ? <p className="menu-note">No channel is called that.</p> : null}
        <CreateChannel scene={scene} onDone={onClose} />
      </div>
    </Dialog>
  );
}

/** Everyone sees public channels, and only members private ones. */
function isSeenBy(channel: SimChannel, person: string): boolean {
  if (channel.kind === 'channel') return true;
  return channel.kind === 'private' && channel.members.includes(person);
}

function BrowsedChannel({ scene, channel, onGone }: { scene: Scene; channel: SimChannel; onGone(): void }) {
  const control = useControl();
  const isIn = channel.members.includes(scene.person.id);
  const change = useMutation({
    mutationFn: () => {
      const act = isIn ? control.kick : control.invite;
      return act(scene.workspace.id, channel.id, scene.person.id);
    },
  });
  const count = channel.members.length;
  return (
    <li className="browse-item">
      <span className="browse-name">
        {channel.kind === 'private' ? <LockIcon /> : <HashIcon />}
        {isIn ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the link inside has the keyboard
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link is a click as well
          <span onClick={onGone}>
            <ViewLink to={{ ...scene.view, channel: channel.id, thread: null, tab: null }}>
              {channel.name}
            </ViewLink>
          </span>
        ) : (
          channel.name
        )}
        {channel.archived ? <span className="badge">Archived</span> : null}
      </span>
      <span className="muted">{count === 1 ? '1 member' : `${count} members`}</span>
      <button
        type="button"
        className="button"
        disabled={change.isPending || channel.archived}
        aria-label={`${isIn ? 'Leave' : 'Join'} #${channel.name}`}
        onClick={() => change.mutate()}
      >
        {isIn ? 'Leave' : 'Join'}
      </button>
      {change.error ? <span role="alert">{change.error.message}</span> : null}
    </li>
  );
}
