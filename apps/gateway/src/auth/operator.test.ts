import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OPERATOR, type GatewayBench, OPERATOR_TOKEN, openBench } from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const OWN_PAGE = { origin: 'http://localhost:3000' };

function signIn(payload: object, headers: Record<string, string> = OWN_PAGE) {
  return bench.server.inject({ method: 'POST', url: '/api/v1/session', payload, headers });
}

async function sessionCookie(): Promise<string> {
  const [cookie] = (await signIn({ operatorToken: OPERATOR_TOKEN })).cookies;
  return `${cookie?.name}=${cookie?.value}`;
}

describe('the management API', () => {
  const guarded = [
    ['GET', '/api/v1/workspaces'],
    ['GET', '/api/v1/fleet'],
    ['GET', '/api/v1/apps'],
    ['POST', '/api/v1/apps'],
    ['DELETE', '/api/v1/workspaces/1'],
    ['POST', '/api/v1/workspaces/1/messages'],
    ['POST', '/api/v1/sign-in-links'],
    ['GET', '/api/docs/'],
    ['GET', '/api/docs/json'],
  ] as const;

  it('is closed to those who are not signed in', async () => {
    for (const [method, url] of guarded) {
      const answer = await bench.server.inject({ method, url });
      expect([url, answer.statusCode]).toEqual([url, 401]);
      expect(answer.json()).toMatchObject({ error: { code: 'not_signed_in' } });
    }
  });

  it('refuses a wrong bearer token even beside a good cookie', async () => {
    const cookie = await sessionCookie();
    const answer = await bench.server.inject({
      url: '/api/v1/workspaces',
      headers: { cookie, authorization: 'Bearer wrong' },
    });
    expect(answer.json()).toMatchObject({ error: { code: 'wrong_token' } });
  });

  it('lets a session read, and change things from its own pages only', async () => {
    const cookie = await sessionCookie();
    const write = (headers: Record<string, string>) =>
      bench.server.inject({ method: 'POST', url: '/api/v1/sign-in-links', headers: { cookie, ...headers } });
    expect((await bench.server.inject({ url: '/api/v1/workspaces', headers: { cookie } })).statusCode).toBe(
      200,
    );
    expect((await write(OWN_PAGE)).statusCode).toBe(201);
    expect((await write({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' })).statusCode).toBe(201);
    expect((await write({ origin: 'https://evil.example' })).json()).toMatchObject({
      error: { code: 'foreign_origin' },
    });
    expect((await write({})).statusCode).toBe(403);
    expect((await write({ origin: 'null' })).statusCode).toBe(403);
  });

  it('ends all sessions and links when the operator token is replaced', async () => {
    const cookie = await sessionCookie();
    const made = await bench.server.inject({
      method: 'POST',
      url: '/api/v1/sign-in-links',
      headers: AS_OPERATOR,
    });
    const link = made.json<{ url: string }>().url.split('=')[1];
    const replaced = await openBench({
      environment: { MUSTER_OPERATOR_TOKEN: 'another-operator-token-0123456789' },
      parts: { store: bench.store },
    });
    const look = await replaced.server.inject({ url: '/api/v1/workspaces', headers: { cookie } });
    expect(look.json()).toMatchObject({ error: { code: 'not_signed_in' } });
    const follow = { method: 'POST', url: '/api/v1/session', headers: OWN_PAGE, payload: { link } } as const;
    expect((await replaced.server.inject(follow)).json()).toMatchObject({ error: { code: 'link_spent' } });
    expect((await bench.server.inject(follow)).statusCode).toBe(200);
    await replaced.close();
  });

  it('takes no change from an unencrypted page when its address is HTTPS', async () => {
    const secure = await openBench({ environment: { PUBLIC_URL: 'https://muster.example.com' } });
    const host = 'muster.example.com';
    const signInFrom = async (origin: string) =>
      (
        await secure.server.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { operatorToken: OPERATOR_TOKEN },
          headers: { origin, host },
        })
      ).statusCode;
    expect(await signInFrom(`http://${host}`)).toBe(403);
    expect(await signInFrom(`https://${host}`)).toBe(200);
    await secure.close();
  });

  it('shows its documentation to those who may use it', async () => {
    const answer = await bench.server.inject({ url: '/api/docs/json', headers: AS_OPERATOR });
    expect(answer.statusCode).toBe(200);
    const document = answer.json<{ paths: object; components: { schemas: object } }>();
    const paths = Object.keys(document.paths);
    expect(Object.keys(document.components.schemas)).toContain('Workspace');
    expect(Object.keys(document.components.schemas)).not.toContain('WorkspaceInput');
    expect(paths).toContain('/api/v1/workspaces/{id}/messages');
    expect(paths).not.toContain('/slack/install');
  });

  it('answers unknown addresses and bad bodies in JSON', async () => {
    for (const url of ['/api/v1/workspaces/%ZZ', `/api/v1/workspaces/${'x'.repeat(500)}`]) {
      const bad = await bench.server.inject({ url, headers: AS_OPERATOR });
      expect(bad.json()).toEqual({ error: { code: 'bad_request', message: expect.any(String) } });
      expect(bad.body).not.toContain('xxxx');
    }
    const unknown = await bench.server.inject('/api/v1/nothing');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json()).toMatchObject({ error: { code: 'not_found' } });
    for (const [payload, type] of [
      ['{', 'application/json'],
      ['<a/>', 'application/xml'],
      [`{"name":"${'x'.repeat(70_000)}"}`, 'application/json'],
    ] as const) {
      const answer = await bench.server.inject({
        method: 'POST',
        url: '/api/v1/apps',
        headers: { ...AS_OPERATOR, 'content-type': type },
        payload,
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(answer.json()).toMatchObject({ error: { code: 'bad_request' } });
    }
  });

  it('takes an empty body for none, whatever its content type says', async () => {
    const answer = await bench.server.inject({
      method: 'POST',
      url: '/api/v1/sign-in-links',
      headers: { ...AS_OPERATOR, 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(201);
  });

  it('is never kept by a cache, and sends the security headers', async () => {
    const answer = await bench.server.inject({ url: '/api/v1/workspaces', headers: AS_OPERATOR });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });
});
