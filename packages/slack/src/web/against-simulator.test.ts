import { VirtualClock } from '@muster/fleet/testing';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { createSlackWeb, type SlackWeb } from './index.ts';

const TEAM = 'T0ACME00001';
const ADA = 'U0ACMEADA01';

let simulator: Simulator;
let clock: VirtualClock;
let web: SlackWeb;
let bot: { appId: string; botToken: string; botUserId: string; appToken: string };
let channel: string;

beforeEach(async () => {
  simulator = await startSimulator();
  await simulator.control.changeSettings({ rateLimits: false });
  clock = new VirtualClock();
  web = createSlackWeb({ apiUrl: simulator.apiUrl, clock });
  const app = await simulator.control.addApp({ name: 'Muster' });
  bot = await simulator.control.install(TEAM, app.id);
  channel = (await simulator.control.openIm(TEAM, { user: ADA, appId: app.id })).channel;
});

afterEach(async () => {
  await web.close();
  await simulator.stop();
});

const message = (more: object = {}) => ({
  channel,
  threadTs: null,
  userId: null,
  text: 'a &amp; b',
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'a &amp; b' } }],
  replyId: 'r1',
  key: 'Ev1',
  ...more,
});

async function waitForCall(): Promise<void> {
  for (;;) {
    const { calls } = await simulator.control.record();
    if (calls.some(({ method }) => method === 'chat.postMessage')) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('against the local Slack', () => {
  it('posts, and finds what it posted, in the channel and in a thread', async () => {
    const { ts: root } = await simulator.control.say(TEAM, channel, { user: ADA, text: 'add task x' });
    const posted = await web.post(bot.botToken, message());
    const threaded = await web.post(bot.botToken, message({ threadTs: root, replyId: 'r2' }));
    if (posted.kind !== 'ok' || threaded.kind !== 'ok') throw new Error('not posted');
    const find = (replyId: string, threadTs: string | null) =>
      web.findReply(bot.botToken, { channel, threadTs, replyId, sinceTs: root });
    expect(await find('r1', null)).toEqual({ kind: 'ok', ts: posted.ts });
    expect(await find('r2', root)).toEqual({ kind: 'ok', ts: threaded.ts });
    expect(await find('r2', null)).toEqual({ kind: 'ok', ts: null });
  });

  it('posts to one person alone', async () => {
    const result = await web.post(bot.botToken, message({ userId: ADA }));
    expect(result).toMatchObject({ kind: 'ok' });
  });

  it('finds what was done though the answer never came', async () => {
    const { ts: sinceTs } = await simulator.control.say(TEAM, channel, { user: ADA, text: 'add task x' });
    await simulator.control.addFault({ method: 'chat.postMessage', kind: 'slow-but-done', times: 1 });
    let result: unknown;
    void web.post(bot.botToken, message()).then((came) => {
      result = came;
    });
    let isThere = false;
    void waitForCall().then(() => {
      isThere = true;
    });
    await until(clock, () => isThere, 0);
    await until(clock, () => result !== undefined, 100);
    expect(result).toEqual({ kind: 'unavailable', code: 'timeout', maybeDone: true });
    expect(
      await web.findReply(bot.botToken, { channel, threadTs: null, replyId: 'r1', sinceTs }),
    ).toMatchObject({ kind: 'ok', ts: expect.any(String) });
  });

  it('tells limits, faults and dead tokens apart', async () => {
    await simulator.control.addFault({ method: 'chat.postMessage', kind: '429', times: 1, retryAfterS: 4 });
    expect(await web.post(bot.botToken, message())).toEqual({ kind: 'rate-limited', retryAfterMs: 4_000 });
    await simulator.control.addFault({ method: 'chat.postMessage', kind: '500-but-done', times: 1 });
    expect(await web.post(bot.botToken, message())).toMatchObject({ kind: 'unavailable', maybeDone: true });
    await simulator.control.revokeToken({ team: TEAM, appId: bot.appId });
    expect(await web.authTest(bot.botToken)).toEqual({ kind: 'dead-token', code: 'token_revoked' });
    await simulator.control.restoreToken({ team: TEAM, appId: bot.appId });
    await simulator.control.setActive(TEAM, false);
    expect(await web.authTest(bot.botToken)).toEqual({ kind: 'dead-token', code: 'account_inactive' });
  });

  it('says whom a token speaks for, checks an app token and ends a bot token', async () => {
    const identity = await web.authTest(bot.botToken);
    if (identity.kind !== 'ok') throw new Error('not known');
    expect(identity).toMatchObject({ botUserId: bot.botUserId, teamId: TEAM });
    expect(identity.scopes).toContain('chat:write');
    expect(await web.appOfBot(bot.botToken, identity.botId)).toEqual({ kind: 'ok', appId: bot.appId });
    expect(await web.userInfo(bot.botToken, ADA)).toMatchObject({ kind: 'ok', timeZone: expect.any(String) });
    expect(await web.openConnection(bot.appToken)).toMatchObject({ kind: 'ok' });
    expect(await web.openConnection('xapp-1-A0-1-x')).toEqual({ kind: 'dead-token', code: 'invalid_auth' });
    expect(await web.revoke(bot.botToken)).toEqual({ kind: 'ok' });
    expect((await web.authTest(bot.botToken)).kind).toBe('dead-token');
  });
});
