import type { QueryClient } from '@tanstack/react-query';
import { setStreamLost, setUnread, stateQuery } from './queries.ts';
import { sceneOf } from './scene.ts';
import { onShow, readView } from './view.ts';

/** Changes that come within this time are fetched together. */
const GATHER_MS = 80;

interface StreamEvent {
  readonly type: string;
  readonly team?: string;
  readonly channel?: string;
  /** The only person who sees it, on ephemeral messages. */
  readonly user?: string;
}

/** Keeps the query cache up to date with the simulator's live stream, for as long as the page is open. */
export function followStream(client: QueryClient): void {
  const refresh = gatheringRefresh(client);
  const source = new EventSource('/_sim/stream');
  let wasLost = false;
  source.addEventListener('open', () => {
    setStreamLost(client, false);
    // What happened in between was not told.
    if (wasLost) client.invalidateQueries().catch(() => undefined);
    wasLost = false;
  });
  source.addEventListener('error', () => {
    wasLost = true;
    setStreamLost(client, true);
  });
  source.addEventListener('message', (message) => {
    const event = JSON.parse(message.data) as StreamEvent;
    refresh(event);
    if (event.type === 'message') markUnread(client, event);
  });
  onShow(() => {
    const shown = shownScene(client)?.channel;
    if (shown) setUnread(client, shown.id, false);
  });
}

/** Asks again for what events are about: once for many events that come together. */
function gatheringRefresh(client: QueryClient): (event: StreamEvent) => void {
  const waiting = new Map<string, readonly unknown[]>();
  return (event) => {
    const key = event.channel ? ['messages', event.team, event.channel] : stateQuery.queryKey;
    if (waiting.size === 0) {
      setTimeout(() => {
        const keys = [...waiting.values()];
        waiting.clear();
        for (const queryKey of keys) {
          client.invalidateQueries({ queryKey }).catch(() => undefined);
        }
      }, GATHER_MS);
    }
    waiting.set(JSON.stringify(key), key);
  };
}

function markUnread(client: QueryClient, event: StreamEvent): void {
  const scene = shownScene(client);
  if (!event.channel || scene?.channel?.id === event.channel) return;
  setUnread(client, event.channel, true);
}

function shownScene(client: QueryClient) {
  const state = client.getQueryData(stateQuery.queryKey);
  return state ? sceneOf(state, readView(window.location.search)) : null;
}
