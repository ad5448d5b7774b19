import { VirtualClock } from '@muster/fleet/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../testing/fake-slack.ts';
import { until } from '../testing/until.ts';
import { createSlackWeb, type SlackWeb } from './index.ts';

let slack: FakeSlack;
let clock: VirtualClock;
let web: SlackWeb;

beforeEach(async () => {
  slack = await startFakeSlack();
  clock = new VirtualClock();
  web = createSlackWeb({ apiUrl: slack.apiUrl, clock });
});

afterEach(async () => {
  await slack.stop();
  await web.close();
});

const message = {
  channel: 'C1',
  threadTs: '1700000000.000100',
  userId: null,
  text: 'Added &lt;1&gt;',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '“é” 🎉' } }],
  replyId: 'r1',
  key: 'Ev1',
};
const posted = { body: { ok: true, ts: '1700000002.000100' } };

describe('the Web API', () => {
  it('posts a form with the token in the header and nested values as JSON', async () => {
    slack.answer(() => posted);
    expect(await web.post('xoxb-1', message)).toEqual({ kind: 'ok', ts: '1700000002.000100' });
    const [request] = slack.requests;
    expect(request).toMatchObject({ method: 'chat.postMessage', token: 'xoxb-1' });
    expect(request?.contentType).toContain('application/x-www-form-urlencoded');
    const form = Object.fromEntries(request?.form ?? []);
    expect(form).toMatchObject({ channel: 'C1', thread_ts: message.threadTs, text: message.text });
    expect(JSON.parse(form.blocks ?? '')).toEqual(message.blocks);
    expect(JSON.parse(form.metadata ?? '')).toEqual({
      event_type: 'muster_reply',
      event_payload: { reply_id: 'r1', key: 'Ev1' },
    });
    expect(form).not.toHaveProperty('token');
  });

  it('tells of every answer, by method and kind', async () => {
    const told: string[] = [];
    const counted = createSlackWeb({
      apiUrl: slack.apiUrl,
      clock,
      onAnswer: (method, kind) => told.push(`${method} ${kind}`),
    });
    slack.answer(() => posted);
    await counted.post('xoxb-1', message);
    slack.answer(() => ({ body: { ok: false, error: 'ratelimited' } }));
    await counted.post('xoxb-1', message);
    slack.answer(() => ({ body: { ok: false, error: 'invalid_auth' } }));
    await counted.authTest('xoxb-1');
    await counted.close();
    expect(told).toEqual(['chat.postMessage ok', 'chat.postMessage rate-limited', 'auth.test dead-token']);
  });

  it('posts to one person alone where asked', async () => {
    slack.answer(() => ({ body: { ok: true, message_ts: '1700000002.000100' } }));
    const result = await web.post('xoxb-1', { ...message, threadTs: null, userId: 'U1', blocks: [] });
    expect(result).toEqual({ kind: 'ok', ts: '1700000002.000100' });
    const form = Object.fromEntries(slack.requests[0]?.form ?? []);
    expect(slack.requests[0]?.method).toBe('chat.postEphemeral');
    expect(form).toEqual({ channel: 'C1', text: message.text, user: 'U1' });
  });

  it.each(['invalid_auth', 'account_inactive', 'token_revoked'])(
    'calls a token dead after %s',
    async (code) => {
      slack.answer(() => ({ body: { ok: false, error: code } }));
      expect(await web.authTest('xoxb-1')).toEqual({ kind: 'dead-token', code });
    },
  );

  it.each(['missing_scope', 'not_authed', 'org_login_required', 'channel_not_found', 'is_archived'])(
    'calls %s a refusal',
    async (code) => {
      slack.answer(() => ({ body: { ok: false, error: code } }));
      expect(await web.post('xoxb-1', message)).toEqual({ kind: 'refused', code });
    },
  );

  it.each([
    [{ status: 500 }, { kind: 'unavailable', code: 'http_500', maybeDone: true }],
    [{ status: 404 }, { kind: 'unavailable', code: 'http_404', maybeDone: false }],
    [
      { status: 302, headers: { location: '/' } },
      { kind: 'unavailable', code: 'http_302', maybeDone: false },
    ],
    [{ body: '<html>' }, { kind: 'unavailable', code: 'unexpected_answer', maybeDone: true }],
    [{ body: 'null' }, { kind: 'unavailable', maybeDone: true }],
    [{ body: { ok: true } }, { kind: 'unavailable', code: 'unexpected_answer', maybeDone: true }],
    [{ body: { ok: false, error: 'internal_error' } }, { kind: 'unavailable', code: 'internal_error' }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'rate-limited', retryAfterMs: 7_000 },
    ],
    [{ status: 429 }, { kind: 'rate-limited', retryAfterMs: 10_000 }],
    [{ body: { ok: false, error: 'ratelimited' } }, { kind: 'rate-limited', retryAfterMs: 10_000 }],
  ])('sends once and says what came of it: %j', async (answer, expected) => {
    slack.answer(() => answer);
    expect(await web.post('xoxb-1', message)).toMatchObject(expected);
    expect(slack.requests).toHaveLength(1);
  });

  it('gives up after two seconds, not knowing whether it was done', async () => {
    slack.answer(() => ({ hang: true }));
    let result: unknown;
    void web.post('xoxb-1', message).then((came) => {
      result = came;
    });
    await until(clock, () => slack.requests.length === 1, 0);
    await clock.advance(1_999);
    expect(result).toBeUndefined();
    await until(clock, () => result !== undefined, 1);
    expect(result).toEqual({ kind: 'unavailable', code: 'timeout', maybeDone: true });
  });

  it('knows that nothing was done where nobody listens', async () => {
    const nobody = createSlackWeb({ apiUrl: 'http://127.0.0.1:1/api/', clock });
    expect(await nobody.post('xoxb-1', message)).toEqual({
      kind: 'unavailable',
      code: 'econnrefused',
      maybeDone: false,
    });
    await nobody.close();
  });

  it('lets a limit of one token hold up no other', async () => {
    slack.answer(({ token }) =>
      token === 'xoxb-1' ? { status: 429, headers: { 'retry-after': '60' } } : posted,
    );
    expect((await web.post('xoxb-1', message)).kind).toBe('rate-limited');
    expect((await web.post('xoxb-2', message)).kind).toBe('ok');
  });

  it('says whom a token speaks for', async () => {
    slack.answer(() => ({
      body: {
        ok: true,
        url: 'https://acme.slack.com/',
        team: 'Acme',
        team_id: 'T1',
        user_id: 'UBOT',
        bot_id: 'B1',
        enterprise_id: 'E1',
        is_enterprise_install: true,
      },
    }));
    expect(await web.authTest('xoxb-1')).toEqual({
      kind: 'ok',
      botId: 'B1',
      botUserId: 'UBOT',
      teamId: 'T1',
      enterpriseId: 'E1',
      teamName: 'Acme',
      url: 'https://acme.slack.com/',
      isEnterpriseInstall: true,
      appId: null,
      scopes: [],
    });
  });

  it('reads a person', async () => {
    slack.answer(() => ({ body: { ok: true, user: { id: 'U1', real_name: 'Ana', tz: 'Europe/Berlin' } } }));
    expect(await web.userInfo('xoxb-1', 'U1')).toEqual({
      kind: 'ok',
      name: 'Ana',
      timeZone: 'Europe/Berlin',
    });
    expect(slack.requests[0]?.form.get('user')).toBe('U1');
  });

  it('asks for a connection and ends a token', async () => {
    expect(await web.openConnection('xapp-1')).toMatchObject({
      kind: 'ok',
      url: expect.stringMatching(/^ws:/),
    });
    expect(await web.revoke('xoxb-1')).toEqual({ kind: 'ok' });
    expect(slack.requests.map(({ method }) => method)).toEqual(['apps.connections.open', 'auth.revoke']);
  });
});

