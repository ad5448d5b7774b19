import { ErrorCode } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';

const ONE_CALL = { retryConfig: { retries: 0 } };

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ connectionLifeMs: 0 });
});
afterEach(() => stage.end());

/** A client that gives up at once instead of asking a hundred times. */
const oneTry = (appToken: string) =>
  stage.socket(appToken, { clientOptions: { ...stage.clientOptions(), ...ONE_CALL } });

test.each([
  ['xapp-1-A0NOBODY-1-nothing', 'invalid_auth'],
  ['xoxb-the-wrong-kind', 'invalid_auth'],
])('a client with the token %s fails to start: %s', async (token, error) => {
  await expect(oneTry(token).start()).rejects.toMatchObject({
    code: ErrorCode.PlatformError,
    data: { error },
  });
});

test.each(['account_inactive', 'team_disabled', 'user_removed_from_team'])(
  'a client whose token answers %s fails to start',
  async (error) => {
    const { appToken } = await stage.install();
    await stage.control.revokeToken({ token: appToken, error });
    await expect(oneTry(appToken).start()).rejects.toMatchObject({ data: { error } });
  },
);

test('Bolt fails to start with an app-level token that is not one', async () => {
  const { botToken } = await stage.install();
  const bolt = stage.bolt({ token: botToken, appToken: 'xapp-1-A0NOBODY-1-nothing' });
  await expect(bolt.start()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
});

test('a bot token opens no connection, an app-level token does', async () => {
  const { botToken, appToken } = await stage.install();
  const { connections } = stage.web(botToken, ONE_CALL).apps;
  await expect(connections.open()).rejects.toMatchObject({ data: { error: 'not_allowed_token_type' } });
  const open = await stage.web(appToken, ONE_CALL).apps.connections.open();
  expect(open.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
});

test('a server error while asking for a connection fails the start of a client without retries', async () => {
  const { appToken } = await stage.install();
  await stage.control.addFault({ method: 'apps.connections.open', kind: '500', times: 1 });
  await expect(oneTry(appToken).start()).rejects.toMatchObject({
    code: ErrorCode.HTTPError,
    statusCode: 500,
  });
});

test('a server error while asking is retried by a client as it is made', async () => {
  const { appToken, appId } = await stage.install();
  await stage.control.addFault({ method: 'apps.connections.open', kind: '500', times: 1 });
  const client = stage.socket(appToken);
  await client.start();
  expect(await stage.connections(appId)).toHaveLength(1);
  const { calls } = await stage.control.record();
  expect(calls.map(({ httpStatus }) => httpStatus)).toEqual([500, 200]);
});

test.each([408, 409, 429, 500, 503])(
  'an upgrade refused with %i is followed by another ticket and another try',
  async (status) => {
    const { appToken, appId } = await stage.install();
    await stage.control.addFault({ method: 'socket', appId, kind: '500', times: 1, status });
    const client = stage.socket(appToken, { clientPingTimeout: 500 });
    await client.start();
    expect(await stage.connections(appId)).toHaveLength(1);
    // The client does not tell with which status.
    const { entries } = await stage.control.wire({ appId });
    expect(entries.map(({ title }) => title)).toContain(`upgrade refused: ${status}`);
    const { calls } = await stage.control.record();
    expect(calls.filter(({ method, ok }) => method === 'apps.connections.open' && ok)).toHaveLength(2);
  },
);

test('a client is not connected before it was greeted', async () => {
  const { appToken, appId } = await stage.install();
  await stage.control.changeSettings({ helloDelayMs: null });
  const client = stage.socket(appToken, { clientPingTimeout: 500 });
  let greetings = 0;
  client.on('connected', () => {
    greetings += 1;
  });
  const started = client.start();
  const [mute] = await until(async () => {
    const connections = await stage.connections(appId);
    return connections.length > 0 && connections;
  }, 'the connection');
  expect(mute?.state).toBe('opening');
  await stage.control.changeSettings({ helloDelayMs: 0 });
  await stage.control.cut(appId, mute?.id ?? '');
  await started;
  expect(greetings).toBe(1);
  expect(await stage.connections(appId)).toMatchObject([{ state: 'open' }]);
});

test('a late greeting only delays the start', async () => {
  const { appToken, appId } = await stage.install();
  await stage.control.changeSettings({ helloDelayMs: 400 });
  await stage.socket(appToken).start();
  expect(await stage.connections(appId)).toMatchObject([{ state: 'open' }]);
});
