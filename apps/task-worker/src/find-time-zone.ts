import type { Clock, Log } from '@muster/fleet';
import type { SlackWeb } from '@muster/slack/web';
import type { StartedCommand, Store } from '@muster/store';

/** A zone is asked again after a day: people travel, and a `user_change` event may have been missed. */
const GOOD_FOR_MS = 24 * 3_600_000;
/** After a failed question, how long all questions of that workspace wait. */
const PAUSE_MS = 30_000;
const MAX_PAUSED = 10_000;
const UNKNOWN_ZONE = 'UTC';

/** Finds the IANA time zone of the person who gave a command; UTC while Slack cannot say. Never throws. */
export type FindTimeZone = (command: StartedCommand) => Promise<string>;

export function createFindTimeZone(parts: {
  store: Pick<Store, 'members'>;
  web: Pick<SlackWeb, 'userInfo'>;
  clock: Clock;
  log: Log;
}): FindTimeZone {
  const { store, web, clock, log } = parts;
  const pausedUntilMs = new Map<string, number>();
  return async (command) => {
    const { installationId, userId, botToken, memberCheckedAt } = command;
    const isFresh = memberCheckedAt !== null && clock.wallMs() - memberCheckedAt.getTime() < GOOD_FOR_MS;
    const isPaused = (pausedUntilMs.get(installationId) ?? 0) > clock.monotonicMs();
    if (isFresh || isPaused || botToken === null) return command.timeZone ?? UNKNOWN_ZONE;
    const person = await web.userInfo(botToken, userId);
    if (person.kind !== 'ok') {
      // A plan in the wrong zone for a moment is better than a command that waits.
      if (pausedUntilMs.size >= MAX_PAUSED) pausedUntilMs.clear();
      pausedUntilMs.set(installationId, clock.monotonicMs() + PAUSE_MS);
      log.warn({ installationId, userId, outcome: person.kind }, 'could not ask for a time zone');
      return command.timeZone ?? UNKNOWN_ZONE;
    }
    await store.members.save({ installationId, userId, name: person.name, timeZone: person.timeZone });
    return person.timeZone ?? command.timeZone ?? UNKNOWN_ZONE;
  };
}
