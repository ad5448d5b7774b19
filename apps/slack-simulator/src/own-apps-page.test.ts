import type { Simulator } from '@muster/slack-simulator';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { onChatPage } from './testing/chat-page-stage.ts';

const MANIFEST = {
  display_information: { name: 'Tea Time' },
  features: { bot_user: { display_name: 'tea' }, app_home: { home_tab_enabled: true } },
  oauth_config: { scopes: { bot: ['chat:write', 'im:history'] } },
  settings: {
    event_subscriptions: { bot_events: ['message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

/** A text field of the browser. */
interface Selected {
  readonly value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}

describe('the pages of own apps', () => {
  let simulator: Simulator;
  let page: Page;

  onChatPage((scene) => {
    ({ simulator, page } = scene);
  });

  const newAppUrl = (manifest: unknown) =>
    `${simulator.url}/apps?${new URLSearchParams({ new_app: '1', manifest_json: JSON.stringify(manifest) })}`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const text = () => page.getByRole('textbox', { name: 'Manifest (JSON)' });

  /** Shows a secret and takes what is on the screen, as a person would copy it. */
  async function take(label: string): Promise<string> {
    const field = page.getByRole('textbox', { name: label, exact: true });
    expect(await field.inputValue()).toMatch(/^•+$/);
    await button(`Show ${label}`).click();
    return field.inputValue();
  }

  async function create(manifest: unknown = MANIFEST): Promise<string> {
    await page.goto(newAppUrl(manifest));
    await button('Create app').click();
    await page.getByRole('heading', { name: 'App credentials' }).waitFor();
    return page.getByRole('textbox', { name: 'App ID' }).inputValue();
  }

  it('leads from a manifest link to a bot that answers in the chat', async () => {
    await simulator.control.changeSettings({ tcpLingerMs: 0 });
    const id = await create();
    expect(new URL(page.url()).pathname).toBe(`/apps/${id}`);
    const { clientSecret, signingSecret } = await simulator.control.appDetails(id);
    expect(await take('Client Secret')).toBe(clientSecret);
    expect(await take('Signing Secret')).toBe(signingSecret);
    await page.getByRole('textbox', { name: 'Token name' }).fill('mine');
    await button('Generate').click();
    const appToken = await take('Token mine');

    await page.getByRole('link', { name: 'Install to Acme' }).click();
    await page.getByRole('heading', { name: 'Tea Time wants to join' }).waitFor();
    await button('Allow').click();
    await page.getByText('Tea Time was installed to Acme.').waitFor();
    const botToken = await take('Bot token in Acme');

    const web = new WebClient(botToken, { slackApiUrl: simulator.apiUrl });
    const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl: simulator.apiUrl } });
    socket.on('message', async ({ ack, event }) => {
      await ack();
      if (!event.bot_id)
        await web.chat.postMessage({ channel: event.channel, text: `tea for ${event.text}` });
    });
    try {
      await socket.start();
      await page.getByText('Events go over sockets; 1 connected').waitFor();
      await page.getByRole('link', { name: 'Open Acme' }).click();
      await button('Write to Tea Time').click();
      const field = page.getByRole('textbox', { name: 'Message Tea Time' });
      await field.fill('Ada');
      await field.press('Enter');
      await page.getByRole('log').getByText('tea for Ada').waitFor();
    } finally {
      await socket.disconnect();
    }
  });

  it('shows every problem of a wrong manifest at its line, and creates nothing until they are mended', async () => {
    const wrong = {
      ...MANIFEST,
      setings: {},
      features: { slash_commands: [{ command: 'tea', description: 'Makes tea' }] },
    };
    await page.goto(newAppUrl(wrong));
    await button('Create app').click();
    const problems = page.getByRole('alert').getByRole('listitem');
    await problems.filter({ hasText: '/setings' }).waitFor();
    const problem = problems.filter({ hasText: '/features/slash_commands/0/command' });
    const lines = (await text().inputValue()).split('\n');
    const line = lines.findIndex((one) => one.includes('"command"')) + 1;
    await problem.getByRole('button', { name: `Line ${line}`, exact: true }).click();
    const selected = await text().evaluate((field) => {
      const { value, selectionStart, selectionEnd } = field as unknown as Selected;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(selected).toBe('"command": "tea"');
    expect((await simulator.control.state()).apps).toEqual([]);
    await text().fill('display_information:\n  name: Tea');
    await button('Create app').click();
    await page.getByRole('alert').getByText('This is not JSON').waitFor();
    await text().fill(JSON.stringify(MANIFEST));
    await button('Create app').click();
    await page.getByRole('heading', { name: 'App credentials' }).waitFor();
  });

  it('changes an app by its manifest, and survives a reload', async () => {
    await create();
    const changed = { ...MANIFEST, display_information: { name: 'Mate' } };
    await text().fill(JSON.stringify(changed));
    await button('Save changes').click();
    await page.getByRole('heading', { name: 'Mate', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Mate', exact: true }).waitFor();
    expect(JSON.parse(await text().inputValue())).toEqual(changed);
    await page.getByRole('switch', { name: 'Socket Mode' }).click();
    await page.getByRole('switch', { name: 'Socket Mode', checked: false }).waitFor();
    expect((await simulator.control.state()).apps[0]?.socketMode).toBe(false);
  });

  it('revokes a token, uninstalls, and deletes an app for good', async () => {
    const id = await create();
    const { team } = await simulator.control.install('T0ACME00001', id);
    const [first] = (await simulator.control.appDetails(id)).tokens;
    await button(`Revoke ${first?.name}`).click();
    await button('Revoke').click();
    await page.getByText('calls with it answer token_revoked').waitFor();
    await button('Uninstall from Acme').click();
    await button('Uninstall').click();
    await page.getByRole('link', { name: 'Install to Acme' }).waitFor();
    const acme = (await simulator.control.state()).workspaces.find((one) => one.id === team);
    expect(acme?.apps).toMatchObject([{ installed: false }]);
    await button('Delete Tea Time').click();
    await button('Delete for good').press('Escape');
    await button('Delete Tea Time').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await button('Delete for good').click();
    await page.getByText('No app yet').waitFor();
    expect((await simulator.control.state()).apps).toEqual([]);
    await page.goto(`${simulator.url}/apps/${id}`);
    await page.getByText(`There is no app ${id} here`).waitFor();
  });

  it('copies a secret without showing it', async () => {
    const id = await create();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button('Copy Client Secret').click();
    await page.getByText('Client Secret: copied').waitFor();
    const { clientSecret } = await simulator.control.appDetails(id);
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(clientSecret);
    expect(await page.content()).not.toContain(clientSecret);
  });

  it('is reached from the chat, and leads back to the same conversation', async () => {
    const { workspaces } = await simulator.control.state();
    const channel = workspaces[0]?.channels.find((one) => one.name === 'daily');
    await page.getByRole('link', { name: 'daily' }).click();
    await page.getByRole('textbox', { name: 'Message #daily' }).waitFor();
    await page.getByRole('link', { name: 'Create and manage apps' }).click();
    await page.getByRole('heading', { name: 'Your apps' }).waitFor();
    await page.getByRole('link', { name: 'Create app' }).click();
    await text().waitFor();
    await page.getByRole('link', { name: 'Back to the chat' }).click();
    await page.getByRole('textbox', { name: 'Message #daily' }).waitFor();
    expect(new URL(page.url()).searchParams.get('channel')).toBe(channel?.id);
  });

  it('comes back from the consent page without an installation when it is denied', async () => {
    const id = await create();
    await page.getByRole('link', { name: 'Install to Globex' }).click();
    await button('Cancel').click();
    await page.getByRole('link', { name: 'Install to Globex' }).waitFor();
    expect((await simulator.control.appDetails(id)).botTokens).toEqual([]);
  });
});
