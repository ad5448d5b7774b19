import type { Control } from '../control/control.ts';
import { EVENT_TYPES } from '../events/event-types.ts';
import { startSimulator } from '../start-simulator.ts';
import { INITECH, LAB, ORG_SEED } from '../testing/org-world.ts';
import { api, openRaw } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, DAN, GENERAL, GLOBEX, LEADS } from '../testing/world.ts';
import { CHANNEL_SCOPES, driveChannels } from './drive-channels.ts';
import { driveFiles, FILE_SCOPES } from './drive-files.ts';
import { driveKeepsakes, KEEPSAKE_SCOPES } from './drive-keepsakes.ts';

export type Payload = Readonly<Record<string, unknown>> & {
  readonly event: Readonly<Record<string, unknown>>;
};

/** Every form of a message that it shows: subtype and type of channel. */
export const MESSAGE_FORMS: readonly string[] = [
  ...[
    undefined,
    'message_changed',
    'message_deleted',
    'thread_broadcast',
    'file_share',
    'me_message',
  ].flatMap((subtype) => ['channel', 'group', 'im', 'mpim'].map((kind) => `${subtype} ${kind}`)),
  ...['archive', 'unarchive', 'name', 'topic', 'purpose'].flatMap((what) =>
    ['channel', 'group'].map((kind) => `channel_${what} ${kind}`),
  ),
];

const KINDS = ['channels', 'groups', 'im', 'mpim'];

/** Makes a workspace do everything that apps hear of. Resolves with the payloads that an app was sent. */
export async function driveEvents(): Promise<readonly Payload[]> {
  const simulator = await startSimulator({ seed: ORG_SEED });
  try {
    const { control } = simulator;
    await control.changeSettings({ pingIntervalMs: 0, tcpLingerMs: 0, rateLimits: false });
    const app = await control.addApp({
      events: [...EVENT_TYPES, ...KINDS.map((kind) => `message.${kind}`)],
      scopes: [
        'app_mentions:read',
        'chat:write',
        'reactions:read',
        'users:read',
        'channels:read',
        'groups:read',
        ...CHANNEL_SCOPES,
        ...FILE_SCOPES,
        ...KEEPSAKE_SCOPES,
        ...KINDS.map((kind) => `${kind}:history`),
      ],
    });
    const { botUserId, botToken } = await control.install(ACME, app.id, { channels: [GENERAL, LEADS] });
    const client = await openRaw(simulator.apiUrl, app.appToken);
    await client.frame('hello');
    const { mpim, im } = await talk(control, app.id, botUserId);
    await connect(control, botUserId);
    await control.changePerson(ACME, BEN, { realName: 'Benjamin Ito' });
    await control.invite(ACME, 'C0ACMEDAILY', botUserId);
    await control.kick(ACME, GENERAL, BEN);
    const ask = (method: string, args = {}) => api(simulator.apiUrl, method, botToken, args);
    await driveFiles(ask, [GENERAL, LEADS, mpim, ADA]);
    for (const channel of [GENERAL, LEADS, mpim, im]) {
      const { ts } = await control.say(ACME, channel, { user: ADA, text: 'tea' });
      await driveKeepsakes(ask, channel, ts);
    }
    const channels = await driveChannels(ask);
    for (const channel of channels) {
      await control.archiveChannel(ACME, channel, false);
      await control.kick(ACME, channel, botUserId);
    }
    await control.uninstall(ACME, app.id);
    await control.installOrg(INITECH, app.id);
    await control.setOrgAccess(INITECH, app.id, LAB, false);
    await control.setOrgAccess(INITECH, app.id, LAB, true);
    await control.uninstallOrg(INITECH, app.id);
    const sent = (await control.record({ limit: 1_000 })).deliveries.length;
    const envelopes = () => client.frames.filter(({ type }) => type === 'events_api');
    await until(() => envelopes().length >= sent, 'every payload');
    return envelopes().map(({ payload }) => payload as unknown as Payload);
  } finally {
    await simulator.stop();
  }
}

/** A channel that another workspace has for a while, and what its people do there. */
async function connect(control: Control, bot: string): Promise<void> {
  await control.shareChannel(ACME, GENERAL, GLOBEX);
  const { ts } = await control.say(GLOBEX, GENERAL, { user: DAN, text: `<@${bot}> from afar` });
  await control.react(GLOBEX, GENERAL, ts, { user: DAN, name: 'eyes' });
  await control.edit(GLOBEX, GENERAL, ts, { user: DAN, text: `<@${bot}> from far away` });
  const thread = { thread_ts: ts, reply_broadcast: true };
  await control.say(ACME, GENERAL, { user: ADA, text: 'nearer', ...thread });
  await control.remove(GLOBEX, GENERAL, ts, DAN);
  await control.kick(GLOBEX, GENERAL, DAN);
  await control.unshareChannel(ACME, GENERAL, GLOBEX);
}

/** Messages of every form in every kind of channel. Resolves with the direct ones. */
async function talk(
  control: Control,
  appId: string,
  bot: string,
): Promise<{ readonly mpim: string; readonly im: string }> {
  const { id: mpim } = await control.addChannel(ACME, {
    name: 'mpdm-ada--ben--bot-1',
    kind: 'mpim',
    members: [ADA, BEN, bot],
  });
  const { channel: im } = await control.openIm(ACME, { user: ADA, appId });
  for (const channel of [GENERAL, LEADS, mpim, im]) {
    const say = (text: string, more = {}) => control.say(ACME, channel, { user: ADA, text, ...more });
    const { ts } = await say(`<@${bot}> *tea* &amp; <https://example.com|cake> :tada: for <!here>`);
    await control.unfurl(ACME, channel, ts);
    await control.react(ACME, channel, ts, { user: ADA, name: 'eyes' });
    await control.unreact(ACME, channel, ts, { user: ADA, name: 'eyes' });
    await control.edit(ACME, channel, ts, { user: ADA, text: `<@${bot}> coffee` });
    await say('my cup', { files: [{ name: 'cup.png', content: 'bm8gcGljdHVyZQ==' }] });
    await say('in the thread', { thread_ts: ts });
    await say('for everyone', { thread_ts: ts, reply_broadcast: true });
    const { ts: other } = await say('gone soon');
    await control.remove(ACME, channel, other, ADA);
    await control.remove(ACME, channel, ts, ADA);
  }
  return { mpim, im };
}
