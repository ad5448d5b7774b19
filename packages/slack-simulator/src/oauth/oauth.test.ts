import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWho, whoCookie } from '../control/who-cookie.ts';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api, openRaw } from '../testing/raw-client.ts';
import { ACME, ADA, DAN, GENERAL, GLOBEX, type TestWorld, testWorld } from '../testing/world.ts';

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';

let world: TestWorld;
let clock: ManualClock;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;

function authorizeUrl(changes: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id: world.app.clientId,
    scope: 'chat:write,im:history',
    redirect_uri: REDIRECT,
    state: 's & t',
    ...changes,
  });
  return `${world.simulator.authorizeUrl}?${query}`;
}

/** What a person's decision leads to. */
async function decide(
  decision: string,
  who = `${ACME}:${ADA}`,
  url = authorizeUrl(),
): Promise<URLSearchParams> {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision, who }),
  });
  const location = new URL(answer.headers.get('location') ?? '');
  expect(`${location.origin}${location.pathname}`).toBe(REDIRECT);
  return location.searchParams;
}

const allow = async (who?: string, url?: string) => (await decide('allow', who, url)).get('code') ?? '';
const exchange = (code: string, changes: Readonly<Record<string, unknown>> = {}) =>
  api(world.simulator.apiUrl, 'oauth.v2.access', null, {
    client_id: world.app.clientId,
    client_secret: world.app.clientSecret,
    code,
    redirect_uri: REDIRECT,
    ...changes,
  });

test('the consent page names the app, the people and the scopes', async () => {
  const page = await (await fetch(authorizeUrl())).text();
  for (const text of ['Muster', 'Acme', 'Ada Byrne', 'Globex', 'Farah Aziz', 'chat:write', 'Send messages'])
    expect(page).toContain(text);
  const limited = await (await fetch(authorizeUrl({ team: GLOBEX }))).text();
  expect(limited).not.toContain('Ada Byrne');
});

test('the person who came from the chat page is chosen, and the choice is kept for the way back', async () => {
  const chosen = async (cookie: string) => {
    const page = await (await fetch(authorizeUrl(), { headers: { cookie } })).text();
    return [...page.matchAll(/value="([^"]*)" checked/g)].map((match) => match[1]);
  };
  expect(await chosen('')).toEqual([`${ACME}:${ADA}`]);
  expect(await chosen(`a=b; ${whoCookie({ team: GLOBEX, user: DAN })}`)).toEqual([`${GLOBEX}:${DAN}`]);
  expect(await chosen(whoCookie({ team: GLOBEX, user: 'UNOBODY' }))).toEqual([`${ACME}:${ADA}`]);
  const body = new URLSearchParams({ decision: 'allow', who: `${GLOBEX}:${DAN}` });
  const answer = await fetch(authorizeUrl(), { method: 'POST', redirect: 'manual', body });
  const [kept] = answer.headers.getSetCookie();
  expect(readWho(kept)).toEqual({ team: GLOBEX, user: DAN });
});

test('state comes back as it was, with a code or with the denial', async () => {
  const allowed = await decide('allow');
  expect([allowed.get('state'), allowed.get('error')]).toEqual(['s & t', null]);
  const denied = await decide('deny');
  expect(Object.fromEntries(denied)).toEqual({ error: 'access_denied', state: 's & t' });
});

test('wrong wishes get a page and never a redirect', async () => {
  const wrong = [
    { client_id: 'nobody' },
    { redirect_uri: 'http://evil.example/slack/oauth_redirect' },
    { redirect_uri: 'http://localhost:3999/slack/oauth_redirect_elsewhere' },
    { scope: '' },
    { scope: '<script>' },
  ];
  for (const changes of wrong) {
    const answer = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('<script>');
  }
});

test('a code becomes an installation once, within ten minutes, with the right partner', async () => {
  const code = await allow();
  expect(await exchange(code)).toMatchObject({
    ok: true,
    token_type: 'bot',
    app_id: world.app.id,
    team: { id: ACME, name: 'Acme' },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: ADA },
  });
  expect((await exchange(code)).error).toBe('invalid_code');
  const late = await allow();
  clock.advance(600_000);
  expect((await exchange(late)).error).toBe('invalid_code');
  expect((await exchange(await allow(), { redirect_uri: `${REDIRECT}/x` })).error).toBe('bad_redirect_uri');
  expect((await exchange(await allow(), { client_secret: 'x' })).error).toBe('bad_client_secret');
  expect((await exchange(await allow(), { client_id: 'x' })).error).toBe('invalid_client_id');
});

