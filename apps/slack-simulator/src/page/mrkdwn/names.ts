import { createContext, useContext } from 'react';

/** How the ids inside messages are shown: people, bots and channels of the workspace on screen. */
export interface Names {
  /** A person's or bot's name without `@`, or null if nobody has this id here. */
  user(id: string): string | null;
  /** A channel's name without `#`, or null. */
  channel(id: string): string | null;
  /** The id of the person who reads, whose mentions stand out. */
  readonly readerId: string | null;
  /** The reader's, as an IANA name: for dates. UTC without it. */
  readonly timeZone?: string;
}

const NOBODY: Names = { user: () => null, channel: () => null, readerId: null };

export const NamesContext = createContext<Names>(NOBODY);

export function useNames(): Names {
  return useContext(NamesContext);
}
