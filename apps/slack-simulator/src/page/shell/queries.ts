import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { getMessages, getState } from './api.ts';

/** Workspaces, people, channels, apps and their connections. */
export const stateQuery = queryOptions({ queryKey: ['state'], queryFn: getState });

/** The messages that a person sees in a channel (`thread` null) or in one of its threads, oldest first. */
export function messagesQuery(team: string, channel: string, person: string, thread: string | null) {
  return queryOptions({
    queryKey: ['messages', team, channel, person, thread],
    queryFn: () => getMessages({ team, channel, person, thread }),
  });
}

const STREAM_LOST = ['stream-lost'];
const UNREAD = ['unread'];
const NOBODY_ASKS = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const;

/** Whether the live stream is broken at the moment. */
export function useIsStreamLost(): boolean {
  return useQuery({ queryKey: STREAM_LOST, queryFn: () => false, initialData: false, ...NOBODY_ASKS }).data;
}

export function setStreamLost(client: QueryClient, isLost: boolean): void {
  client.setQueryData(STREAM_LOST, isLost);
}

/** Whether something was said in a channel since it was last on screen, as far as this page heard. */
export function useUnread(channel: string): boolean {
  const none: readonly string[] = [];
  return useQuery({ queryKey: UNREAD, queryFn: () => none, initialData: none, ...NOBODY_ASKS }).data.includes(
    channel,
  );
}

export function setUnread(client: QueryClient, channel: string, isUnread: boolean): void {
  client.setQueryData<readonly string[]>(UNREAD, (before = []) => {
    if (before.includes(channel) === isUnread) return before;
    return isUnread ? [...before, channel] : before.filter((one) => one !== channel);
  });
}
