import type { Control } from '../control/control.ts';
import type { SimAppCredentials } from '../control/requests.ts';
import { startSimulator } from '../start-simulator.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';
import { driveViews } from './drive-views.ts';

export interface Answer {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Args = Readonly<Record<string, unknown>>;
type Ask = (method: string, args?: Args, token?: string | null) => Promise<Record<string, unknown>>;

const DAILY = 'C0ACMEDAILY';
const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';
const BLOCKS = [
  { type: 'section', text: { type: 'mrkdwn', text: '*Tea*' } },
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } }],
  },
];

/** Calls every method of the Web API with success, some of them in several ways. Resolves with the answers. */
export async function driveMethods(): Promise<readonly Answer[]> {
  const simulator = await startSimulator();
  const answers: Answer[] = [];
  try {
    const { control } = simulator;
    await control.changeSettings({ rateLimits: false, unfurls: false });
    const families = ['channels', 'groups', 'im', 'mpim'].flatMap((one) =>
      ['history', 'read', 'write'].map((verb) => `${one}:${verb}`),
    );
    const app = await control.addApp({
      redirectUrls: [REDIRECT],
      scopes: ['chat:write', 'reactions:write', 'users:read', 'team:read', 'channels:join', ...families],
      userScopes: ['channels:read'],
    });
    const { botToken, botId } = await control.install(ACME, app.id, { channels: [GENERAL] });
    const ask: Ask = async (method, args = {}, token = botToken) => {
      const body = await api(simulator.apiUrl, method, token, args);
      answers.push({ method, body });
      return body;
    };
    await ask('api.test', { foo: 'bar' }, null);
    await ask('auth.test');
    await ask('apps.connections.open', {}, app.appToken);
    await readPlaces(ask, botId);
    await write(ask, control);
    await driveViews(ask, control, simulator.apiUrl, app);
    await comeAndGo(ask, app, simulator.authorizeUrl);
    return answers;
  } finally {
    await simulator.stop();
  }
}

async function readPlaces(ask: Ask, botId: string): Promise<void> {
  await ask('team.info');
  await ask('users.list');
  await ask('users.info', { user: ADA });
  await ask('bots.info', { bot: botId });
  await ask('conversations.open', { users: ADA });
  await ask('conversations.list', { types: 'public_channel,private_channel,im,mpim', limit: 2 });
  await ask('conversations.list', { types: 'im' });
  await ask('conversations.info', { channel: GENERAL });
  await ask('conversations.members', { channel: GENERAL });
  await ask('conversations.join', { channel: DAILY });
  await ask('conversations.leave', { channel: DAILY });
}

async function write(ask: Ask, control: Control): Promise<void> {
  const { ts: said } = await control.say(ACME, GENERAL, { user: ADA, text: 'see <https://example.com>' });
  await control.unfurl(ACME, GENERAL, said);
  await control.edit(ACME, GENERAL, said, { user: ADA, text: 'see there' });
  await ask('reactions.add', { channel: GENERAL, timestamp: said, name: 'eyes' });
  const metadata = { event_type: 'made', event_payload: { id: 1 } };
  const { ts } = await ask('chat.postMessage', { channel: GENERAL, text: 'tea', blocks: BLOCKS, metadata });
  await ask('chat.postMessage', { channel: GENERAL, text: 'hi', thread_ts: said, reply_broadcast: true });
  await ask('chat.postMessage', { channel: GENERAL, attachments: [{ text: 'more', color: '#36a64f' }] });
  await ask('chat.postEphemeral', { channel: GENERAL, user: ADA, text: 'psst' });
  await ask('chat.update', { channel: GENERAL, ts, text: 'coffee' });
  await ask('chat.getPermalink', { channel: GENERAL, message_ts: ts });
  await ask('conversations.history', { channel: GENERAL, include_all_metadata: true });
  await ask('conversations.history', { channel: GENERAL, limit: 1 });
  await ask('conversations.replies', { channel: GENERAL, ts: said });
  await ask('reactions.remove', { channel: GENERAL, timestamp: said, name: 'eyes' });
  await ask('chat.delete', { channel: GENERAL, ts });
}

/** By OAuth with a person's token too, then out again in both ways. */
async function comeAndGo(ask: Ask, app: SimAppCredentials, authorizeUrl: string): Promise<void> {
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  const asked = {
    client_id: app.clientId,
    redirect_uri: REDIRECT,
    scope: 'chat:write',
    user_scope: 'channels:read',
  };
  const consent = await fetch(`${authorizeUrl}?${new URLSearchParams(asked)}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'allow', who: `${ACME}:${BEN}` }),
  });
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code');
  const { authed_user } = await ask('oauth.v2.access', { ...secrets, code, redirect_uri: REDIRECT }, null);
  const { access_token } = authed_user as { access_token: string };
  await ask('auth.test', {}, access_token);
  await ask('auth.revoke', {}, access_token);
  await ask('apps.uninstall', secrets);
}
