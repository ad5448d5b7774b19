import type { SlackEvent } from '@muster/slack/events';
import type { Installations } from '@muster/store';
import { type ConfirmParts, confirmToken } from './confirm-token.ts';

/** `event_time` is cut to the second, and Slack's clock is not this machine's. */
const CLOCKS_DIFFER_MS = 5_000;

export interface LeaveParts extends ConfirmParts {
  readonly installations: Pick<Installations, 'botToken' | 'remove'>;
  /** Called after an installation was removed. */
  readonly onRemoved: () => void;
}

/**
 * Acts on the events that say an installation has ended. True: settled, one way or the other; false: Slack could not
 * be asked, so the event must come again. May reject with StoreError.
 */
export function createLeave(parts: LeaveParts) {
  return async (
    event: Extract<SlackEvent, { kind: 'uninstalled' | 'tokens-revoked' }>,
    installation: { readonly id: string; readonly botUserId: string; readonly refreshedAt: Date },
  ): Promise<boolean> => {
    if (event.kind === 'tokens-revoked' && !event.botUserIds.includes(installation.botUserId)) return true;
    if (event.kind === 'uninstalled' && isNewsOf(event.sentMs, installation.refreshedAt)) {
      const { id, refreshedAt } = installation;
      const why = { actor: 'slack', reason: 'app_uninstalled', seenRefreshedAt: refreshedAt };
      if (await parts.installations.remove(id, why))
        parts.log.info({ workspaceId: id, reason: why.reason }, 'removed an installation');
      parts.onRemoved();
      return true;
    }
    const verdict = await confirmToken(parts, installation, 'slack');
    if (verdict === 'removed') parts.onRemoved();
    return verdict !== 'unclear';
  };
}

/** An event that comes late may be older than the installation it would remove: then Slack is asked. */
function isNewsOf(sentMs: number, refreshedAt: Date): boolean {
  return sentMs > refreshedAt.getTime() + CLOCKS_DIFFER_MS;
}
