import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACME, ADA, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';
import { isCrossSite } from './cross-site.ts';

const OWN = 'http://127.0.0.1:3100';
const host = '127.0.0.1:3100';

test.each([
  ['of no browser', { host }, false],
  ['of its own page', { host, origin: OWN, 'sec-fetch-site': 'same-origin' }, false],
  ['typed by a person', { host, 'sec-fetch-site': 'none' }, false],
  ['of another site', { host, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }, true],
  ['of another port', { host, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, true],
  ['of its own page in an older browser', { host, origin: OWN }, false],
  ['of its own page by another name', { host: 'localhost:3100', origin: 'http://localhost:3100' }, false],
  ['of its own page behind a proxy', { host: 'inner:1', origin: OWN }, false],
  ['of another site in an older browser', { host, origin: 'http://evil.example' }, true],
  ['of another port in an older browser', { host, origin: 'http://127.0.0.1:3000' }, true],
  ['of a page without an origin', { host, origin: 'null' }, true],
])('a request %s', (_of, headers, isForeign) => {
  expect(isCrossSite(headers, OWN)).toBe(isForeign);
});

let world: TestWorld;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.simulator.stop());

const FOREIGN = [
  { origin: 'http://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' },
];

/** `fetch` keeps these headers to itself. */
async function post(url: string, body: string, headers: Readonly<Record<string, string>>) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { ...type, ...headers } }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => {
        text += part.toString();
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function consentAddress(): string {
  const { app, simulator } = world;
  return `${simulator.authorizeUrl}?${new URLSearchParams({ client_id: app.clientId, scope: 'chat:write' })}`;
}

test('a page of another origin cannot give consent', async () => {
  const form = `decision=allow&who=${ACME}:${ADA}`;
  for (const headers of FOREIGN) {
    const refused = await post(consentAddress(), form, headers);
    expect(refused.status).toBe(403);
    expect(refused.location).toBeUndefined();
    expect(refused.text).toContain('cross_site');
  }
  const own = { origin: world.simulator.url, 'sec-fetch-site': 'same-origin' };
  const allowed = await post(consentAddress(), form, own);
  expect(allowed.location).toMatch(/[?&]code=/);
});

test('a page of another origin cannot frame the consent page', async () => {
  const { headers } = await fetch(consentAddress());
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a page of another origin cannot use the control, while its own page and programs can', async () => {
  const url = `${world.simulator.url}/_sim/workspaces/${ACME}/channels/${GENERAL}/messages`;
  const body = JSON.stringify({ user: ADA, text: 'forged' });
  for (const headers of FOREIGN) expect((await post(url, body, headers)).status).toBe(403);
  const disguised = url.replace('/_sim/', '/%5Fsim/');
  for (const headers of FOREIGN) expect((await post(disguised, body, headers)).status).toBe(403);
  const own = { origin: world.simulator.url, 'sec-fetch-site': 'same-origin' };
  for (const headers of [own, {}]) expect((await post(url, body, headers)).status).toBe(200);
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toHaveLength(2);
});
