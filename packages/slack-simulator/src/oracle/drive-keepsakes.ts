import { ADA } from '../testing/world.ts';
import type { Ask } from './drive-channels.ts';

/** What a bot needs for it. */
export const KEEPSAKE_SCOPES = ['pins:read', 'pins:write', 'reactions:read', 'emoji:read', 'usergroups:read'];

/** A bot acts, pins, looks at what was pinned and liked, and writes for later. `ts`: a message that somebody liked. */
export async function driveKeepsakes(ask: Ask, channel: string, ts: string): Promise<void> {
  await ask('pins.add', { channel, timestamp: ts });
  await ask('pins.list', { channel });
  await ask('pins.remove', { channel, timestamp: ts });
  await ask('reactions.get', { channel, timestamp: ts });
  await ask('reactions.list', { user: ADA });
  await ask('emoji.list');
  await ask('usergroups.list');
  await ask('chat.meMessage', { channel, text: 'drinks tea' });
  const post_at = Math.floor(Date.now() / 1_000) + 3_600;
  const { scheduled_message_id } = await ask('chat.scheduleMessage', { channel, text: 'later', post_at });
  await ask('chat.scheduledMessages.list', { channel });
  await ask('chat.deleteScheduledMessage', { channel, scheduled_message_id });
}
