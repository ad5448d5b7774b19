import { GENERAL } from '../testing/world.ts';
import type { Ask } from './drive-channels.ts';

/** What a bot needs for it. */
export const FILE_SCOPES = ['files:read', 'files:write'];

/** A bot shows a picture in these channels, looks at what is there, and deletes it. */
export async function driveFiles(ask: Ask, channels: readonly string[]): Promise<void> {
  const content = 'no picture at all';
  const about = { filename: 'tea.png', length: content.length, alt_txt: 'a cup' };
  const { upload_url, file_id: file } = await ask('files.getUploadURLExternal', about);
  await fetch(String(upload_url), { method: 'POST', body: content });
  await ask('files.completeUploadExternal', {
    files: [{ id: file, title: 'Tea' }],
    channels: channels.join(','),
    initial_comment: 'look',
  });
  await ask('files.info', { file });
  await ask('files.list', { types: 'images' });
  await ask('conversations.history', { channel: GENERAL, limit: 1 });
  await ask('files.delete', { file });
}
