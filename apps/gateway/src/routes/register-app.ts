import type { NewApp } from '@muster/api';
import { appIdOfToken } from '../config.ts';
import { ApiError } from '../errors.ts';
import type { GatewayParts } from '../parts.ts';
import { nudge } from './nudge.ts';

/**
 * Registers a workspace's own Slack app once Slack has accepted its app-level token and its client id and
 * secret. Registering the same app again replaces its secrets. Rejects with an ApiError that says what is wrong.
 */
export async function registerApp(
  parts: GatewayParts,
  app: NewApp,
): Promise<{ id: string; outcome: 'created' | 'updated' }> {
  const { store, config, log } = parts;
  const id = appIdOfToken(app.appToken);
  if (id === null) throw new ApiError(400, 'bad_request', 'appToken: must be an app-level token');
  const apps = await store.apps.list();
  const before = apps.find((candidate) => candidate.id === id);
  if (before?.kind === 'shared')
    throw new ApiError(
      409,
      'shared_app',
      `${before.name} is the shared app, which is set in the environment.`,
    );
  if (apps.some((candidate) => candidate.id !== id && candidate.clientId === app.clientId))
    throw new ApiError(409, 'client_id_taken', 'Another Slack app is registered with this client ID.');
  await checkAppToken(parts, app.appToken);
  await checkClient(parts, app);
  const outcome = await store.apps.save({
    id,
    kind: 'own',
    name: app.name,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    appToken: app.appToken,
    slots: before?.slots ?? config.connectionsPerApp,
  });
  await store.apps.markTokenAccepted(id);
  await store.audit.add({
    actor: 'operator',
    action: `app.${outcome}`,
    appId: id,
    details: { name: app.name },
  });
  nudge(parts);
  log.info({ appId: id, outcome }, 'Slack app registered');
  return { id, outcome };
}

async function checkAppToken({ slackWeb }: GatewayParts, appToken: string): Promise<void> {
  const opened = await slackWeb.openConnection(appToken);
  switch (opened.kind) {
    case 'ok':
      return;
    case 'rate-limited':
      throw new ApiError(
        503,
        'slack_busy',
        'Slack asks to wait before the app-level token can be checked.',
        Math.ceil(opened.retryAfterMs / 1000),
      );
    case 'unavailable':
      throw slackAway();
    case 'dead-token':
    case 'refused':
      throw new ApiError(
        422,
        'app_token_refused',
        `Slack refused the app-level token (${opened.code}). Make one with the scope connections:write, and switch Socket Mode on.`,
      );
  }
}

async function checkClient({ slackOAuth }: GatewayParts, app: NewApp): Promise<void> {
  const checked = await slackOAuth.checkClient(app);
  if (checked.kind === 'ok') return;
  if (checked.kind === 'unavailable') throw slackAway();
  const what = checked.code === 'invalid_client_id' ? 'the client ID' : 'the client secret';
  throw new ApiError(
    422,
    checked.code === 'invalid_client_id' ? 'client_id_refused' : 'client_secret_refused',
    `Slack refused ${what} (${checked.code}). Copy both from Basic Information of the Slack app.`,
  );
}

function slackAway(): ApiError {
  return new ApiError(
    502,
    'slack_unavailable',
    'Slack does not answer, so the app could not be checked. Nothing was saved.',
  );
}
