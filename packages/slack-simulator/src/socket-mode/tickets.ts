import type { SimulatorClock } from '../clock.ts';
import type { Ids } from '../state/ids.ts';

/** Admission to one connection each, or where Slack is taken to be lenient, to any number within its life. */
export interface Tickets {
  issue(appId: string): string;
  /** The app it was issued for; null for an unknown, used or expired one. */
  use(ticket: string): string | null;
}

const TICKET_LIFE_MS = 60_000;

/** `singleUse()`: asked at each use. */
export function createTickets(ids: Ids, clock: SimulatorClock, singleUse: () => boolean): Tickets {
  const open = new Map<string, { appId: string; forget: () => void }>();
  return {
    issue: (appId) => {
      const ticket = `${ids.secret()}-${ids.secret()}`;
      open.set(ticket, { appId, forget: clock.after(TICKET_LIFE_MS, () => open.delete(ticket)) });
      return ticket;
    },
    use: (ticket) => {
      const found = open.get(ticket);
      if (!found) return null;
      if (singleUse()) {
        open.delete(ticket);
        found.forget();
      }
      return found.appId;
    },
  };
}
