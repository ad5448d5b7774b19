import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { authorizeUrl } from './authorize-url.ts';
import { BOT_SCOPES } from './manifest.ts';
import { createSlackOAuth } from './slack-oauth.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const GRANTED = {
  ok: true,
  access_token: 'xoxb-1',
  token_type: 'bot',
  scope: 'chat:write,commands',
  bot_user_id: 'U1',
  app_id: 'A1',
  team: { id: 'T1', name: 'Acme' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U2' },
};
const REQUEST = { clientId: '1.1', clientSecret: 's', code: 'c', redirectUrl: 'https://x.test/back' };

/** A server that gives one answer to everything, and keeps what it was sent. */
async function answering(answer: unknown, status = 200) {
  const bodies: URLSearchParams[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      bodies.push(new URLSearchParams(body));
      if (answer === undefined) return;
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '7' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { bodies, oauth: createSlackOAuth({ apiUrl: `http://127.0.0.1:${port}/api/`, timeoutMs: 300 }) };
}

describe('exchangeCode', () => {
  it('trades a code for a grant', async () => {
    const { oauth, bodies } = await answering(GRANTED);
    expect(await oauth.exchangeCode(REQUEST)).toEqual({
      kind: 'ok',
      grant: {
        botToken: 'xoxb-1',
        appId: 'A1',
        teamId: 'T1',
        teamName: 'Acme',
        enterpriseId: null,
        isEnterpriseInstall: false,
        botUserId: 'U1',
        scopes: ['chat:write', 'commands'],
        installedBy: 'U2',
      },
    });
    expect(bodies.map(Object.fromEntries)).toEqual([
      { client_id: '1.1', client_secret: 's', code: 'c', redirect_uri: 'https://x.test/back' },
    ]);
  });

  it('reads an org-wide grant, which has no team', async () => {
    const { oauth } = await answering({
      ...GRANTED,
      team: null,
      enterprise: { id: 'E1', name: 'Initech' },
      is_enterprise_install: true,
    });
    expect(await oauth.exchangeCode(REQUEST)).toMatchObject({
      kind: 'ok',
      grant: { teamId: null, enterpriseId: 'E1', teamName: 'Initech', isEnterpriseInstall: true },
    });
  });

  it.each([
    [{ ok: false, error: 'invalid_code' }, 200, { kind: 'refused', code: 'invalid_code' }],
    [{ ok: false, error: 'internal_error' }, 200, { kind: 'unavailable', code: 'internal_error' }],
    [{ ok: false, error: 'ratelimited' }, 429, { kind: 'unavailable', code: 'ratelimited' }],
    [{ ok: false }, 500, { kind: 'unavailable', code: 'http_500' }],
    ['<html>', 200, { kind: 'unavailable' }],
    [{ ...GRANTED, token_type: 'user' }, 200, { kind: 'unavailable', code: 'unexpected_answer' }],
    [{ ...GRANTED, team: null }, 200, { kind: 'unavailable', code: 'unexpected_answer' }],
    [{ ...GRANTED, refresh_token: 'xoxe-1' }, 200, { kind: 'refused', code: 'token_rotation_enabled' }],
  ])('tells what %j with status %i means', async (answer, status, expected) => {
    const { oauth, bodies } = await answering(answer, status);
    expect(await oauth.exchangeCode(REQUEST)).toMatchObject(expected);
    expect(bodies).toHaveLength(1);
  });

  it('gives up on a Slack that never answers, without asking twice', async () => {
    const { oauth, bodies } = await answering(undefined);
    expect(await oauth.exchangeCode(REQUEST)).toMatchObject({ kind: 'unavailable' });
    expect(bodies).toHaveLength(1);
  });

  it('finds Slack unavailable where nothing listens', async () => {
    const oauth = createSlackOAuth({ apiUrl: 'http://127.0.0.1:1/api/' });
    expect(await oauth.exchangeCode(REQUEST)).toMatchObject({ kind: 'unavailable' });
  });
});

describe('checkClient', () => {
  it.each([
    ['invalid_code', { kind: 'ok' }],
    ['bad_client_secret', { kind: 'refused', code: 'bad_client_secret' }],
    ['invalid_client_id', { kind: 'refused', code: 'invalid_client_id' }],
    ['fatal_error', { kind: 'unavailable', code: 'fatal_error' }],
  ])('reads %s', async (error, expected) => {
    const { oauth } = await answering({ ok: false, error });
    expect(await oauth.checkClient({ clientId: '1.1', clientSecret: 's' })).toEqual(expected);
  });
});

describe('authorizeUrl', () => {
  it('carries the client, all scopes, the way back and the state', () => {
    const url = new URL(
      authorizeUrl({
        authorizeUrl: 'https://slack.com/oauth/v2/authorize',
        clientId: '1.1',
        redirectUrl: 'https://x.test/back?a=b',
        state: 's&t',
      }),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '1.1',
      scope: BOT_SCOPES.join(','),
      redirect_uri: 'https://x.test/back?a=b',
      state: 's&t',
    });
  });
});
