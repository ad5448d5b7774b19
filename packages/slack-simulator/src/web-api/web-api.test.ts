import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { api } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, DAILY, GENERAL, GLOBEX, LEADS, type TestWorld, testWorld } from '../testing/world.ts';

let world: TestWorld;
let clock: ManualClock;
beforeEach(async () => {
  clock = createManualClock();
  world = await testWorld({ clock });
});
afterEach(() => world.simulator.stop());

const control = () => world.simulator.control;
const call = (method: string, args = {}, token: string | null = world.botToken) =>
  api(world.simulator.apiUrl, method, token, args);
const post = (args = {}) => call('chat.postMessage', { channel: GENERAL, text: 'hello', ...args });
const raw = (method: string, init: RequestInit) =>
  fetch(`${world.simulator.apiUrl}${method}`, {
    method: 'POST',
    ...init,
    headers: { authorization: `Bearer ${world.botToken}`, ...init.headers },
  });

test('refuses calls with the wrong token, in the words of Slack and with HTTP 200', async () => {
  const errors = await Promise.all([
    call('auth.test', {}, null),
    call('auth.test', {}, 'xoxb-unknown'),
    call('auth.test', {}, world.appToken),
    call('apps.connections.open'),
    call('no.such.method'),
  ]);
  expect(errors.map((answer) => answer.error)).toEqual([
    'not_authed',
    'invalid_auth',
    'not_allowed_token_type',
    'not_allowed_token_type',
    'unknown_method',
  ]);
  expect((await raw('no.such.method', {})).status).toBe(200);
});

test('the record of a call has what it was about, and none of its secrets', async () => {
  const secrets = { code: 'c-1', code_verifier: 'v-1', client_secret: 's-1', refresh_token: 'r-1' };
  await call('oauth.v2.access', { ...secrets, client_id: '1.2', client_assertion: 'a-1' }, null);
  const { calls } = await control().record();
  expect(calls.at(-1)).toMatchObject({ method: 'oauth.v2.access', args: { client_id: '1.2' } });
  expect(JSON.stringify(calls)).not.toMatch(/[acrsv]-1"/);
});

test('auth.test tells who the token is and where the workspace is', async () => {
  expect(await call('auth.test')).toMatchObject({
    ok: true,
    url: `${world.simulator.url}/workspaces/acme/`,
    team_id: ACME,
    user_id: world.botUserId,
    bot_id: world.botId,
    is_enterprise_install: false,
  });
});

test('takes arguments as a form, as JSON, in the query, and an empty body of any type', async () => {
  const form = new URLSearchParams({
    channel: GENERAL,
    text: 'a & b',
    blocks: '[{"type":"divider"}]',
    token: world.botToken,
  });
  const answers = await Promise.all([
    raw('chat.postMessage', { body: form, headers: { authorization: '' } }),
    raw('auth.test', { headers: { 'content-type': 'application/json' } }),
    raw('auth.test', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' }),
    raw(`users.info?user=${ADA}`, { method: 'GET' }),
    raw('auth.test', { headers: { 'content-type': 'application/json' }, body: '{' }),
  ]);
  const bodies = await Promise.all(answers.map(async (answer) => (await answer.json()) as { ok: boolean }));
  expect(bodies.map((body) => body.ok)).toEqual([true, true, true, true, false]);
  expect(bodies[0]).toMatchObject({ message: { text: 'a &amp; b', blocks: [{ type: 'divider' }] } });
  expect(bodies[4]).toMatchObject({ error: 'invalid_json' });
});

test('a missing scope is named beside those that were given', async () => {
  const app = await control().addApp({ name: 'Reader' });
  const { botToken } = await control().install(GLOBEX, app.id, { scopes: ['users:read', 'team:read'] });
  expect(await call('chat.postMessage', { channel: 'C0GLOBEXGEN', text: 'hi' }, botToken)).toEqual({
    ok: false,
    error: 'missing_scope',
    needed: 'chat:write',
    provided: 'users:read,team:read',
  });
});

test('refuses to post where the bot is not, does not know, or may not', async () => {
  await control().invite(ACME, DAILY, world.botUserId);
  await control().archiveChannel(ACME, DAILY, true);
  const { id } = await control().addChannel(ACME, { name: 'other' });
  const errors = await Promise.all([
    post({ channel: id }),
    post({ channel: LEADS }),
    post({ channel: 'C0NOWHERE' }),
    post({ channel: DAILY }),
    post({ text: '' }),
    post({ blocks: 'nonsense' }),
    post({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } }] }),
    post({ metadata: { event_type: 'x' } }),
  ]);
  expect(errors.map((answer) => answer.error)).toEqual([
    'not_in_channel',
    'channel_not_found',
    'channel_not_found',
    'is_archived',
    'no_text',
    'invalid_blocks_format',
    'invalid_blocks',
    'invalid_metadata_format',
  ]);
});

