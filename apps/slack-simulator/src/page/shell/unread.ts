import { type QueryClient, useQuery } from '@tanstack/react-query';

/** What was said in a channel since it was last on screen, as far as this page heard. */
export interface Unread {
  readonly count: number;
  /** `ts` of the first such message. */
  readonly from: string;
}

interface Marks {
  readonly unread: Readonly<Record<string, Unread>>;
  /** Where the new messages begin in the channel on screen, for as long as it is there. */
  readonly line: { readonly channel: string; readonly from: string } | null;
}

const KEY = ['unread'];
const NONE: Marks = { unread: {}, line: null };
const NOBODY_ASKS = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const;

function useMarks(): Marks {
  return useQuery({ queryKey: KEY, queryFn: () => NONE, initialData: NONE, ...NOBODY_ASKS }).data;
}

/** Null when everything in the channel was read. */
export function useUnread(channel: string): Unread | null {
  return useMarks().unread[channel] ?? null;
}

export function useUnreads(): Readonly<Record<string, Unread>> {
  return useMarks().unread;
}

/** `ts` of the first message that was new when the channel came on screen, or null. */
export function useNewLine(channel: string): string | null {
  const { line } = useMarks();
  return line?.channel === channel ? line.from : null;
}

/** A message was said in a channel that is not on screen. */
export function markUnread(client: QueryClient, channel: string, ts: string): void {
  client.setQueryData<Marks>(KEY, (before = NONE) => {
    const { count = 0, from = ts } = before.unread[channel] ?? {};
    return { ...before, unread: { ...before.unread, [channel]: { count: count + 1, from } } };
  });
}

/** A channel is on screen now: what was unread there gets a line above it. Repeatable. */
export function markShown(client: QueryClient, channel: string): void {
  client.setQueryData<Marks>(KEY, (before = NONE) => {
    const { [channel]: read, ...unread } = before.unread;
    if (read) return { unread, line: { channel, from: read.from } };
    return before.line && before.line.channel !== channel ? { ...before, line: null } : before;
  });
}
