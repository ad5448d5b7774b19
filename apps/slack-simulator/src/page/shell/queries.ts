import type { Control, SimMessageQuery, SimMessages } from '@muster/slack-simulator/control';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useControl } from './control.ts';

export const STATE_KEY = ['state'] as const;

/** The messages of a channel and all its threads, whoever reads them. */
export const messagesKey = (team: string, channel: string) => ['messages', team, channel] as const;

/** The modals that a person sees. */
export const viewsKey = (team: string, user: string) => ['views', team, user] as const;

/** The Home tab of an app, as a person sees it. */
export const homeKey = (team: string, user: string, appId: string) => ['home', team, user, appId] as const;

/** Workspaces, people, channels, apps and their connections. */
export function stateQuery(control: Control) {
  return queryOptions({ queryKey: STATE_KEY, queryFn: () => control.state() });
}

/** More of one conversation is never read at once. */
export const MOST_MESSAGES = 1_000;

/**
 * The messages that a person sees in a channel or in one of its threads, oldest first. While `isKept`, newer ones do
 * not push those out that are shown.
 */
export function useMessages(query: SimMessageQuery, isKept: () => boolean = () => false) {
  const control = useControl();
  const { team, channel, as, threadTs, limit } = query;
  return useQuery({
    queryKey: [...messagesKey(team, channel), as, threadTs, limit],
    queryFn: ({ client, queryKey }) => {
      const before = client.getQueryData<SimMessages>(queryKey);
      return readMessages(control, query, isKept() ? before?.messages[0]?.ts : undefined);
    },
    // Asking for more of a conversation must not empty the list meanwhile. What one person sees is not another's.
    placeholderData: (before, beforeQuery) => {
      const [, , channelBefore, asBefore, threadBefore] = beforeQuery?.queryKey ?? [];
      return channelBefore === channel && asBefore === as && threadBefore === threadTs ? before : undefined;
    },
  });
}

/** The newest so many, and all from `from` on. */
async function readMessages(control: Control, query: SimMessageQuery, from: string | undefined) {
  const newest = await control.messages(query);
  if (!(Number(newest.messages[0]?.ts) > Number(from))) return newest;
  const most = await control.messages({ ...query, limit: MOST_MESSAGES });
  const messages = most.messages.filter((message) => Number(message.ts) >= Number(from));
  return { messages, hasMore: most.hasMore || messages.length < most.messages.length };
}

const STREAM_LOST = ['stream-lost'];
const NOBODY_ASKS = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const;

/** Whether the live stream is broken at the moment. */
export function useIsStreamLost(): boolean {
  return useQuery({ queryKey: STREAM_LOST, queryFn: () => false, initialData: false, ...NOBODY_ASKS }).data;
}

export function setStreamLost(client: QueryClient, isLost: boolean): void {
  client.setQueryData(STREAM_LOST, isLost);
}
