import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { InstallProvider } from '@slack/oauth';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from './index.ts';
import { until } from './testing/until.ts';

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';
const SCOPES = ['app_mentions:read', 'channels:history', 'im:history', 'chat:write'];
const TEAM = 'T0ACME00001';
const ADA = 'U0ACMEADA01';
const GENERAL = 'C0ACMEGEN01';
/** TCP that stays open after the close handshake keeps the official client waiting at its end. */
const PROMPT_GOODBYE = { tcpLingerMs: 0 };

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
  await simulator.control.changeSettings(PROMPT_GOODBYE);
});
afterEach(() => simulator.stop());

/** A person's way through the consent page. Resolves with the address that the browser is sent to. */
async function allow(address: string): Promise<URL> {
  const page = await fetch(address);
  expect(page.status).toBe(200);
  const answer = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ decision: 'allow', who: `${TEAM}:${ADA}` }),
  });
  return new URL(answer.headers.get('location') ?? '');
}

/** The echo of the bot's own message is acked too; closing in the middle of that is an error of the client's. */
async function everythingAcked(count: number): Promise<string[]> {
  const heard = await until(async () => {
    const { events } = await simulator.control.record();
    const delivered = events.filter((event) => event.type !== 'app_home_opened');
    return delivered.length === count && delivered.every((event) => event.outcome === 'acked') && delivered;
  }, 'all acks');
  return heard.map((event) => event.type);
}

test('Bolt 5 is installed by OAuth, hears a mention over Socket Mode and answers in its thread', async () => {
  const app = await simulator.control.addApp({ name: 'Echo', redirectUrls: [REDIRECT] });
  const clientOptions = { slackApiUrl: simulator.apiUrl };
  const installer = new InstallProvider({
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateVerification: false,
    authorizationUrl: simulator.authorizeUrl,
    clientOptions,
    logLevel: LogLevel.ERROR,
  });
  const installUrl = await installer.generateInstallUrl({ scopes: SCOPES, redirectUri: REDIRECT }, false);
  const landed = await allow(installUrl);
  const granted = await new WebClient(undefined, clientOptions).oauth.v2.access({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: landed.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT,
  });
  expect(granted).toMatchObject({ token_type: 'bot', app_id: app.id, team: { id: TEAM, name: 'Acme' } });
  await simulator.control.invite(TEAM, GENERAL, granted.bot_user_id ?? '');

  const bolt = new App({
    token: granted.access_token ?? '',
    clientOptions,
    logLevel: LogLevel.ERROR,
    receiver: new SocketModeReceiver({
      appToken: app.appToken,
      installerOptions: { clientOptions },
      logLevel: LogLevel.ERROR,
    }),
  });
  bolt.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
  });
  await bolt.start();
  try {
    const { ts } = await simulator.control.say(TEAM, GENERAL, {
      user: ADA,
      text: `<@${granted.bot_user_id}> tea & cake`,
    });
    const reply = await until(async () => {
      const { messages } = await simulator.control.messages({ team: TEAM, channel: GENERAL, threadTs: ts });
      return messages[1];
    }, 'the reply');
    expect(reply).toMatchObject({
      text: `You said: <@${granted.bot_user_id}> tea &amp; cake`,
      thread_ts: ts,
      user: granted.bot_user_id,
    });
    const types = await everythingAcked(3);
    expect(types.sort()).toEqual(['app_mention', 'message', 'message']);
  } finally {
    await bolt.stop();
    // Bolt does not wait for the end of its close handshake.
    await until(async () => (await simulator.control.state()).apps[0]?.connections.length === 0, 'its end');
  }
});

test('SocketModeClient and WebClient hear a direct message and answer it', async () => {
  const app = await simulator.control.addApp({ name: 'Echo' });
  const { botToken } = await simulator.control.install(TEAM, app.id);
  const { channel } = await simulator.control.openIm(TEAM, { user: ADA, appId: app.id });
  const clientOptions = { slackApiUrl: simulator.apiUrl };
  const web = new WebClient(botToken, clientOptions);
  const socket = new SocketModeClient({ appToken: app.appToken, clientOptions, logLevel: LogLevel.ERROR });
  socket.on('slack_event', async ({ ack, body }) => {
    await ack();
    if (body.event.type === 'message' && body.event.bot_id === undefined)
      await web.chat.postMessage({ channel: body.event.channel, text: 'Heard' });
  });
  await socket.start();
  try {
    await simulator.control.say(TEAM, channel, { user: ADA, text: 'hello' });
    const texts = await until(async () => {
      const { messages } = await simulator.control.messages({ team: TEAM, channel });
      return messages.length === 2 && messages.map((message) => message.text);
    }, 'the answer');
    expect(texts).toEqual(['hello', 'Heard']);
    await everythingAcked(2);
  } finally {
    await socket.disconnect();
  }
});
