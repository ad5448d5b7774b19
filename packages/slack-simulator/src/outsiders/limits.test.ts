import { ErrorCode, retryPolicies, WebClientEvent } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, GENERAL } from '../testing/world.ts';

/** As the client's default, without its waits. */
const SOON = { retryConfig: { ...retryPolicies.rapidRetryPolicy, retries: 10 } };
const ONCE = { retryConfig: { retries: 0 } };
const POST = { channel: GENERAL, text: 'once, please' };

let stage: Stage;
let installed: SimInstalled;
beforeEach(async () => {
  stage = await startStage();
  installed = await stage.install();
});
afterEach(() => stage.end());

const posts = async () => {
  const { calls } = await stage.control.record();
  return calls.filter(({ method }) => method === 'chat.postMessage');
};
const messages = async () => (await stage.control.messages({ team: ACME, channel: GENERAL })).messages;

test('a client as it is made waits as long as Retry-After says, and then its call is done', async () => {
  await stage.control.addFault({ method: 'chat.postMessage', kind: '429', times: 1, retryAfterS: 1 });
  const web = stage.web(installed.botToken, SOON);
  const waits: number[] = [];
  web.on(WebClientEvent.RATE_LIMITED, (seconds) => waits.push(seconds));
  expect((await web.chat.postMessage(POST)).ok).toBe(true);
  expect(waits).toEqual([1]);
  expect((await posts()).map(({ httpStatus }) => httpStatus)).toEqual([429, 200]);
  expect(await messages()).toHaveLength(1);
});

test('a client that rejects limited calls is told how long to wait', async () => {
  await stage.control.addFault({ method: 'chat.postMessage', kind: '429', times: 1, retryAfterS: 30 });
  const web = stage.web(installed.botToken, { rejectRateLimitedCalls: true });
  await expect(web.chat.postMessage(POST)).rejects.toMatchObject({
    code: ErrorCode.RateLimitedError,
    retryAfter: 30,
  });
  expect(await messages()).toHaveLength(0);
});

test('the limit is per method and channel: too many messages in one are refused, other calls go on', async () => {
  await stage.control.changeSettings({ rateLimits: true });
  const web = stage.web(installed.botToken, { rejectRateLimitedCalls: true });
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) => web.chat.postMessage({ channel: GENERAL, text: `${at}` })),
  );
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const result of refused)
    expect(result).toMatchObject({ reason: { code: ErrorCode.RateLimitedError, retryAfter: 1 } });
  expect(await messages()).toHaveLength(12 - refused.length);
  expect((await web.auth.test()).ok).toBe(true);
});

test('one workspace’s limit is not another’s', async () => {
  await stage.control.addFault({ method: '*', team: ACME, kind: '429', times: null, retryAfterS: 60 });
  const other = await stage.control.install('T0GLOBEX001', installed.appId);
  const strict = { rejectRateLimitedCalls: true };
  await expect(stage.web(installed.botToken, strict).auth.test()).rejects.toMatchObject({ retryAfter: 60 });
  expect((await stage.web(other.botToken, strict).auth.test()).ok).toBe(true);
});

test('server errors are retried until the call succeeds', async () => {
  await stage.control.addFault({ method: 'chat.postMessage', kind: '500', times: 2 });
  expect((await stage.web(installed.botToken, SOON).chat.postMessage(POST)).ok).toBe(true);
  expect((await posts()).map(({ httpStatus }) => httpStatus)).toEqual([500, 500, 200]);
  expect(await messages()).toHaveLength(1);
});

test('without retries a server error is raised with its status', async () => {
  await stage.control.addFault({ method: 'auth.test', kind: '500', times: 1 });
  await expect(stage.web(installed.botToken, ONCE).auth.test()).rejects.toMatchObject({
    code: ErrorCode.HTTPError,
    statusCode: 500,
  });
});

test('a message that was posted though its answer failed is posted again by the client’s retry', async () => {
  await stage.control.addFault({ method: 'chat.postMessage', kind: '500-but-done', times: 1 });
  const { ts } = await stage.web(installed.botToken, SOON).chat.postMessage(POST);
  const posted = await messages();
  expect(posted.map(({ text }) => text)).toEqual([POST.text, POST.text]);
  expect(posted[1]?.ts).toBe(ts);
});

test('a message whose answer is slower than the client’s timeout is posted again as well', async () => {
  await stage.control.addFault({
    method: 'chat.postMessage',
    kind: 'slow-but-done',
    times: 1,
    delayMs: 60_000,
  });
  const { ok } = await stage.web(installed.botToken, { ...SOON, timeout: 1_000 }).chat.postMessage(POST);
  expect(ok).toBe(true);
  expect((await messages()).length).toBeGreaterThan(1);
});

test('a call that is never answered is given up by a client with a timeout', async () => {
  await stage.control.addFault({ method: 'chat.postMessage', kind: 'hang', times: 1 });
  const web = stage.web(installed.botToken, { ...ONCE, timeout: 500 });
  await expect(web.chat.postMessage(POST)).rejects.toMatchObject({ code: ErrorCode.RequestError });
  expect(await messages()).toHaveLength(0);
});

test('an error by order is raised as Slack’s own', async () => {
  await stage.control.addFault({
    method: 'chat.postMessage',
    kind: 'error',
    error: 'msg_too_long',
    times: 1,
  });
  await expect(stage.web(installed.botToken).chat.postMessage(POST)).rejects.toMatchObject({
    code: ErrorCode.PlatformError,
    data: { error: 'msg_too_long' },
  });
});
