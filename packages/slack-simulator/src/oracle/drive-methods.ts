import type { Control } from '../control/control.ts';
import type { SimAppCredentials } from '../control/requests.ts';
import { startSimulator } from '../start-simulator.ts';
import { INITECH, LAB, LAB_GENERAL, ORG_SEED, PETER } from '../testing/org-world.ts';
import { api } from '../testing/raw-client.ts';
import { ACME, ADA, BEN, DAN, GENERAL, GLOBEX } from '../testing/world.ts';
import { type Ask, CHANNEL_SCOPES, driveChannels } from './drive-channels.ts';
import { driveFiles, FILE_SCOPES } from './drive-files.ts';
import { driveKeepsakes, KEEPSAKE_SCOPES } from './drive-keepsakes.ts';

export interface Answer {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const PERSON_SCOPES = ['channels:read', 'channels:write'];
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
  const simulator = await startSimulator({ seed: ORG_SEED });
  const answers: Answer[] = [];
  try {
    const { control } = simulator;
    await control.changeSettings({ rateLimits: false, unfurls: false });
    const families = ['channels', 'groups', 'im', 'mpim'].flatMap((one) =>
      ['history', 'read', 'write'].map((verb) => `${one}:${verb}`),
    );
    const app = await control.addApp({
      redirectUrls: [REDIRECT],
      scopes: [
        'chat:write',
        'reactions:write',
        'users:read',
        'users:read.email',
        'users.profile:read',
        'users:write',
        'team:read',
        'channels:join',
        ...CHANNEL_SCOPES,
        ...FILE_SCOPES,
        ...KEEPSAKE_SCOPES,
        ...families,
      ],
      userScopes: PERSON_SCOPES,
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
    await meetStrangers(ask, control);
    await driveFiles(ask, [GENERAL, ADA]);
    const channels = await driveChannels(ask);
    await asPerson(ask, { app, authorizeUrl: simulator.authorizeUrl, channel: channels[0] });
    await renew(ask, control, simulator.authorizeUrl);
    await signIn(ask, app, simulator.url);
    await forOrganisation(ask, control, app, simulator.authorizeUrl);
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
  await ask('users.lookupByEmail', { email: 'ada@acme.example' });
  await ask('users.profile.get', { user: ADA });
  await ask('users.getPresence', { user: ADA });
  await ask('users.getPresence');
  await ask('users.setPresence', { presence: 'away' });
  await ask('users.conversations', { types: 'public_channel,private_channel,im,mpim' });
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
  await control.react(ACME, GENERAL, said, { user: ADA, name: 'tea' });
  await driveKeepsakes(ask, GENERAL, said);
  await ask('reactions.remove', { channel: GENERAL, timestamp: said, name: 'eyes' });
  await ask('chat.delete', { channel: GENERAL, ts });
}

/** What only people may do. */
async function asPerson(
  ask: Ask,
  {
    app,
    authorizeUrl,
    channel,
  }: { readonly app: SimAppCredentials; readonly authorizeUrl: string; readonly channel: string | undefined },
): Promise<void> {
  const token = await personToken(ask, app, authorizeUrl);
  await ask('conversations.unarchive', { channel }, token);
  await ask('auth.revoke', {}, token);
}

/** A channel that another workspace has too. */
async function meetStrangers(ask: Ask, control: Control): Promise<void> {
  await control.shareChannel(ACME, GENERAL, GLOBEX);
  await control.say(GLOBEX, GENERAL, { user: DAN, text: 'hello' });
  await ask('users.info', { user: DAN });
  await ask('conversations.info', { channel: GENERAL });
  await ask('conversations.list');
  await ask('conversations.join', { channel: GENERAL });
  await ask('conversations.history', { channel: GENERAL });
}

/** An app that rotates its tokens: of a bot and of a person, by a code, by an exchange, and refreshed. */
async function renew(ask: Ask, control: Control, authorizeUrl: string): Promise<void> {
  const app = await control.addApp({ redirectUrls: [REDIRECT] });
  const { botToken } = await control.install(ACME, app.id);
  await control.changeApp(app.id, { tokenRotation: true });
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  await ask('oauth.v2.exchange', { ...secrets, token: botToken }, null);
  const code = await consent(app, authorizeUrl);
  const { refresh_token, authed_user } = await ask(
    'oauth.v2.access',
    { ...secrets, code, redirect_uri: REDIRECT },
    null,
  );
  for (const one of [refresh_token, (authed_user as Record<string, unknown>).refresh_token])
    await ask('oauth.v2.access', { ...secrets, grant_type: 'refresh_token', refresh_token: one }, null);
}

/** An app for a whole organisation. */
async function forOrganisation(
  ask: Ask,
  control: Control,
  app: SimAppCredentials,
  authorizeUrl: string,
): Promise<void> {
  const asked = { scope: 'users:read,team:read,channels:read,chat:write' };
  const code = await consent(app, authorizeUrl, asked, `${INITECH}:${PETER}`);
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  const installed = await ask('oauth.v2.access', { ...secrets, code, redirect_uri: REDIRECT }, null);
  const token = String(installed.access_token);
  await control.invite(LAB, LAB_GENERAL, String(installed.bot_user_id));
  await ask('auth.test', {}, token);
  await ask('auth.teams.list', { limit: 1 }, token);
  await ask('team.info', { team_id: LAB }, token);
  await ask('users.info', { user: PETER }, token);
  await ask('users.list', { team_id: LAB }, token);
  await ask('conversations.list', { team_id: LAB }, token);
  await ask('chat.postMessage', { channel: LAB_GENERAL, text: 'tea' }, token);
}

/** Ben says who he is. */
async function signIn(ask: Ask, app: SimAppCredentials, url: string): Promise<void> {
  const asked = { scope: 'openid profile email', nonce: 'n' };
  const code = await consent(app, `${url}/openid/connect/authorize`, asked);
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  const { access_token } = await ask(
    'openid.connect.token',
    { ...secrets, code, redirect_uri: REDIRECT },
    null,
  );
  await ask('openid.connect.userInfo', {}, access_token as string);
}

/** By OAuth with a person's token too, then out again in both ways. */
async function comeAndGo(ask: Ask, app: SimAppCredentials, authorizeUrl: string): Promise<void> {
  const token = await personToken(ask, app, authorizeUrl);
  await ask('auth.test', {}, token);
  await ask('auth.revoke', {}, token);
  await ask('apps.uninstall', { client_id: app.clientId, client_secret: app.clientSecret });
}

/** Ben installs the app and gives it his own token too. */
async function personToken(ask: Ask, app: SimAppCredentials, authorizeUrl: string): Promise<string> {
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret };
  const code = await consent(app, authorizeUrl);
  const { authed_user } = await ask('oauth.v2.access', { ...secrets, code, redirect_uri: REDIRECT }, null);
  return (authed_user as { access_token: string }).access_token;
}

/** Ben, or another, allows what the app asks for. Resolves with the code. */
async function consent(
  app: SimAppCredentials,
  authorizeUrl: string,
  asked: Readonly<Record<string, string>> = { scope: 'chat:write', user_scope: PERSON_SCOPES.join(',') },
  who = `${ACME}:${BEN}`,
): Promise<string> {
  const query = new URLSearchParams({ ...asked, client_id: app.clientId, redirect_uri: REDIRECT });
  const answer = await fetch(`${authorizeUrl}?${query}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'allow', who }),
  });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
