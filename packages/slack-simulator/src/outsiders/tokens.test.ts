import { ErrorCode } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, GENERAL } from '../testing/world.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.end());

const refusal = (error: string) => ({ code: ErrorCode.PlatformError, data: { ok: false, error } });

test.each(['token_revoked', 'account_inactive', 'token_expired', 'invalid_auth', 'org_login_required'])(
  'a token that is made to answer %s does so for every method, until it is restored',
  async (error) => {
    const { botToken } = await stage.install();
    const web = stage.web(botToken);
    await stage.control.revokeToken({ token: botToken, error });
    await expect(web.auth.test()).rejects.toMatchObject(refusal(error));
    await expect(web.chat.postMessage({ channel: GENERAL, text: 'x' })).rejects.toMatchObject(refusal(error));
    await stage.control.restoreToken({ token: botToken });
    expect(await web.auth.test()).toMatchObject({ ok: true, team_id: ACME });
  },
);

test('a deactivated workspace refuses the tokens of all apps', async () => {
  const { botToken } = await stage.install();
  await stage.control.setActive(ACME, false);
  await expect(stage.web(botToken).auth.test()).rejects.toMatchObject(refusal('account_inactive'));
});

test('without a token a call is not_authed, with an unknown one invalid_auth', async () => {
  await expect(stage.web(undefined).auth.test()).rejects.toMatchObject(refusal('not_authed'));
  await expect(stage.web('xoxb-nobody').auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
});

test('an app-level token is not allowed where a bot token belongs, nor the other way round', async () => {
  const { botToken, appToken } = await stage.install();
  const wrongKind = refusal('not_allowed_token_type');
  const post = { channel: GENERAL, text: 'x' };
  await expect(stage.web(appToken).chat.postMessage(post)).rejects.toMatchObject(wrongKind);
  await expect(stage.web(botToken).apps.connections.open()).rejects.toMatchObject(wrongKind);
});

test('a missing scope is named, beside those that were granted', async () => {
  const app = await stage.control.addApp({ name: 'Mute', scopes: ['chat:write', 'users:read'] });
  const { botToken } = await stage.control.install(ACME, app.id, { channels: [GENERAL] });
  const web = stage.web(botToken);
  await expect(web.conversations.history({ channel: GENERAL })).rejects.toMatchObject({
    code: ErrorCode.PlatformError,
    data: { error: 'missing_scope', needed: 'channels:history', provided: 'chat:write,users:read' },
  });
  expect((await web.chat.postMessage({ channel: GENERAL, text: 'I speak' })).ok).toBe(true);
});

test('an answer tells the granted scopes in its headers', async () => {
  const app = await stage.control.addApp({ name: 'Mute', scopes: ['chat:write', 'users:read'] });
  const { botToken } = await stage.control.install(ACME, app.id);
  const { response_metadata } = await stage.web(botToken).auth.test();
  expect(response_metadata?.scopes).toEqual(['chat:write', 'users:read']);
});

test('an unknown method is refused by name', async () => {
  const { botToken } = await stage.install();
  await expect(stage.web(botToken).apiCall('chat.whisper')).rejects.toMatchObject(refusal('unknown_method'));
});

test('a token in a call’s arguments wins over the client’s own', async () => {
  const { botToken } = await stage.install();
  const { ok } = await stage.web('xoxb-nobody').auth.test({ token: botToken });
  expect(ok).toBe(true);
});
