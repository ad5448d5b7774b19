import type { Simulator } from '@muster/slack-simulator';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onChatPage } from './testing/chat-page-stage.ts';

describe('sharing a channel between workspaces on the page', () => {
  let simulator: Simulator;
  let page: Page;

  onChatPage((scene) => {
    ({ simulator, page } = scene);
  });

  const conversations = () => page.getByRole('navigation', { name: 'Conversations' });
  const visit = async (workspace: string, channel: string) => {
    await page.goto(`${simulator.url}/workspaces/${workspace}/`);
    await conversations().getByRole('link', { name: channel }).click();
    await page.getByRole('heading', { level: 1, name: channel }).waitFor();
  };
  const openMembers = () => page.getByRole('button', { name: /^Members/ }).click();
  const sharing = () => page.getByRole('dialog').getByRole('list', { name: 'Slack Connect' });

  it('lets the other workspace read and write, until it is taken back', async () => {
    await visit('acme', 'daily');
    await openMembers();
    await sharing().getByRole('button', { name: 'Share with Globex' }).click();
    await sharing().getByRole('button', { name: 'Stop sharing with Globex' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTitle('A Slack Connect channel').getByText('Globex').waitFor();

    await visit('globex', 'daily');
    await page.getByRole('textbox', { name: 'Message #daily' }).fill('Hello from Globex');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Hello from Globex').waitFor();
    // It belongs to the other workspace, which decides.
    await openMembers();
    await page.getByRole('dialog').getByRole('list', { name: 'Members' }).waitFor();
    expect(await sharing().count()).toBe(0);

    await visit('acme', 'daily');
    await page.getByRole('log').getByText('Hello from Globex').waitFor();
    await openMembers();
    await sharing().getByRole('button', { name: 'Stop sharing with Globex' }).click();
    await sharing().getByRole('button', { name: 'Share with Globex' }).waitFor();

    await page.goto(`${simulator.url}/workspaces/globex/`);
    await conversations().getByRole('link', { name: 'general' }).waitFor();
    expect(await conversations().getByRole('link', { name: 'daily' }).count()).toBe(0);
  });
});
