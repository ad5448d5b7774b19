import type { SharedApp } from '../config.ts';
import type { GatewayParts, Settling } from '../parts.ts';
import { nudge } from '../routes/nudge.ts';
import { saveBotToken } from './save-bot-token.ts';

type Parts = Pick<GatewayParts, 'config' | 'store' | 'slackWeb' | 'fleet' | 'clock' | 'log'>;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Saves what the environment sets, trying for as long as it takes: the shared Slack app, a newer sealing key, then
 * the installation behind SLACK_BOT_TOKEN. `tell` hears how far it has come. Resolves when all is saved, when Slack
 * refused the bot token, or when `signal` aborts.
 */
export async function settleEnvironment(
  parts: Parts,
  tell: (change: Partial<Settling>) => void,
  signal: AbortSignal,
): Promise<void> {
  const { sharedApp } = parts.config;
  if (sharedApp) await untilDone(parts, () => saveSharedApp(parts, sharedApp), signal);
  if (signal.aborted) return;
  tell({ isAppSaved: true });
  await untilDone(parts, () => reseal(parts), signal);
  if (!sharedApp?.botToken) return;
  const { id, botToken } = sharedApp;
  await untilDone(
    parts,
    async () => {
      const { isDone, trouble } = await saveBotToken(parts, id, botToken);
      tell({ botTokenTrouble: trouble });
      return isDone ? 'done' : 'later';
    },
    signal,
  );
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

/** After a new key was put in front, the older ones can be dropped once this has run. */
async function reseal({ store, log }: Parts) {
  const { resealed, broken } = await store.resealSecrets();
  if (resealed > 0) log.info({ resealed }, 'secrets sealed with the first key');
  if (broken > 0)
    log.error(
      { broken },
      'secrets open with no key: bring their key back into MUSTER_KEYS, or enter them again',
    );
  return 'done' as const;
}
