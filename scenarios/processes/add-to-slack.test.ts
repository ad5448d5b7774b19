import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@muster/embedded';
import { createTestDatabase, type TestDatabase, testServices } from '@muster/embedded/testing';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { newKey } from '@muster/store';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway } from '../../apps/gateway/src/app.ts';
import { readGatewayConfig } from '../../apps/gateway/src/config.ts';
import { launchChromium } from '../support/chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');
const shots = path.join(root, '.cache', 'screenshots');

let database: TestDatabase;
let simulator: Simulator;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let browser: Browser;
let publicUrl: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  database = await createTestDatabase();
  const port = await freePort();
  publicUrl = `http://localhost:${port}`;
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    pageDir: path.join(root, 'dist', 'slack-simulator', 'page'),
  });
  const redirectUrls = [`${publicUrl}/slack/oauth_redirect`];
  const app = await simulator.control.addApp({ name: 'Muster', redirectUrls });
  gateway = await startGateway(
    readGatewayConfig({
      DATABASE_URL: database.url,
      REDIS_URL: testServices().redisUrl,
      MUSTER_REDIS_PREFIX: `test:add-to-slack-${port}`,
      MUSTER_KEYS: newKey('k1'),
      MUSTER_OPERATOR_TOKEN: 'operator-token-for-tests',
      SLACK_CLIENT_ID: app.clientId,
      SLACK_CLIENT_SECRET: app.clientSecret,
      SLACK_APP_TOKEN: app.appToken,
      SLACK_API_URL: simulator.apiUrl,
      SLACK_AUTHORIZE_URL: simulator.authorizeUrl,
      PUBLIC_URL: publicUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'silent',
    }),
    path.join(root, 'dist', 'console'),
  );
  browser = await launchChromium(root);
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
  await simulator.stop();
  await database.drop();
});

it('takes a person from the first page through Slack into their workspace, and back again', async () => {
  const page = await (await browser.newContext()).newPage();
  const addToSlack = async () => {
    await page.goto(publicUrl);
    await page.getByRole('link', { name: 'Add to Slack' }).click();
    await page.getByRole('button', { name: 'Allow' }).waitFor();
  };

  await addToSlack();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'The bot was not added' }).waitFor();
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL((url) => url.href.startsWith(simulator.url) && !url.pathname.startsWith('/oauth'));

  await addToSlack();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('heading', { name: 'Already connected, refreshed' }).waitFor();
  await page.screenshot({ path: path.join(shots, 'install-refreshed.png') });
  // It goes on by itself.
  await page.waitForURL((url) => url.href.startsWith(simulator.url) && !url.pathname.startsWith('/oauth'));
  await page.context().close();
});

it('begins under the public name when the browser came by another name of this machine', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${publicUrl.replace('localhost', '127.0.0.1')}/slack/install`);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByText('refreshed').first().waitFor();
  expect(new URL(page.url()).hostname).toBe('localhost');
  await page.context().close();
});
