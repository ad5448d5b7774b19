import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createControlClient } from '@muster/slack-simulator/control';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { discardDataDir, newDataDir } from '../support/data-dir.ts';
import { type NpmStart, npmStart, untilReady } from '../support/npm-start.ts';
import { ROOT } from '../support/processes.ts';
import { until } from '../support/until.ts';

const shots = path.join(ROOT, '.cache', 'screenshots');
/** A process may have to start before an answer comes. */
const PATIENCE_MS = 60_000;

let browser: Browser;
let dataDir: string;
let run: NpmStart | undefined;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await launchChromium(ROOT);
});
afterAll(() => browser.close());
beforeEach(() => {
  dataDir = newDataDir('own-app');
});
afterEach(async () => {
  run?.npm.kill('SIGKILL');
  run = undefined;
  await discardDataDir(dataDir);
});

it('leads from the console to an own app at the local Slack, and from there to its answer', async () => {
  run = npmStart(dataDir);
  const { console, slack } = await untilReady(run);
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(console);
  await page.getByRole('button', { name: 'Register an own app' }).click();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Create the app at Slack' }).click();
  const app = await createApp(await opened);

  await page.getByLabel('Name').fill('Our own');
  await page.getByLabel('Client ID').fill(app.clientId);
  await page.getByLabel('Client Secret').fill(app.clientSecret);
  await page.getByLabel('App-level token').fill(app.appToken);
  await page.getByRole('button', { name: 'Check and register' }).click();
  await page.getByText('Our own is registered').waitFor();
  await page.getByRole('link', { name: 'Add it to your workspace' }).click();
  await page.getByRole('radio', { name: 'Dan Okafor' }).check();
  await page.getByRole('button', { name: 'Allow' }).click();

  const control = createControlClient(slack);
  await until('the own app is installed', async () => {
    const globex = (await control.state()).workspaces.find((one) => one.name === 'Globex');
    return globex?.apps.some(({ appId, installed }) => installed && appId === app.id) === true;
  });
  await page.goto(new URL('/workspaces/globex/', slack).href);
  await page.getByRole('button', { name: 'Muster (connected)' }).click();
  const field = page.getByRole('textbox', { name: 'Message Muster' });
  await field.fill('add task Own it');
  await field.press('Enter');
  await page
    .getByRole('log')
    .getByRole('listitem')
    .filter({ hasText: /Added.*Own it/ })
    .waitFor();
  await page.screenshot({ path: path.join(shots, 'own-app-chat.png') });
  await context.close();
});

/** What a person does on Slack's page: creates the app, generates a token and copies what the form asks for. */
async function createApp(page: Page) {
  await page.getByRole('button', { name: 'Create app' }).click();
  await page.getByRole('textbox', { name: 'Token name' }).fill('sockets');
  await page.getByRole('button', { name: 'Generate' }).click();
  const read = (name: string) => page.getByRole('textbox', { name, exact: true }).inputValue();
  const take = async (name: string) => {
    await page.getByRole('button', { name: `Show ${name}`, exact: true }).click();
    return read(name);
  };
  const app = {
    appToken: await take('Token sockets'),
    id: await read('App ID'),
    clientId: await read('Client ID'),
    clientSecret: await take('Client Secret'),
  };
  expect(app.appToken).toContain(app.id);
  await page.screenshot({ path: path.join(shots, 'own-app-at-slack.png'), fullPage: true });
  return app;
}
