import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InstallProvider, MemoryInstallationStore } from '@slack/oauth';
import { ErrorCode } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBrowser } from '../testing/browser.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { installerUrl, type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL } from '../testing/world.ts';

/** So short that `@slack/oauth`, which looks two hours ahead, refreshes whenever it is asked. */
const LIFE_MS = 3_600_000;
const ADAS = { teamId: ACME, enterpriseId: undefined, isEnterpriseInstall: false, userId: ADA };

let clock: ManualClock;
let stage: Stage;
let installations: MemoryInstallationStore;
beforeEach(async () => {
  clock = createManualClock();
  stage = await startStage({ accessTokenLifeMs: LIFE_MS, pingIntervalMs: 0 }, { clock });
  installations = new MemoryInstallationStore();
});
afterEach(() => stage.end());

const refusal = (error: string) => ({ code: ErrorCode.PlatformError, data: { ok: false, error } });

/** An `InstallProvider` behind a web server of its own, whose app rotates its tokens and was installed by Ada. */
async function startInstalled(): Promise<InstallProvider> {
  let installer: InstallProvider | null = null;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/back')) void installer?.handleCallback(request, response);
    else void installer?.handleInstallPath(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stage.onEnd(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = await stage.control.addApp({ tokenRotation: true, redirectUrls: [`${url}/back`] });
  installer = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateSecret: 'a secret of the app',
    authorizationUrl: stage.authorizeUrl,
    installationStore: installations,
    directInstall: true,
    clientOptions: stage.clientOptions(),
    logger: stage.logger,
    installUrlOptions: { scopes: ['chat:write'], userScopes: ['search:read'], redirectUri: `${url}/back` },
  });
  const consent = await createBrowser().open(`${url}/install`);
  await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  return installer;
}

test('InstallProvider stores tokens that expire, with their refresh tokens', async () => {
  await startInstalled();
  const stored = await installations.fetchInstallation(ADAS);
  const rotating = (kind: string) => ({
    token: expect.stringMatching(`^xoxe\\.${kind}-1-`),
    refreshToken: expect.stringMatching(/^xoxe-1-/),
    expiresAt: expect.any(Number),
  });
  expect(stored).toMatchObject({ bot: rotating('xoxb'), user: rotating('xoxp') });
});

test('InstallProvider refreshes expired tokens of the bot and of the person by itself', async () => {
  const installer = await startInstalled();
  const before = structuredClone(await installations.fetchInstallation(ADAS));
  clock.advance(LIFE_MS);
  await expect(stage.web(before?.bot?.token).auth.test()).rejects.toMatchObject(refusal('token_expired'));
  const found = await installer.authorize(ADAS);
  expect(found.botToken).not.toBe(before?.bot?.token);
  expect(found.userToken).not.toBe(before?.user.token);
  expect(await stage.web(found.botToken).auth.test()).toMatchObject({
    team_id: ACME,
    user_id: found.botUserId,
  });
  expect(await stage.web(found.userToken).auth.test()).toMatchObject({ user_id: ADA });
  // It kept the new refresh tokens, for the old ones are spent.
  const again = await installer.authorize(ADAS);
  expect(again.botToken).not.toBe(found.botToken);
  expect(await stage.web(again.botToken).auth.test()).toMatchObject({ ok: true });
  expect(stage.errors).toEqual([]);
});

test('InstallProvider whose refresh tokens are spent already gets no new ones', async () => {
  const installer = await startInstalled();
  const stored = structuredClone(await installations.fetchInstallation(ADAS));
  await installer.authorize(ADAS);
  if (stored) await installations.storeInstallation(stored);
  const found = await installer.authorize(ADAS);
  expect(found.botRefreshToken).toBe(stored?.bot?.refreshToken);
  const { calls } = await stage.control.record();
  expect(calls.filter(({ error }) => error === 'invalid_refresh_token')).toHaveLength(2);
});

test('Bolt answers with a refreshed token after the one that it was installed with expired', async () => {
  const made = await stage.control.addApp({ tokenRotation: true });
  const app = stage.installableBolt(made, {
    scopes: ['app_mentions:read', 'chat:write'],
    installationStore: installations,
  });
  app.event('app_mention', async ({ say }) => {
    await say('here I am');
  });
  await app.start();
  const redirectUrls = [`${installerUrl(app)}/slack/oauth_redirect`];
  await stage.control.changeApp(made.id, { redirectUrls });
  const landing = await createBrowser().open(`${installerUrl(app)}/slack/install`);
  const consent = await landing.follow(/oauth\/v2\/authorize/);
  await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  const bot = (await installations.fetchInstallation(ADAS))?.bot?.userId ?? '';
  await stage.control.invite(ACME, GENERAL, bot);
  clock.advance(LIFE_MS);
  await stage.control.say(ACME, GENERAL, { user: ADA, text: `<@${bot}> hello` });
  await until(async () => {
    const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL });
    return messages.at(-1)?.text === 'here I am';
  }, 'the answer');
  await stage.acked(1);
});

test('WebClient exchanges a long-lived token and refreshes what it got', async () => {
  const { app, botToken } = await stage.install();
  await stage.control.changeApp(app.id, { tokenRotation: true });
  const client = { client_id: app.clientId, client_secret: app.clientSecret };
  const web = stage.web(undefined);
  const pair = await web.oauth.v2.exchange({ ...client, token: botToken });
  expect(pair).toMatchObject({ token_type: 'bot', expires_in: LIFE_MS / 1000 });
  await expect(web.oauth.v2.exchange({ ...client, token: botToken })).rejects.toMatchObject(
    refusal('token_already_exchanged'),
  );
  // Its types ask for a code, which a refresh has none of.
  const refresh = { ...client, grant_type: 'refresh_token', refresh_token: pair.refresh_token };
  const next = await web.apiCall('oauth.v2.access', refresh);
  await expect(stage.web(botToken).auth.test()).rejects.toMatchObject(refusal('token_expired'));
  expect(
    (
      await stage
        .web(String(Reflect.get(next, 'access_token')))
        .chat.postMessage({ channel: GENERAL, text: 'x' })
    ).ok,
  ).toBe(true);
});