describe('looking for a reply', () => {
  const reply = (replyId: string, ts: string) => ({
    ts,
    metadata: { event_type: 'muster_reply', event_payload: { reply_id: replyId } },
  });
  const place = { channel: 'C1', threadTs: null, replyId: 'r1', sinceTs: '1700000000.000000' };

  it('finds it by its metadata, on a later page as well', async () => {
    slack.answer(({ form }) => ({
      body: form.get('cursor')
        ? { ok: true, messages: [null, { ts: '1.2', text: 'r1' }, reply('r1', '1700000002.000100')] }
        : { ok: true, messages: [reply('r2', '1.1')], response_metadata: { next_cursor: 'more' } },
    }));
    expect(await web.findReply('xoxb-1', place)).toEqual({ kind: 'ok', ts: '1700000002.000100' });
    expect(slack.requests).toHaveLength(2);
    expect(Object.fromEntries(slack.requests[0]?.form ?? [])).toMatchObject({
      channel: 'C1',
      oldest: place.sinceTs,
      inclusive: 'true',
      include_all_metadata: 'true',
    });
  });

  it('looks in the thread where it was sent to one', async () => {
    slack.answer(() => ({ body: { ok: true, messages: [] } }));
    const found = await web.findReply('xoxb-1', { ...place, threadTs: '1700000000.000100' });
    expect(found).toEqual({ kind: 'ok', ts: null });
    expect(slack.requests[0]?.method).toBe('conversations.replies');
    expect(slack.requests[0]?.form.get('ts')).toBe('1700000000.000100');
  });

  it('does not say that there is none when it may not look', async () => {
    slack.answer(() => ({ body: { ok: false, error: 'missing_scope' } }));
    expect(await web.findReply('xoxb-1', place)).toEqual({ kind: 'refused', code: 'missing_scope' });
  });

  it('stops looking after a few pages', async () => {
    slack.answer(() => ({ body: { ok: true, messages: [], response_metadata: { next_cursor: 'more' } } }));
    expect(await web.findReply('xoxb-1', place)).toEqual({ kind: 'ok', ts: null });
    expect(slack.requests).toHaveLength(5);
  });
});