test("a person's id as channel opens their direct message", async () => {
  expect(await post({ channel: ADA })).toMatchObject({ ok: true, channel: world.im });
});

test('a revoked token, a deactivated workspace and a removed app are told apart', async () => {
  await control().revokeToken({ team: ACME, appId: world.appId });
  expect((await call('auth.test')).error).toBe('token_revoked');
  await control().restoreToken({ token: world.botToken });
  await control().setActive(ACME, false);
  expect((await call('auth.test')).error).toBe('account_inactive');
  await control().setActive(ACME, true);
  expect((await call('auth.test')).ok).toBe(true);
  await control().revokeToken({ token: world.appToken, error: 'invalid_auth' });
  expect((await call('apps.connections.open', {}, world.appToken)).error).toBe('invalid_auth');
});

test('about one message per second and channel is let through while limits are on', async () => {
  await control().changeSettings({ rateLimits: true });
  const burst = await Promise.all(Array.from({ length: 6 }, () => post()));
  expect(burst.map((answer) => answer.ok)).toEqual([true, true, true, true, true, false]);
  const refused = await raw('chat.postMessage', {
    body: new URLSearchParams({ channel: GENERAL, text: 'x' }),
  });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await post({ channel: world.im })).ok).toBe(true);
  clock.advance(1_000);
  expect((await post()).ok).toBe(true);
});

test('a 429 and a 500 are not done, a slow answer can be', async () => {
  await control().addFault({ method: 'chat.postMessage', kind: '429', times: 1, retryAfterS: 7 });
  const limited = await raw('chat.postMessage', {
    body: new URLSearchParams({ channel: GENERAL, text: 'x' }),
  });
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
  await control().addFault({ method: '*', team: ACME, kind: '500', times: 1 });
  expect((await raw('auth.test', {})).status).toBe(500);
  expect((await control().messages({ team: ACME, channel: GENERAL })).messages).toEqual([]);

  await control().addFault({ method: 'chat.postMessage', kind: 'slow-but-done', times: 1, delayMs: 5_000 });
  const slow = post();
  await until(async () => (await control().messages({ team: ACME, channel: GENERAL })).messages.length === 1);
  const during = (await control().record()).calls.at(-1);
  expect([during?.doneN === null, during?.answeredN]).toEqual([false, null]);
  clock.advance(5_000);
  expect((await slow).ok).toBe(true);
});

test('a hanging call is never answered', async () => {
  await control().addFault({ method: 'auth.test', kind: 'hang', times: 1 });
  const patience = new AbortController();
  const hanging = raw('auth.test', { signal: patience.signal });
  await until(async () => (await control().record()).calls.at(-1)?.fault === 'hang');
  patience.abort();
  await expect(hanging).rejects.toThrow();
});

test('the record keeps every call without its secrets', async () => {
  await call('chat.postMessage', { channel: GENERAL, text: 'hello', token: world.botToken });
  const { calls } = await control().record();
  expect(calls.at(-1)).toMatchObject({
    method: 'chat.postMessage',
    team: ACME,
    appId: world.appId,
    args: { channel: GENERAL, text: 'hello' },
    ok: true,
    httpStatus: 200,
  });
  expect(JSON.stringify(calls)).not.toContain(world.botToken);
});

test('the record comes in pages that fit together', async () => {
  for (let at = 0; at < 10; at += 1) await post({ text: `message ${at}` });
  const whole = await control().record();
  const calls = [];
  for (let since: number | null = 0; since !== null; ) {
    const page = await control().record({ since, limit: 7 });
    calls.push(...page.calls);
    since = page.next;
  }
  expect(calls).toEqual(whole.calls);
});

test('users.info gives the name and the time zone', async () => {
  expect(await call('users.info', { user: ADA })).toMatchObject({
    user: { id: ADA, name: 'ada', real_name: 'Ada Byrne', tz: 'Europe/London', is_bot: false },
  });
});
