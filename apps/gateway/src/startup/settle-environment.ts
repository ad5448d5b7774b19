import type { SharedApp } from '../config.ts';
import type { GatewayParts } from '../parts.ts';
import { nudge } from '../routes/nudge.ts';
import { teamDomainOf, workspaceUrl } from '../routes/workspace-url.ts';

type Parts = Pick<GatewayParts, 'config' | 'store' | 'slackWeb' | 'fleet' | 'clock' | 'log'>;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Saves what the environment sets, trying for as long as it takes: the shared Slack app, then the installation
 * behind SLACK_BOT_TOKEN. `onAppSaved` is called once the app is saved, or at once if there is none. Resolves
 * when all is saved, when Slack refused the bot token, or when `signal` aborts.
 */
export async function settleEnvironment(
  parts: Parts,
  onAppSaved: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { sharedApp } = parts.config;
  if (sharedApp) await untilDone(parts, () => saveSharedApp(parts, sharedApp), signal);
  if (signal.aborted) return;
  onAppSaved();
  if (sharedApp?.botToken) {
    const { botToken } = sharedApp;
    await untilDone(parts, () => saveBotToken(parts, sharedApp.id, botToken), signal);
  }
}

/** Repeats a step until it says that it is done, waiting longer each time. */
async function untilDone(
  { clock, log }: Parts,
  step: () => Promise<'done' | 'later'>,
  signal: AbortSignal,
): Promise<void> {
  for (let delayMs = FIRST_RETRY_MS; !signal.aborted; delayMs = Math.min(delayMs * 2, LONGEST_RETRY_MS)) {
    try {
      if ((await step()) === 'done') return;
    } catch (error) {
      log.warn({ error, nextTryMs: delayMs }, 'could not save what the environment sets');
    }
    await clock.sleep(delayMs, signal).catch(() => undefined);
  }
}

async function saveSharedApp(parts: Parts, { id, clientId, clientSecret, appToken }: SharedApp) {
  const { store, config, log } = parts;
  const outcome = await store.apps.save({
    id,
    kind: 'shared',
    name: 'Muster',
    clientId,
    clientSecret,
    appToken,
    slots: config.connectionsPerApp,
  });
  log.info({ appId: id, outcome }, 'shared Slack app saved');
  nudge(parts);
  return 'done' as const;
}

async function saveBotToken(parts: Parts, appId: string, botToken: string): Promise<'done' | 'later'> {
  const { store, slackWeb, log } = parts;
  const tried = await slackWeb.authTest(botToken);
  if (tried.kind === 'dead-token' || tried.kind === 'refused') {
    log.error({ appId, code: tried.code }, 'Slack refused SLACK_BOT_TOKEN; correct it and start again');
    return 'done';
  }
  if (tried.kind !== 'ok') {
    log.warn({ appId, kind: tried.kind }, 'Slack could not be asked about SLACK_BOT_TOKEN');
    return 'later';
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
    scopes: [],
    botToken,
    installedBy: 'environment',
  });
  log.info({ workspaceId: id, appId, outcome }, 'workspace of SLACK_BOT_TOKEN connected');
  nudge(parts);
  return 'done';
}
