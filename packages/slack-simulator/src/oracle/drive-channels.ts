import { ADA, BEN } from '../testing/world.ts';

export type Args = Readonly<Record<string, unknown>>;
export type Ask = (method: string, args?: Args, token?: string | null) => Promise<Record<string, unknown>>;

/** What a bot needs for it. */
export const CHANNEL_SCOPES = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];

/**
 * A bot makes a public channel and a private one, changes everything in them, and archives them. Resolves with their
 * ids.
 */
export async function driveChannels(ask: Ask): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const isPrivate of [false, true]) {
    const name = isPrivate ? 'tea-secrets' : 'tea-time';
    const { channel: made } = await ask('conversations.create', { name, is_private: isPrivate });
    const channel = (made as { id: string }).id;
    await ask('conversations.rename', { channel, name: `${name}-2` });
    await ask('conversations.setTopic', { channel, topic: 'Earl Grey' });
    await ask('conversations.setPurpose', { channel, purpose: 'Tea' });
    await ask('conversations.invite', { channel, users: `${ADA},U0NOBODY`, force: true });
    await ask('conversations.invite', { channel, users: BEN });
    await ask('conversations.kick', { channel, user: BEN });
    await ask('conversations.mark', { channel, ts: '1730000000.000100' });
    await ask('conversations.archive', { channel });
    ids.push(channel);
  }
  const { channel: several } = await ask('conversations.open', { users: `${ADA},${BEN}` });
  await ask('conversations.open', { users: BEN, return_im: true });
  const channel = (several as { id: string }).id;
  await ask('conversations.open', { channel });
  await ask('conversations.close', { channel });
  await ask('conversations.close', { channel });
  return ids;
}
