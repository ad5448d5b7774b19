import type { Clock, Log } from '@muster/fleet';
import type { SlackWeb } from '@muster/slack/web';
import type { Installations } from '@muster/store';

/** Between the first answer that a token is dead and the second. */
const CONFIRM_AFTER_MS = 500;

export interface ConfirmParts {
  readonly web: Pick<SlackWeb, 'authTest'>;
  readonly installations: Pick<Installations, 'byId' | 'botToken' | 'remove'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** `unclear`: Slack gave no answer. */
export type TokenVerdict = 'alive' | 'removed' | 'unclear';

/**
 * Asks Slack, and if it says that the token is dead once more, whether an installation's bot token opens anything.
 * If not, removes the installation as its people would, unless it was installed again meanwhile. Repeatable; may
 * reject with StoreError.
 */
export async function confirmToken(
  { web, installations, clock, log }: ConfirmParts,
  installationId: string,
  actor: string,
): Promise<TokenVerdict> {
  // Read before the token: a token that comes in between is then newer than what was seen, and stays.
  const seen = await installations.byId(installationId);
  const token = await installations.botToken(installationId);
  if (seen === null || token === null) return 'removed';
  const first = await web.authTest(token);
  if (first.kind === 'ok') return 'alive';
  if (first.kind !== 'dead-token') return 'unclear';
  await clock.sleep(CONFIRM_AFTER_MS);
  const second = await web.authTest(token);
  if (second.kind === 'ok') return 'alive';
  if (second.kind !== 'dead-token') return 'unclear';
  const why = { actor, reason: second.code, seenRefreshedAt: seen.refreshedAt };
  if (!(await installations.remove(installationId, why))) return 'unclear';
  log.info({ workspaceId: installationId, reason: second.code }, 'removed a dead installation');
  return 'removed';
}
