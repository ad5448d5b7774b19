import type { Addressed, SlackEvent } from '@muster/slack/events';
import type { Installations } from '@muster/store';
import { type ConfirmParts, confirmToken } from './confirm-token.ts';

/** `event_time` is cut to the second, and Slack's clock is not this machine's. */
const CLOCKS_DIFFER_MS = 5_000;

export interface LeaveParts extends ConfirmParts {
  readonly installations: Pick<Installations, 'byId' | 'botToken' | 'remove'>;
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
    { id, botUserId }: { readonly id: string; readonly botUserId: string },
  ): Promise<boolean> => {
    if (event.kind === 'tokens-revoked' && !event.botUserIds.includes(botUserId)) return true;
    // As it is now: it may have been installed again since this worker last looked.
    const seen = await parts.installations.byId(id);
    if (seen === null) return true;
    if (event.kind === 'uninstalled' && isAbout(event, seen) && isNewsOf(event.sentMs, seen.refreshedAt)) {
      const why = { actor: 'slack', reason: 'app_uninstalled', seenRefreshedAt: seen.refreshedAt };
      if (await parts.installations.remove(id, why)) {
        parts.log.info({ workspaceId: id, reason: why.reason }, 'removed an installation');
        parts.onRemoved();
        return true;
      }
    }
    const verdict = await confirmToken(parts, id, 'slack');
    if (verdict === 'removed') parts.onRemoved();
    return verdict !== 'unclear';
  };
}

/**
 * A workspace's events are its organisation's as well when the workspace has no installation of its own (any more):
 * that it was uninstalled there, heard a second time, does not mean the whole organisation. Then Slack is asked.
 */
function isAbout(event: Addressed, { teamId }: { readonly teamId: string | null }): boolean {
  return event.teamId === (teamId ?? '');
}

/** An event that comes late may be older than the installation it would remove: then Slack is asked. */
function isNewsOf(sentMs: number, refreshedAt: Date): boolean {
  return sentMs > refreshedAt.getTime() + CLOCKS_DIFFER_MS;
}
