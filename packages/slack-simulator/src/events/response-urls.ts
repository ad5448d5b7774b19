import type { SimulatorClock } from '../clock.ts';
import type { Place } from '../conversation/post.ts';
import type { Ids } from '../state/ids.ts';

/** Whom an answer over a `response_url` is for. */
export interface ResponsePlace extends Place {
  readonly appId: string;
  readonly user: string;
}

/** Addresses over which an app answers a command or a click: five times within thirty minutes. */
export interface ResponseUrls {
  /** The path of a new address. */
  issue(place: ResponsePlace): string;
  /** Takes one of the five; null once they are used up or expired. */
  use(key: string): ResponsePlace | null;
}

const LIFE_MS = 1_800_000;
const USES = 5;

export function createResponseUrls(ids: Ids, clock: SimulatorClock): ResponseUrls {
  const open = new Map<string, { place: ResponsePlace; left: number }>();
  return {
    issue: (place) => {
      const key = ids.secret();
      open.set(key, { place, left: USES });
      clock.after(LIFE_MS, () => open.delete(key));
      return `/respond/${key}`;
    },
    use: (key) => {
      const found = open.get(key);
      if (!found || found.left === 0) return null;
      found.left -= 1;
      return found.place;
    },
  };
}
