import type { Installation } from '@muster/store';
import { ApiError, isSealBroken } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { nudge } from './nudge.ts';

/**
 * Takes the bot out of a workspace as its people asked: the token is revoked at Slack first, for once purged here
 * nobody could revoke it any more. While Slack is away nothing changes. Rejects with an ApiError that says why.
 */
export async function removeWorkspace(parts: GatewayParts, installation: Installation): Promise<void> {
  const { store, slackWeb, log } = parts;
  if (installation.status !== 'active')
    throw new ApiError(404, 'not_found', 'The bot was already removed from this workspace.');
  const token = await openToken(parts, installation.id);
  if (token !== null) {
    const revoked = await slackWeb.revoke(token);
    if (revoked.kind === 'rate-limited')
      throw new ApiError(
        503,
        'slack_busy',
        'Slack asks to wait a little. Nothing was removed.',
        Math.ceil(revoked.retryAfterMs / 1000),
      );
    if (revoked.kind === 'unavailable')
      throw new ApiError(
        502,
        'slack_unavailable',
        'Slack does not answer. Nothing was removed; try again soon.',
      );
    // A token that Slack calls dead needs no revoking, and one that it will not revoke is not worth keeping.
    if (revoked.kind === 'refused')
      log.warn({ workspaceId: installation.id, code: revoked.code }, 'Slack did not revoke a token');
  }
  await store.installations.remove(installation.id, { actor: 'operator', reason: 'Removed in the console' });
  nudge(parts);
  log.info({ workspaceId: installation.id }, 'workspace removed');
}

/** A token that does not open cannot be revoked, and must not keep the workspace from being removed. */
async function openToken({ store, log }: GatewayParts, id: string): Promise<string | null> {
  try {
    return await store.installations.botToken(id);
  } catch (error) {
    if (!isSealBroken(error)) throw error;
    log.warn({ workspaceId: id, error }, 'a bot token does not open and was not revoked');
    return null;
  }
}
