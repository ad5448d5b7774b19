import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { Ids } from '../state/ids.ts';

/** Admission to one connection each, or where Slack is taken to be lenient, to any number within its life. */
export interface Tickets {
  issue(appId: string): string;
  /** The app it was issued for; null for an unknown, used or expired one. */
  use(ticket: string): string | null;
}

export function createTickets(ids: Ids, clock: SimulatorClock, settings: () => SimSettings): Tickets {
  const open = new Map<string, { appId: string; forget: () => void }>();
  return {
    issue: (appId) => {
      const ticket = `${ids.secret()}-${ids.secret()}`;
      const forget = clock.after(settings().ticketLifeMs, () => open.delete(ticket));
      open.set(ticket, { appId, forget });
      return ticket;
    },
    use: (ticket) => {
      const found = open.get(ticket);
      if (!found) return null;
      if (settings().singleUseTickets) {
        open.delete(ticket);
        found.forget();
      }
      return found.appId;
    },
  };
}