test('installing again keeps the bot user and adds scopes', async () => {
  const who = `${GLOBEX}:U0GLOBEXEVA`;
  const first = await exchange(await allow(who));
  const wider = authorizeUrl({ scope: 'team:read' });
  const second = await exchange(await allow(who, wider));
  expect(second).toMatchObject({ bot_user_id: first.bot_user_id, access_token: first.access_token });
  expect(second.scope).toBe('chat:write,im:history,team:read');
  await control().uninstall(GLOBEX, world.app.id);
  const third = await exchange(await allow(who));
  expect(third.bot_user_id).toBe(first.bot_user_id);
  expect(third.access_token).not.toBe(first.access_token);
  expect(third.scope).toBe('chat:write,im:history');
});

test('a removal kills the token, stops events and says both goodbyes in either order', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  const orders = new Set<unknown>();
  let at = 0;
  for (; orders.size < 2 && at < 100; at += 2) {
    await control().install(ACME, world.app.id);
    await control().uninstall(ACME, world.app.id);
    const goodbyes = [await client.frame('events_api', at), await client.frame('events_api', at + 1)];
    orders.add(goodbyes[0]?.payload?.event.type);
    const revoked = goodbyes.find((frame) => frame.payload?.event.type === 'tokens_revoked');
    expect(revoked?.payload?.event.tokens).toEqual({ oauth: [], bot: [world.botUserId] });
  }
  expect(orders).toEqual(new Set(['app_uninstalled', 'tokens_revoked']));
  expect((await api(world.simulator.apiUrl, 'auth.test', world.botToken)).error).toBe('account_inactive');
  await control().say(ACME, GENERAL, { user: ADA, text: `<@${world.botUserId}> hello` });
  expect((await control().record()).events).toHaveLength(at);
});

test('auth.revoke and apps.uninstall end an installation from the app', async () => {
  const call = (method: string, args = {}, token = world.botToken) =>
    api(world.simulator.apiUrl, method, token, args);
  expect(await call('auth.revoke', { test: true })).toMatchObject({ ok: true, revoked: false });
  expect(await call('auth.revoke')).toMatchObject({ ok: true, revoked: true });
  expect((await call('auth.test')).error).toBe('token_revoked');
  const { botToken } = await control().install(ACME, world.app.id);
  const client = { client_id: world.app.clientId, client_secret: world.app.clientSecret };
  expect((await call('apps.uninstall', { ...client, client_secret: 'x' }, botToken)).ok).toBe(false);
  expect((await call('apps.uninstall', client, botToken)).ok).toBe(true);
  expect((await control().state()).workspaces[0]?.apps[0]?.installed).toBe(false);
});

test('a bot whose token was revoked leaves its channels and hears nothing more, until it is installed again', async () => {
  const client = await openRaw(world.simulator.apiUrl, world.appToken);
  await client.frame('hello');
  await api(world.simulator.apiUrl, 'auth.revoke', world.botToken);
  const goodbye = await client.frame('events_api');
  expect(goodbye.payload?.event).toMatchObject({
    type: 'tokens_revoked',
    tokens: { bot: [world.botUserId] },
  });
  const [workspace] = (await control().state()).workspaces;
  expect(workspace?.apps).toMatchObject([{ appId: world.appId, installed: false }]);
  expect(workspace?.channels.find((one) => one.id === GENERAL)?.members).not.toContain(world.botUserId);
  await control().say(ACME, world.im, { user: ADA, text: 'hello?' });
  expect((await control().record()).events.map((event) => event.type)).toEqual(['tokens_revoked']);
  const again = await control().install(ACME, world.appId);
  expect(again.botUserId).toBe(world.botUserId);
  expect(again.botToken).not.toBe(world.botToken);
});

test('where the settings say so, a bot whose token was revoked stays and hears on', async () => {
  await control().changeSettings({ revokeRetiresBot: false });
  await api(world.simulator.apiUrl, 'auth.revoke', world.botToken);
  expect((await api(world.simulator.apiUrl, 'auth.test', world.botToken)).error).toBe('token_revoked');
  await control().say(ACME, world.im, { user: ADA, text: 'hello?' });
  const { events } = await control().record();
  expect(events.map((event) => event.type)).toEqual(['tokens_revoked', 'message']);
});
