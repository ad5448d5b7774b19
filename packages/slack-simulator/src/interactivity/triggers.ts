import type { SimulatorClock } from '../clock.ts';
import type { Ids } from '../state/ids.ts';

/** What somebody did, for which the app may open one modal. */
export interface Trigger {
  readonly team: string;
  readonly appId: string;
  readonly user: string;
  /** The modal in which it was done: another view may be pushed onto it. */
  readonly viewId: string | null;
  /** Where the person was. */
  readonly channel: string | null;
}

/** What became of an exchange, in the words of the `views.*` methods. */
export type Exchange =
  | { readonly kind: 'exchanged'; readonly trigger: Trigger }
  | { readonly kind: 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id' };

/** Trigger ids: each works once, for the app that got it, and not for long. */
export interface Triggers {
  issue(trigger: Trigger): string;
  exchange(id: string, appId: string, team: string): Exchange;
  /** Where it was issued; undefined when nobody knows it. */
  teamOf(id: string): string | undefined;
}

/** Used and expired ones are remembered for their error; beyond so many the oldest become unknown. */
const KEPT = 10_000;

/** `lifeMs()`: simulated milliseconds, read when one is issued. */
export function createTriggers(ids: Ids, clock: SimulatorClock, lifeMs: () => number): Triggers {
  const issued = new Map<string, { trigger: Trigger; state: 'open' | 'used' | 'expired' }>();
  return {
    issue: (trigger) => {
      const id = ids.triggerId();
      const entry = { trigger, state: 'open' as 'open' | 'used' | 'expired' };
      issued.set(id, entry);
      clock.after(lifeMs(), () => {
        if (entry.state === 'open') entry.state = 'expired';
      });
      const [oldest] = issued.keys();
      if (issued.size > KEPT && oldest !== undefined) issued.delete(oldest);
      return id;
    },
    exchange: (id, appId, team) => {
      const entry = issued.get(id);
      if (!entry || entry.trigger.appId !== appId || entry.trigger.team !== team)
        return { kind: 'invalid_trigger_id' };
      if (entry.state === 'used') return { kind: 'exchanged_trigger_id' };
      if (entry.state === 'expired') return { kind: 'expired_trigger_id' };
      entry.state = 'used';
      return { kind: 'exchanged', trigger: entry.trigger };
    },
    teamOf: (id) => issued.get(id)?.trigger.team,
  };
}
