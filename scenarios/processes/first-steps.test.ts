import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@muster/embedded';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { discardDataDir, newDataDir } from '../support/data-dir.ts';
import { type NpmStart, npmStart, processesOf, untilReady } from '../support/npm-start.ts';
import { ROOT } from '../support/processes.ts';

const shots = path.join(ROOT, '.cache', 'screenshots');
/** A process may have to start before an answer comes. */
const PATIENCE_MS = 60_000;

let browser: Browser;
let dataDir: string;
let run: NpmStart | undefined;
let otherSlack: Simulator | undefined;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await launchChromium(ROOT);
});
afterAll(() => browser.close());
beforeEach(() => {
  dataDir = newDataDir('first-steps');
});
afterEach(async () => {
  run?.npm.kill('SIGKILL');
  run = undefined;
  await discardDataDir(dataDir);
  await otherSlack?.stop();
  otherSlack = undefined;
});

it('goes from one command to an answer in the browser, and on when workers are killed', async () => {
  run = npmStart(dataDir);
  const { console, slack } = await untilReady(run);
  await useTheBot(slack);
  const page = await newPage();
  await page.goto(console);
  await page.getByText('connected', { exact: true }).first().waitFor();
  await page.screenshot({ path: path.join(shots, 'first-steps-console.png') });
  await page.context().close();
});

it('does the same with a Slack elsewhere, named by its addresses', async () => {
  const port = await freePort();
  otherSlack = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    pageDir: path.join(ROOT, 'dist', 'slack-simulator', 'page'),
  });
  const app = await otherSlack.control.addApp({
    name: 'Muster',
    redirectUrls: [`http://localhost:${port}/slack/oauth_redirect`],
  });
  run = npmStart(dataDir, {
    PORT: String(port),
    SLACK_CLIENT_ID: app.clientId,
    SLACK_CLIENT_SECRET: app.clientSecret,
    SLACK_APP_TOKEN: app.appToken,
    SLACK_API_URL: otherSlack.apiUrl,
    SLACK_AUTHORIZE_URL: otherSlack.authorizeUrl,
  });
  const { slack } = await untilReady(run);
  // It brings no Slack of its own then.
  expect(slack).toBe('');
  expect(processesOf(dataDir).some(({ command }) => command.includes('dist/slack-simulator'))).toBe(false);
  await useTheBot(otherSlack.url);
});

async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1180, height: 900 } })).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Adds the bot, gives it a task, kills a worker of each kind, and asks for the list: as a newcomer is told to. */
async function useTheBot(slack: string): Promise<void> {
  const page = await newPage();
  await page.goto(slack);
  await page.getByRole('link', { name: 'Add Muster', exact: true }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  // What is written before anything is connected comes a minute later: Slack repeats it then.
  await page.getByRole('button', { name: 'Muster (connected)' }).click();
  const field = page.getByRole('textbox', { name: 'Message Muster' });
  const log = page.getByRole('log').getByRole('listitem');
  const say = async (text: string) => {
    await field.fill(text);
    await field.press('Enter');
  };
  await say('add task Ship the docs');
  await log.filter({ hasText: /Added.*Ship the docs/ }).waitFor();
  for (const app of ['dist/socket-worker', 'dist/task-worker']) {
    const pid = processesOf(dataDir).find(({ command }) => command.includes(app))?.pid;
    if (pid === undefined) throw new Error(`${app} does not run`);
    process.kill(pid, 'SIGKILL');
  }
  await say('add task Kill a worker');
  await log.filter({ hasText: /Added.*Kill a worker/ }).waitFor();
  await say('list');
  await log.filter({ hasText: /Ship the docs[\s\S]*Kill a worker/ }).waitFor();
  await page.screenshot({ path: path.join(shots, 'first-steps-chat.png') });
  await page.context().close();
}
