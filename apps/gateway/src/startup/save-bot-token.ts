import type { GatewayParts } from '../parts.ts';
import { nudge } from '../routes/nudge.ts';
import { teamDomainOf, workspaceUrl } from '../routes/workspace-url.ts';

type Parts = Pick<GatewayParts, 'store' | 'slackWeb' | 'fleet' | 'log'>;

/** `trouble` says in words why the workspace is not connected; null once it is. */
export interface BotTokenOutcome {
  readonly isDone: boolean;
  readonly trouble: string | null;
}

/** Checks SLACK_BOT_TOKEN at Slack and saves the installation behind it. May reject with StoreError. */
export async function saveBotToken(parts: Parts, appId: string, botToken: string): Promise<BotTokenOutcome> {
  const { store, slackWeb, log } = parts;
  const tried = await slackWeb.authTest(botToken);
  if (tried.kind === 'dead-token' || tried.kind === 'refused') {
    log.error({ appId, code: tried.code }, 'Slack refused SLACK_BOT_TOKEN; correct it and start again');
    return givenUp(`Slack refused SLACK_BOT_TOKEN (${tried.code}). Correct it and start again.`);
  }
  if (tried.kind !== 'ok') {
    log.warn({ appId, kind: tried.kind }, 'Slack could not be asked about SLACK_BOT_TOKEN');
    return later();
  }
  const ownerId = tried.appId ?? (await findOwner(parts, botToken, tried.botId));
  if (ownerId === 'later') return later();
  if (ownerId !== null && ownerId !== appId) {
    log.error({ appId, ownerId }, 'SLACK_BOT_TOKEN is of another Slack app; correct it and start again');
    return givenUp(
      `SLACK_BOT_TOKEN belongs to the Slack app ${ownerId}, SLACK_APP_TOKEN to ${appId}. Take both from one app and start again.`,
    );
  }
  const url = workspaceUrl(tried.url);
  const { id, outcome } = await store.installations.save({
    appId,
    enterpriseId: tried.enterpriseId,
    teamId: tried.isEnterpriseInstall ? null : tried.teamId,
    teamName: tried.teamName,
    teamDomain: url === null ? '' : teamDomainOf(url),
    url: url ?? '',
    isEnterpriseInstall: tried.isEnterpriseInstall,
    botUserId: tried.botUserId,
    botId: tried.botId,
    scopes: tried.scopes,
    botToken,
    installedBy: 'environment',
  });
  log.info({ workspaceId: id, appId, outcome }, 'workspace of SLACK_BOT_TOKEN connected');
  nudge(parts);
  return { isDone: true, trouble: null };
}

/** The app of a bot, where the token may ask for it; a bot of another app would never be spoken to here. */
async function findOwner(
  { slackWeb }: Parts,
  botToken: string,
  botId: string,
): Promise<string | null | 'later'> {
  if (botId === '') return null;
  const found = await slackWeb.appOfBot(botToken, botId);
  if (found.kind === 'ok') return found.appId;
  return found.kind === 'unavailable' || found.kind === 'rate-limited' ? 'later' : null;
}

function givenUp(trouble: string): BotTokenOutcome {
  return { isDone: true, trouble };
}

function later(): BotTokenOutcome {
  return { isDone: false, trouble: 'Slack could not be asked about SLACK_BOT_TOKEN yet; it is tried again.' };
}
