import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InstallProvider, MemoryInstallationStore } from '@slack/oauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBrowser } from '../testing/browser.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA } from '../testing/world.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.end());

/** An `InstallProvider` behind a web server of its own, as its README has it. */
async function startProvider(registered = '/slack/oauth_redirect') {
  const installations = new MemoryInstallationStore();
  let installer: InstallProvider | null = null;
  const failures: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/slack/oauth_redirect'))
      void installer?.handleCallback(request, response, {
        failure: (error, _options, _request, answer) => {
          failures.push(error.message);
          answer.end('failed');
        },
      });
    else void installer?.handleInstallPath(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stage.onEnd(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = await stage.control.addApp({ name: 'Echo', redirectUrls: [`${url}${registered}`] });
  installer = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateSecret: 'a secret of the app',
    authorizationUrl: stage.authorizeUrl,
    installationStore: installations,
    directInstall: true,
    clientOptions: stage.clientOptions(),
    logger: stage.logger,
    installUrlOptions: {
      scopes: ['chat:write', 'im:history'],
      userScopes: ['search:read'],
      redirectUri: `${url}/slack/oauth_redirect`,
      metadata: 'from the pricing page',
    },
  });
  return { url, app, installer, installations, failures };
}

test('InstallProvider stores a bot, a person and its metadata, and authorize finds them', async () => {
  const { url, installer, installations } = await startProvider();
  const consent = await createBrowser().open(`${url}/slack/install`);
  expect(consent.address.pathname).toBe('/oauth/v2/authorize');
  await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  const query = { teamId: ACME, enterpriseId: undefined, isEnterpriseInstall: false };
  const installation = await installations.fetchInstallation(query);
  expect(installation).toMatchObject({
    metadata: 'from the pricing page',
    user: { id: ADA, scopes: ['search:read'] },
  });
  const found = await installer.authorize(query);
  expect(found).toMatchObject({ teamId: ACME, botUserId: installation?.bot?.userId });
  expect(await stage.web(found.botToken).auth.test()).toMatchObject({
    bot_id: found.botId,
    user_id: found.botUserId,
    team_id: ACME,
  });
  expect(await stage.web(found.userToken).auth.test()).toMatchObject({ user_id: ADA });
});

test('a redirect address below the registered one is allowed, another is refused before anyone consents', async () => {
  const below = await startProvider('/slack');
  const fine = await createBrowser().open(`${below.url}/slack/install`);
  expect(fine.status).toBe(200);
  const elsewhere = await startProvider('/elsewhere');
  const refused = await createBrowser().open(`${elsewhere.url}/slack/install`);
  expect(refused.html).toContain('bad_redirect_uri');
});

test('a wrong client secret fails the callback with Slack’s error', async () => {
  const { url, app, installations, failures } = await startProvider();
  const consent = await createBrowser().open(`${url}/slack/install`);
  await stage.control.changeApp(app.id, { clientSecret: 'rotated-by-its-owner' });
  await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  await until(() => failures.length === 1, 'the failure');
  expect(failures[0]).toContain('bad_client_secret');
  const query = { teamId: ACME, enterpriseId: undefined, isEnterpriseInstall: false };
  expect(await installations.fetchInstallation(query)).toBeUndefined();
});

test('authorize fails for a workspace that has not installed the app', async () => {
  const { installer } = await startProvider();
  const query = { teamId: ACME, enterpriseId: undefined, isEnterpriseInstall: false };
  await expect(installer.authorize(query)).rejects.toMatchObject({
    code: 'slack_oauth_installer_authorization_error',
  });
});
