import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';
import type { Json } from '../testing/rotating-world.ts';
import { type SignInWorld, signInWorld } from '../testing/sign-in-world.ts';
import { ACME, ADA, DAN } from '../testing/world.ts';

let world: SignInWorld;
beforeEach(async () => {
  world = await signInWorld();
});
afterEach(() => world.simulator.stop());

/** The parts of an id token, and whether one of the published keys signed it. */
async function opened(idToken: unknown, { url }: Pick<Simulator, 'url'> = world.simulator) {
  const [head = '', body = '', signature = ''] = String(idToken).split('.');
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
  const { keys } = (await (await fetch(`${url}/openid/connect/keys`)).json()) as { keys: JsonWebKey[] };
  const jwk = keys.find(({ kid }) => kid === parse(head).kid);
  const key = createPublicKey({ key: jwk ?? {}, format: 'jwk' });
  const isSignedFor = (text: string) =>
    verify('RSA-SHA256', Buffer.from(`${head}.${text}`), key, Buffer.from(signature, 'base64url'));
  return { head: parse(head), claims: parse(body), isSigned: isSignedFor(body), isSignedFor, keys };
}

test('a person signs in, and the id token says who they are, signed with a published key', async () => {
  const seconds = Math.floor(world.clock.wallMs() / 1000);
  const answer = await world.exchange(await world.allow());
  expect(answer).toEqual({
    ok: true,
    access_token: expect.stringMatching(/^xoxp-/),
    token_type: 'Bearer',
    id_token: expect.any(String),
  });
  const { head, claims, isSigned, isSignedFor } = await opened(answer.id_token);
  expect(head).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  expect(isSigned).toBe(true);
  const forged = { ...claims, sub: DAN };
  expect(isSignedFor(Buffer.from(JSON.stringify(forged)).toString('base64url'))).toBe(false);
  const hash = createHash('sha256').update(String(answer.access_token)).digest();
  expect(claims).toEqual({
    iss: world.simulator.url,
    sub: ADA,
    aud: world.app.clientId,
    exp: seconds + 300,
    iat: seconds,
    auth_time: seconds,
    nonce: 'n-1',
    at_hash: hash.subarray(0, 16).toString('base64url'),
    'https://slack.com/team_id': ACME,
    'https://slack.com/user_id': ADA,
    email: 'ada@acme.example',
    email_verified: true,
    name: 'Ada Byrne',
    given_name: 'Ada',
    family_name: 'Byrne',
    locale: 'en-US',
    'https://slack.com/team_name': 'Acme',
    'https://slack.com/team_domain': 'acme',
  });
});

test('the id token tells when the person consented, which may be before it was asked for', async () => {
  const seconds = Math.floor(world.clock.wallMs() / 1000);
  const code = await world.allow();
  world.clock.advance(60_000);
  const { claims } = await opened((await world.exchange(code)).id_token);
  expect(claims).toMatchObject({ auth_time: seconds, iat: seconds + 60, exp: seconds + 360 });
});

test('an app gets to know only what it asked for', async () => {
  const bare = await world.exchange(await world.allow(world.address({ scope: 'openid', nonce: '' })));
  const { claims } = await opened(bare.id_token);
  for (const name of ['nonce', 'email', 'name', 'locale', 'https://slack.com/team_name'])
    expect(claims).not.toHaveProperty([name]);
  expect(await world.call('openid.connect.userInfo', bare.access_token)).toEqual({
    ok: true,
    sub: ADA,
    'https://slack.com/user_id': ADA,
    'https://slack.com/team_id': ACME,
  });
  const more = await world.exchange(await world.allow(world.address({ scope: 'openid,email' })));
  const info = await world.call('openid.connect.userInfo', more.access_token);
  expect(info.email).toBe('ada@acme.example');
  expect(info).not.toHaveProperty('name');
});

test('userInfo tells of a person as they are now', async () => {
  const { access_token } = await world.exchange(await world.allow());
  await world.simulator.control.changePerson(ACME, ADA, { realName: 'Ada King Byrne' });
  expect(await world.call('openid.connect.userInfo', access_token)).toMatchObject({
    name: 'Ada King Byrne',
    given_name: 'Ada',
    family_name: 'King Byrne',
  });
});

test('discovery names this server’s own addresses, and the published keys hold no private part', async () => {
  const { url } = world.simulator;
  const found = (await (await fetch(`${url}/.well-known/openid-configuration`)).json()) as Json;
  expect(found).toMatchObject({
    issuer: url,
    authorization_endpoint: `${url}/openid/connect/authorize`,
    token_endpoint: `${url}/api/openid.connect.token`,
    userinfo_endpoint: `${url}/api/openid.connect.userInfo`,
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const { keys } = (await (await fetch(String(found.jwks_uri))).json()) as { keys: Json[] };
  expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
});

test('no id token is in the view of the wire', async () => {
  const { id_token } = await world.exchange(await world.allow());
  const seen = JSON.stringify(await world.simulator.control.wire());
  expect(seen).toContain('openid.connect.token');
  expect(seen).not.toContain(String(id_token).split('.')[2]);
});

test('the key survives a kill, so that id tokens of before are still good', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'slack-simulator-'));
  await world.simulator.stop();
  world = await signInWorld(path.join(folder, 'state'));
  const { id_token } = await world.exchange(await world.allow());
  cpSync(path.join(folder, 'state'), path.join(folder, 'after-kill'), { recursive: true });
  // Twice, for a start compacts the journal.
  for (let start = 1; start <= 2; start += 1) {
    const revived = await startSimulator({ stateDir: path.join(folder, 'after-kill') });
    expect((await opened(id_token, revived)).isSigned).toBe(true);
    await revived.stop();
  }
  rmSync(folder, { recursive: true });
});
