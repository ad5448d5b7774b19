import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ErrorCode } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimAppCredentials } from '../control/requests.ts';
import { createBrowser } from '../testing/browser.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { ACME, ADA } from '../testing/world.ts';

const NONCE = 'a nonce of the app';

let stage: Stage;
let redirect_uri: string;
let app: SimAppCredentials;
beforeEach(async () => {
  stage = await startStage();
  const server = createServer((_request, answer) => answer.end('welcome'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stage.onEnd(() => server.close());
  redirect_uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/back`;
  app = await stage.control.addApp({ name: 'Echo', redirectUrls: [redirect_uri] });
});
afterEach(() => stage.end());

type Discovered = Record<'issuer' | 'authorization_endpoint' | 'jwks_uri', string>;

const read = async <Body>(url: string | URL) => (await (await fetch(url)).json()) as Body;
const discover = () => read<Discovered>(new URL('/.well-known/openid-configuration', stage.apiUrl));
const client = () => ({ client_id: app.clientId, client_secret: app.clientSecret });
const refusal = (error: string) => ({ code: ErrorCode.PlatformError, data: { ok: false, error } });

/** Ada says who she is, in a browser; the code that the app gets. */
async function codeOf(): Promise<string> {
  const { authorization_endpoint } = await discover();
  const asked = { response_type: 'code', scope: 'openid profile', state: 's', nonce: NONCE };
  const query = new URLSearchParams({ ...asked, redirect_uri, client_id: app.clientId });
  const consent = await createBrowser().open(`${authorization_endpoint}?${query}`);
  const back = await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  expect(back.html).toBe('welcome');
  expect(back.address.searchParams.get('state')).toBe('s');
  return back.address.searchParams.get('code') ?? '';
}

/** The claims of an id token, checked as a client must: by a key of the published set. */
async function checked(idToken = ''): Promise<Record<string, unknown>> {
  const [head = '', body = '', signature = ''] = idToken.split('.');
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
  const { keys } = await read<{ keys: JsonWebKey[] }>((await discover()).jwks_uri);
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid) ?? {}, format: 'jwk' });
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${body}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  expect(isSigned).toBe(true);
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
}

test('WebClient signs a person in and reads who they are', async () => {
  const code = await codeOf();
  const tokens = await stage.web(undefined).openid.connect.token({ ...client(), code, redirect_uri });
  expect(tokens.token_type).toBe('Bearer');
  expect(await checked(tokens.id_token)).toMatchObject({
    iss: (await discover()).issuer,
    aud: app.clientId,
    sub: ADA,
    nonce: NONCE,
    'https://slack.com/team_id': ACME,
    name: 'Ada Byrne',
  });
  const info = await stage.web(tokens.access_token).openid.connect.userInfo();
  expect(info).toMatchObject({ sub: ADA, 'https://slack.com/team_domain': 'acme', given_name: 'Ada' });
  expect(info.email).toBeUndefined();
});

test('WebClient rejects with Slack’s errors', async () => {
  const { openid } = stage.web(undefined);
  const good = { ...client(), redirect_uri };
  const wrong = async (changes: object) =>
    openid.connect.token({ ...good, code: await codeOf(), ...changes });
  await expect(wrong({ code: 'never-issued' })).rejects.toMatchObject(refusal('invalid_code'));
  await expect(wrong({ client_secret: 'x' })).rejects.toMatchObject(refusal('bad_client_secret'));
  await expect(wrong({ redirect_uri: 'x' })).rejects.toMatchObject(refusal('bad_redirect_uri'));
  const { botToken } = await stage.install();
  await expect(stage.web(botToken).openid.connect.userInfo()).rejects.toMatchObject(
    refusal('not_allowed_token_type'),
  );
});

test('WebClient refreshes the token of a sign-in', async () => {
  await stage.control.changeApp(app.id, { tokenRotation: true });
  const { openid } = stage.web(undefined);
  const { refresh_token = '' } = await openid.connect.token({
    ...client(),
    code: await codeOf(),
    redirect_uri,
  });
  const again = { ...client(), code: '', grant_type: 'refresh_token', refresh_token } as const;
  const next = await openid.connect.token(again);
  expect(await stage.web(next.access_token).openid.connect.userInfo()).toMatchObject({ sub: ADA });
  await expect(openid.connect.token(again)).rejects.toMatchObject(refusal('invalid_refresh_token'));
});
