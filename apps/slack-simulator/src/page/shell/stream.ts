import { readWho, type SimNotice, type SimState } from '@muster/slack-simulator/control';
import type { QueryClient } from '@tanstack/react-query';
import type { WireFeed } from '../wire/wire-feed.ts';
import { homeKey, messagesKey, STATE_KEY, setStreamLost, viewsKey } from './queries.ts';
import { sceneOf } from './scene.ts';
import type { Unanswered } from './unanswered.ts';
import { markShown, markUnread } from './unread.ts';
import { onShow, shownView } from './view.ts';

/** Changes that come within this time are fetched together. */
const GATHER_MS = 80;

/** Keeps the query cache up to date with the simulator's live stream, for as long as the page is open. */
export function followStream(client: QueryClient, wire: WireFeed, unanswered: Unanswered): void {
  const refresh = gatheringRefresh(client);
  const source = new EventSource('/_sim/stream');
  let wasLost = false;
  source.addEventListener('open', () => {
    setStreamLost(client, false);
    // What happened in between was not told.
    if (wasLost) wire.refresh();
    if (wasLost) for (const key of [STATE_KEY, ['messages'], ['views'], ['home']]) refresh(key);
    wasLost = false;
  });
  source.addEventListener('error', () => {
    wasLost = true;
    setStreamLost(client, true);
  });
  source.addEventListener('message', (message) => {
    const notice = JSON.parse(message.data) as SimNotice;
    if (notice.type === 'wire') {
      wire.refresh();
      return;
    }
    if (notice.type === 'unanswered') {
      unanswered.tell(notice);
      return;
    }
    refresh(keyOf(notice));
    if (notice.type === 'message' && shownChannel(client) !== notice.channel)
      markUnread(client, notice.channel, notice.ts);
  });
  onShow(() => {
    const shown = shownChannel(client);
    if (shown) markShown(client, shown);
  });
}

/** What a notice says to read again. */
function keyOf(notice: Exclude<SimNotice, { type: 'wire' | 'unanswered' }>): readonly unknown[] {
  if ('channel' in notice) return messagesKey(notice.team, notice.channel);
  if (notice.type === 'views') return viewsKey(notice.team, notice.user);
  if (notice.type === 'home') return homeKey(notice.team, notice.user, notice.appId);
  return STATE_KEY;
}

/** Asks again for what has changed: once for many changes that come together. */
function gatheringRefresh(client: QueryClient): (key: readonly unknown[]) => void {
  const waiting = new Map<string, readonly unknown[]>();
  const ask = () => {
    const keys = [...waiting.values()];
    waiting.clear();
    // A failed answer is shown by the component that needs it.
    for (const queryKey of keys) client.invalidateQueries({ queryKey }).catch(() => undefined);
  };
  return (key) => {
    if (waiting.size === 0) setTimeout(ask, GATHER_MS);
    waiting.set(JSON.stringify(key), key);
  };
}

function shownChannel(client: QueryClient): string | null {
  const state = client.getQueryData<SimState>(STATE_KEY);
  return (state && sceneOf(state, shownView(), readWho(document.cookie))?.channel?.id) ?? null;
}
