import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { Ids } from '../state/ids.ts';

/** What an answer over a `response_url` is for. */
export interface ResponsePlace {
  readonly team: string;
  readonly channel: string;
  readonly appId: string;
  /** Whose eyes it is for, unless it says otherwise. */
  readonly user: string;
  /** `ts` of the message whose element was used; null for commands. */
  readonly original: string | null;
}

export type FoundUrl =
  | { readonly kind: 'open'; readonly place: ResponsePlace }
  | { readonly kind: 'used' | 'expired' | 'unknown' };

/** Addresses over which an app answers a command or a click: five times within thirty minutes. */
export interface ResponseUrls {
  /** The path of a new address. */
  issue(place: ResponsePlace): string;
  find(key: string): FoundUrl;
  /** Takes one of its uses. */
  use(key: string): void;
}

interface Issued {
  readonly place: ResponsePlace;
  left: number;
  isExpired: boolean;
}

/** Used and expired ones are remembered for their error; beyond so many the oldest become unknown. */
const KEPT = 20_000;

export function createResponseUrls(
  ids: Ids,
  clock: SimulatorClock,
  settings: () => SimSettings,
): ResponseUrls {
  const issued = new Map<string, Issued>();
  return {
    issue: (place) => {
      const key = ids.secret();
      const { responseUrlLifeMs, responseUrlUses } = settings();
      const entry: Issued = { place, left: responseUrlUses, isExpired: false };
      issued.set(key, entry);
      clock.after(responseUrlLifeMs, () => {
        entry.isExpired = true;
      });
      const [oldest] = issued.keys();
      if (issued.size > KEPT && oldest !== undefined) issued.delete(oldest);
      return `/respond/${key}`;
    },
    find: (key) => {
      const entry = issued.get(key);
      if (!entry) return { kind: 'unknown' };
      if (entry.isExpired) return { kind: 'expired' };
      return entry.left > 0 ? { kind: 'open', place: entry.place } : { kind: 'used' };
    },
    use: (key) => {
      const entry = issued.get(key);
      if (entry) entry.left -= 1;
    },
  };
}
