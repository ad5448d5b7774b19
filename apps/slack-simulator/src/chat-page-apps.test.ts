import type { Simulator } from '@muster/slack-simulator';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { generalOf, onChatPage } from './testing/chat-page-stage.ts';

describe('apps on the chat page', () => {
  let simulator: Simulator;
  let page: Page;

  onChatPage((scene) => {
    ({ simulator, page } = scene);
  });

  const message = (text: string) => page.getByRole('log').getByRole('listitem').filter({ hasText: text });

  it('leads from a workspace without the bot to its installation', async () => {
    await simulator.control.addApp({ name: 'Muster', installUrl: 'http://localhost:1/slack/install' });
    const link = page.getByRole('link', { name: 'Add Muster', exact: true });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('http://localhost:1/slack/install');
  });

  it('asks, on the way to an installation, for the workspace and person that one comes from', async () => {
    const app = await simulator.control.addApp({ name: 'Muster', redirectUrls: [`${simulator.url}/`] });
    const [, other] = (await simulator.control.state()).workspaces;
    const person = other?.people[1];
    await page.goto(`${other?.url}?as=${person?.id}`);
    await page.getByRole('link', { name: `Add ${app.name} to ${other?.name}` }).click();
    await page.getByRole('heading', { name: 'Muster wants to join' }).waitFor();
    expect(await page.getByRole('radio', { name: person?.realName ?? '' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('textbox', { name: 'Message #general' }).waitFor();
    const me = page.getByRole('radio', { name: person?.realName.split(' ')[0] ?? '' });
    expect(await me.isChecked()).toBe(true);
  });

  it('leads on to the direct message of a bot that was just installed', async () => {
    const { team } = await generalOf(simulator);
    await install();
    await page.getByRole('button', { name: 'Write to Muster' }).click();
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
    const [person] = (await generalOf(simulator)).workspace.people;
    await page.getByText(`This is ${person?.realName}’s direct message`).waitFor();
    await simulator.control.setActive(team, false);
    await page.getByText('was deactivated').waitFor();
  });

  it('offers commands that were not tried yet in the direct message of a bot, until it is removed', async () => {
    await install();
    await page.getByRole('button', { name: /^Muster/ }).click();
    const field = page.getByRole('textbox', { name: 'Message Muster' });
    await page.getByRole('button', { name: 'add task Ship docs' }).click();
    expect(await field.inputValue()).toBe('add task Ship docs');
    await field.press('Enter');
    await message('add task Ship docs').waitFor();
    await page.getByRole('button', { name: 'add task Ship docs' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'meeting 3pm Retro' }).waitFor();
    await page.getByRole('button', { name: 'Remove app' }).click();
    await page.getByRole('button', { name: 'Remove Muster' }).click();
    await page.getByRole('link', { name: 'Add Muster', exact: true }).waitFor();
  });

  it('no longer shows a bot whose token its own app revoked', async () => {
    const bot = await install();
    await page.getByRole('button', { name: /^Muster/ }).click();
    await page.getByRole('textbox', { name: 'Message Muster' }).waitFor();
    await call('auth.revoke', bot.botToken, {});
    await page.getByRole('link', { name: 'Add Muster', exact: true }).waitFor();
    await page.getByText('Muster was removed from Acme').waitFor();
    await page.getByRole('textbox').waitFor({ state: 'detached' });
  });

  it('brings a bot into a channel', async () => {
    const bot = await install();
    await page.getByRole('button', { name: 'Add Muster to channel' }).click();
    await page.getByText('people and Muster').waitFor();
    const { workspace, channel } = await generalOf(simulator);
    expect(workspace.channels.find((one) => one.id === channel)?.members).toContain(bot.botUserId);
  });

  it('draws what a bot posts: blocks, and what only one person sees', async () => {
    const { workspace, channel } = await generalOf(simulator);
    const [reader, other] = workspace.people;
    const bot = await install([channel]);
    await call('chat.postMessage', bot.botToken, {
      channel,
      text: 'twin',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Your plan' } },
        { type: 'section', text: { type: 'mrkdwn', text: `*1* Ship docs for <@${reader?.id}>` } },
      ],
    });
    await message('Your plan').getByText(`@${reader?.name}`).waitFor();
    await call('chat.postEphemeral', bot.botToken, { channel, user: reader?.id, text: 'a *secret*' });
    await message('a secret').getByText('Only visible to you').waitFor();
    await page.getByRole('radio', { name: other?.realName.split(' ')[0] ?? '' }).check({ force: true });
    await message('a secret').waitFor({ state: 'detached' });
    await message('Your plan').waitFor();
    expect(await message('Your plan').count()).toBe(1);
  });

  async function install(channels: readonly string[] = []) {
    const { team } = await generalOf(simulator);
    const app = await simulator.control.addApp({ name: 'Muster' });
    return simulator.control.install(team, app.id, { channels });
  }

  async function call(method: string, token: string, body: Record<string, unknown>) {
    const response = await fetch(`${simulator.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { ok: boolean; url?: string; error?: string };
    expect(answer).toMatchObject({ ok: true });
    return answer;
  }
});
