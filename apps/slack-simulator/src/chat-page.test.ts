import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../scenarios/support/chromium.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PAGE_SOURCE = path.join(import.meta.dirname, 'page');

describe('the chat page in a browser', () => {
  const pageDir = mkdtempSync(path.join(tmpdir(), 'chat-page-'));
  let browser: Browser;
  let simulator: Simulator;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    await buildPage(pageDir);
    browser = await launchChromium(ROOT);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(pageDir, { recursive: true, force: true });
  });

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, host: '127.0.0.1', pageDir });
    page = await browser.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('dialog', (dialog) => {
      problems.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    await page.goto(simulator.url);
    await field().waitFor();
  });
  afterEach(async () => {
    await page.close();
    await simulator.stop();
    expect(problems).toEqual([]);
  });

  const field = () => page.getByRole('textbox', { name: 'Message #general' });
  const messages = () => page.getByRole('log', { name: 'Messages in #general' }).getByRole('listitem');
  const message = (text: string) => messages().filter({ hasText: text });
  const say = async (text: string) => {
    await field().fill(text);
    await field().press('Enter');
    await message(text).waitFor();
  };

  it('shows what a person says, with their name, and empties the field', async () => {
    await say('Good morning');
    const [person] = (await firstWorkspace()).people;
    expect(await message('Good morning').textContent()).toContain(person?.realName);
    expect(await field().inputValue()).toBe('');
  });

  it('breaks the line on Shift+Enter instead of sending', async () => {
    await field().fill('first');
    await field().press('Shift+Enter');
    await field().pressSequentially('second');
    await field().press('Enter');
    await message('second').waitFor();
    expect(await message('second').textContent()).toContain('firstsecond');
  });

  it('changes an own message and marks it as edited', async () => {
    await say('Helo world');
    await message('Helo world').hover();
    await message('Helo world').getByRole('button', { name: 'Edit' }).click();
    const editor = page.getByRole('textbox', { name: 'Edit message' });
    expect(await editor.inputValue()).toBe('Helo world');
    await editor.fill('Hello world');
    await editor.press('Enter');
    await message('Hello world').getByText('(edited)').waitFor();
    expect(await message('Helo world').count()).toBe(0);
  });

  it('deletes an own message after asking', async () => {
    await say('Never mind');
    await message('Never mind').hover();
    await message('Never mind').getByRole('button', { name: 'Delete' }).click();
    await message('Never mind').getByRole('button', { name: 'Cancel' }).click();
    await message('Never mind').hover();
    await message('Never mind').getByRole('button', { name: 'Delete' }).click();
    await message('Never mind').getByRole('group').getByRole('button', { name: 'Delete' }).click();
    await message('Never mind').waitFor({ state: 'detached' });
  });

  it('keeps replies in a thread beside the channel', async () => {
    await say('Who reviews?');
    await message('Who reviews?').hover();
    await message('Who reviews?').getByRole('link', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('textbox', { name: 'Reply' }).fill('I do');
    await thread.getByRole('textbox', { name: 'Reply' }).press('Enter');
    await thread.getByRole('listitem').filter({ hasText: 'I do' }).waitFor();
    await message('Who reviews?').getByRole('link', { name: '1 reply' }).waitFor();
    expect(await message('I do').count()).toBe(0);
    await page.reload();
    await thread.getByRole('listitem').filter({ hasText: 'I do' }).waitFor();
  });

  it('shows hostile text as text', async () => {
    const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script> &lt;b&gt; *<i>*`;
    await field().fill(hostile);
    await field().press('Enter');
    await message('onerror').waitFor();
    expect(await message('onerror').textContent()).toContain(
      '<img src=x onerror="alert(1)"><script>alert(2)</script> &lt;b&gt; <i>',
    );
    expect(await messages().locator('img, script, i').count()).toBe(0);
  });

  it('completes a mention and sends it as Slack does', async () => {
    const [first, other] = (await firstWorkspace()).people;
    if (!first || !other) throw new Error('The simulator has too few people');
    await field().pressSequentially(`hi @${other.name.slice(0, 2)}`);
    await page.getByRole('option', { name: other.name }).waitFor();
    await field().press('Tab');
    await field().pressSequentially('there');
    await field().press('Enter');
    await message(`hi @${other.name} there`).waitFor();
    const { team, channel } = await generalChannel();
    const told = await simulator.control.messages({ team, channel });
    expect(told.messages.at(-1)?.text).toBe(`hi <@${other.id}> there`);
  });

  it('shows what others say without being asked again, and speaks as another person', async () => {
    const { team, channel } = await generalChannel();
    const other = (await firstWorkspace()).people[1];
    await simulator.control.say(team, channel, { user: other?.id ?? '', text: 'Live from elsewhere' });
    await message('Live from elsewhere').waitFor();
    await page.getByRole('radio', { name: other?.realName.split(' ')[0] ?? '' }).check({ force: true });
    await message('Live from elsewhere').hover();
    await message('Live from elsewhere').getByRole('button', { name: 'Edit' }).waitFor();
  });

  it('leads from a workspace without the bot to its installation', async () => {
    await simulator.control.addApp({
      name: 'Muster',
      installUrl: 'http://localhost:1/slack/install',
    });
    const link = page.getByRole('link', { name: 'Add Muster' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('http://localhost:1/slack/install');
  });

  it('offers commands to try in the direct message of an installed bot, until it is removed', async () => {
    const { id: team } = await firstWorkspace();
    const app = await simulator.control.addApp({ name: 'Muster' });
    await simulator.control.install(team, app.id);
    await page.getByRole('button', { name: /^Muster/ }).click();
    const direct = page.getByRole('textbox', { name: 'Message Muster' });
    await page.getByRole('button', { name: 'add task Ship docs' }).click();
    expect(await direct.inputValue()).toBe('add task Ship docs');
    await direct.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'add task Ship docs' }).waitFor();
    await page.getByRole('button', { name: 'Remove app' }).click();
    await page.getByRole('button', { name: 'Remove Muster' }).click();
    await page.getByRole('link', { name: 'Add Muster' }).waitFor();
  });

  async function firstWorkspace() {
    const [workspace] = (await simulator.control.state()).workspaces;
    if (!workspace) throw new Error('The simulator has no workspace');
    return workspace;
  }

  async function generalChannel() {
    const workspace = await firstWorkspace();
    const channel = workspace.channels.find((one) => one.name === 'general');
    if (!channel) throw new Error('The workspace has no #general');
    return { team: workspace.id, channel: channel.id };
  }
});

/** Bundles the page as the project's build does. */
async function buildPage(outdir: string): Promise<void> {
  await build({
    entryPoints: [path.join(PAGE_SOURCE, 'main.tsx')],
    outdir,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await copyFile(path.join(PAGE_SOURCE, 'index.html'), path.join(outdir, 'index.html'));
}
