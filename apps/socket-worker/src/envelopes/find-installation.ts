import type { Clock } from '@muster/fleet';
import type { Addressed } from '@muster/slack/events';
import type { Installation, Installations } from '@muster/store';

/** How long an answer is believed. A removed installation is heard for no longer than this. */
const KNOWN_MS = 5_000;
const MAX_KNOWN = 10_000;

/**
 * Finds the installation that an event was sent to, remembering for a moment those that exist: every message in
 * every channel asks. That there is none is not remembered, for it may be made at any time. Several that ask for the
 * same at once share one look.
 */
export function createFindInstallation(
  installations: Pick<Installations, 'forEvent'>,
  clock: Clock,
): {
  find(address: Addressed): Promise<Installation | null>;
  /** Looks anew for everything from now on. */
  forgetAll(): void;
} {
  const known = new Map<string, { readonly found: Promise<Installation | null>; readonly untilMs: number }>();
  return {
    find({ appId, enterpriseId, teamId }) {
      const key = `${appId} ${enterpriseId ?? ''} ${teamId}`;
      const nowMs = clock.monotonicMs();
      const last = known.get(key);
      if (last && nowMs < last.untilMs) return last.found;
      const found = installations.forEvent(appId, enterpriseId, teamId);
      const entry = { found, untilMs: nowMs + KNOWN_MS };
      const forget = () => {
        if (known.get(key) === entry) known.delete(key);
      };
      found.then((installation) => {
        if (!installation) forget();
      }, forget);
      // The oldest goes: a Map keeps the order of insertion.
      known.delete(key);
      known.set(key, entry);
      for (const oldest of known.keys()) {
        if (known.size <= MAX_KNOWN) break;
        known.delete(oldest);
      }
      return found;
    },
    forgetAll: () => known.clear(),
  };
}
