import { type Simulator, startSimulator } from '@muster/slack-simulator';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { generalOf, onChatPage } from './testing/chat-page-stage.ts';

describe('chatting on the page', () => {
  let simulator: Simulator;
  let page: Page;

  onChatPage((scene) => {
    ({ simulator, page } = scene);
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
    const [person] = (await generalOf(simulator)).workspace.people;
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
    const askToDelete = async () => {
      await message('Never mind').hover();
      await message('Never mind').getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete message' }).click();
    };
    await askToDelete();
    await message('Never mind').getByRole('button', { name: 'Cancel' }).click();
    await askToDelete();
    await message('Never mind').getByRole('group').getByRole('button', { name: 'Delete' }).click();
    await message('Never mind').waitFor({ state: 'detached' });
  });

  it('keeps replies in a thread beside the channel', async () => {
    await say('Who reviews?');
    await message('Who reviews?').hover();
    await message('Who reviews?').getByRole('link', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    // Its field has the focus: one can write at once.
    await thread.getByRole('textbox', { name: 'Reply' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('I do');
    await page.keyboard.press('Enter');
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
    const { workspace, team, channel } = await generalOf(simulator);
    const other = workspace.people[1];
    if (!other) throw new Error('The simulator has too few people');
    await field().pressSequentially(`hi @${other.name.slice(0, 2)}`);
    await page.getByRole('option', { name: other.name }).waitFor();
    await field().press('Tab');
    await field().pressSequentially('there');
    await field().press('Enter');
    await message(`hi @${other.name} there`).waitFor();
    const told = await simulator.control.messages({ team, channel });
    expect(told.messages.at(-1)?.text).toBe(`hi <@${other.id}> there`);
  });

  it('shows what others say without being asked again, and speaks as another person', async () => {
    const { workspace, team, channel } = await generalOf(simulator);
    const other = workspace.people[1];
    await simulator.control.say(team, channel, { user: other?.id ?? '', text: 'Live from elsewhere' });
    await message('Live from elsewhere').waitFor();
    await page.getByRole('radio', { name: other?.realName.split(' ')[0] ?? '' }).check({ force: true });
    await message('Live from elsewhere').hover();
    await message('Live from elsewhere').getByRole('button', { name: 'Edit' }).waitFor();
  });

  it('lets two people write to each other, and nobody else read it', async () => {
    const { workspace, team } = await generalOf(simulator);
    const [one, other, third] = workspace.people;
    if (!one || !other || !third) throw new Error('The simulator has too few people');
    const conversations = page.getByRole('navigation', { name: 'Conversations' });
    const become = (name: string) =>
      page.getByRole('radio', { name: name.split(' ')[0] ?? '' }).check({ force: true });
    await conversations.getByRole('button', { name: other.realName }).click();
    const direct = page.getByRole('textbox', { name: `Message ${other.realName}` });
    await direct.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Between us');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Between us').waitFor();

    await become(other.realName);
    await page.getByRole('heading', { level: 1, name: one.realName }).waitFor();
    await page.getByRole('log').getByText('Between us').waitFor();

    await become(third.realName);
    await page.getByRole('heading', { level: 1, name: 'general' }).waitFor();
    await conversations.getByRole('button', { name: one.realName }).waitFor();
    const now = (await simulator.control.state()).workspaces.find(({ id }) => id === team);
    expect(now?.channels.filter(({ kind }) => kind === 'im').map(({ members }) => members)).toEqual([
      [one.id, other.id],
    ]);
  });

  it('says when the simulator is away, and goes on by itself once it is back', async () => {
    await say('Before');
    const port = Number(new URL(simulator.url).port);
    await simulator.stop();
    await page.getByRole('status').getByText('is away').waitFor();
    await field().fill('Lost?');
    await field().press('Enter');
    await page.getByRole('alert').getByText('Not sent').waitFor();
    expect(await field().inputValue()).toBe('Lost?');
    const back = await startSimulator({ port });
    try {
      await page.getByRole('status').waitFor({ state: 'detached' });
      await message('Before').waitFor({ state: 'detached' });
      await field().press('Enter');
      await message('Lost?').waitFor();
    } finally {
      await back.stop();
    }
  });

  it('keeps what one reads further up in its place, however many messages come', async () => {
    const { team, channel, workspace } = await generalOf(simulator);
    const user = workspace.people[1]?.id ?? '';
    const write = async (words: string, count: number) => {
      for (let at = 0; at < count; at += 1)
        await simulator.control.say(team, channel, { user, text: `${words} ${at}.` });
    };
    await write('early', 210);
    await message('early 209.').waitFor();
    // More are there than a channel shows at first.
    const first = message('early 10.');
    await first.scrollIntoViewIfNeeded();
    const place = () => first.evaluate((row) => Math.round(row.getBoundingClientRect().y));
    const before = await place();
    await write('late', 8);
    await page.getByRole('button', { name: '8 new messages' }).waitFor();
    expect(await place()).toBe(before);
    await page.getByRole('button', { name: '8 new messages' }).click();
    await message('late 7.').waitFor();
  });
});
