import { describe, expect, it } from 'vitest';
import { generalOf, onChatPage, type Scene } from './testing/chat-page-stage.ts';

/** One blue point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('files and changes of a channel on the page', () => {
  let scene: Scene;
  onChatPage((opened) => {
    scene = opened;
  });

  it('a file has its name, kind and size, and a picture is seen', async () => {
    const { page, simulator } = scene;
    const { workspace, team, channel } = await generalOf(simulator);
    const user = workspace.people[0]?.id ?? '';
    await simulator.control.say(team, channel, {
      user,
      text: 'my cup',
      files: [
        { name: 'cup.png', content: PICTURE, altText: 'a blue cup' },
        { name: 'notes.txt', content: Buffer.from('Earl Grey').toString('base64') },
      ],
    });
    await page.getByRole('link', { name: /notes\.txt Plain Text · 9 bytes/ }).waitFor();
    const picture = page.getByRole('img', { name: 'a blue cup' });
    await picture.waitFor();
    await page.waitForFunction("document.querySelector('.message-file img').naturalWidth === 1");
  });

  it('a channel that was archived says so in a line that is nobody’s to edit', async () => {
    const { page, simulator } = scene;
    const { workspace, team, channel } = await generalOf(simulator);
    const user = workspace.people[0]?.id ?? '';
    await simulator.control.say(team, channel, { user, text: 'the last word' });
    for (const archived of [true, false]) await simulator.control.archiveChannel(team, channel, archived);
    const line = page.locator('.message-event', { hasText: 'un-archived the channel' });
    await line.waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).waitFor();
    expect(await line.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    const message = page.locator('.message', { hasText: 'the last word' });
    await message.hover();
    await message.getByRole('button', { name: 'Edit' }).waitFor();
  });
});
