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

function get(cookie?: string) {
  return bench.server.inject({ url: '/api/v1/session', headers: cookie ? { cookie } : {} });
}

async function sessionCookie(): Promise<string> {
  const [cookie] = (await signIn({ operatorToken: OPERATOR_TOKEN })).cookies;
  return `${cookie?.name}=${cookie?.value}`;
}

async function newLink(): Promise<string> {
  const answer = await bench.server.inject({
    method: 'POST',
    url: '/api/v1/sign-in-links',
    headers: AS_OPERATOR,
  });
  expect(answer.statusCode).toBe(201);
  const { url } = answer.json<{ url: string }>();
  expect(url).toMatch(/^http:\/\/localhost:3000\/#sign-in=[\w-]{43}$/);
  return url.split('#sign-in=')[1] ?? '';
}

describe('signing in', () => {
  it('opens a session with the operator token', async () => {
    expect((await get()).json()).toEqual({ signedIn: false, sharedApp: true });
    const answer = await signIn({ operatorToken: OPERATOR_TOKEN });
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'muster_session', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect((await get(`muster_session=${cookie?.value}`)).json()).toMatchObject({ signedIn: true });
  });

  it('opens a session with a one-time link, once', async () => {
    const link = await newLink();
    const answers = await Promise.all([signIn({ link }), signIn({ link })]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    expect((await signIn({ link })).json()).toMatchObject({ error: { code: 'link_spent' } });
  });

  it('refuses a wrong token, an unknown link, and nonsense', async () => {
    expect((await signIn({ operatorToken: 'wrong' })).json()).toMatchObject({
      error: { code: 'wrong_token' },
    });
    expect((await signIn({ link: 'made-up' })).statusCode).toBe(401);
    for (const payload of [
      {},
      { operatorToken: '' },
      { operatorToken: 5 },
      { link: 'a', operatorToken: 'b' },
    ]) {
      const answer = await signIn(payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: { code: 'bad_request' } });
    }
  });

  it('refuses a sign-in from a page of another site', async () => {
    const answer = await signIn({ operatorToken: OPERATOR_TOKEN }, { origin: 'https://evil.example' });
    expect(answer.statusCode).toBe(403);
    expect(answer.cookies).toEqual([]);
  });

  it('ends the session on signing out, for whoever kept the cookie too', async () => {
    const cookie = await sessionCookie();
    const answer = await bench.server.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { cookie, ...OWN_PAGE },
    });
    expect(answer.statusCode).toBe(204);
    expect((await get(cookie)).json()).toMatchObject({ signedIn: false });
  });

  it('stores neither links nor sessions in the clear', async () => {
    const link = await newLink();
    const secret = (await sessionCookie()).split('=')[1];
    const { rows } = await bench.query(
      'SELECT session_hash AS hash FROM sessions UNION ALL SELECT link_hash FROM sign_in_links',
      [],
    );
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(1);
    expect(text).not.toContain(link);
    expect(text).not.toContain(secret);
  });

  it('slows down whoever tries again and again', async () => {
    const slow = await openBench();
    const tries = [];
    for (let n = 0; n < 25; n++)
      tries.push(
        await slow.server.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { operatorToken: `wrong ${n}` },
        }),
      );
    const last = tries.at(-1);
    expect(last?.statusCode).toBe(429);
    expect(last?.json()).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(tries[0]?.statusCode).toBe(401);
    await slow.close();
  });
});
