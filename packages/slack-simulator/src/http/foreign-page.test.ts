import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACME, ADA, GENERAL, type TestWorld, testWorld } from '../testing/world.ts';
import { isFromForeignPage, type Provenance } from './foreign-page.ts';

const OWN = 'http://127.0.0.1:3100';
const host = '127.0.0.1:3100';

const from = (headers: Provenance['headers'], localAddress = '127.0.0.1') =>
  isFromForeignPage({ headers, socket: { localAddress } }, OWN);

test.each([
  ['of no browser', { host }],
  ['without any header', {}],
  ['of its own page', { host, origin: OWN, 'sec-fetch-site': 'same-origin' }],
  ['typed by a person', { host, 'sec-fetch-site': 'none' }],
  ['of its own page in an older browser', { host, origin: OWN }],
  ['of its own page by another name', { host: 'localhost:3100', origin: 'http://localhost:3100' }],
  ['of its own page by an address of IPv6', { host: '[::1]:3100', origin: 'http://[::1]:3100' }],
  ['by a name of this machine', { host: 'slack.localhost:3100' }],
  ['by a name in a network of containers', { host: 'simulator:3100' }],
])('takes a request %s', (_of, headers) => {
  expect(from(headers)).toBe(false);
});

test.each([
  ['of another site', { host, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['of another port', { host, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }],
  ['of another site in an older browser', { host, origin: 'http://evil.example' }],
  ['of another port in an older browser', { host, origin: 'http://127.0.0.1:3000' }],
  ['of a page without an origin', { host, origin: 'null' }],
  ['of a page whose name leads here', { host: 'evil.example:3100', origin: 'http://evil.example:3100' }],
  ['by a foreign name that leads here', { host: 'evil.example:3100' }],
])('refuses a request %s', (_of, headers) => {
  expect(from(headers)).toBe(true);
});

test('behind a proxy its own page has the public address', () => {
  expect(from({ host: 'inner:1', origin: OWN })).toBe(false);
});

test('where it does not listen on loopback it may have any name', () => {
  expect(from({ host: 'slack.example.com', origin: 'http://slack.example.com' }, '10.0.0.7')).toBe(false);
  expect(from({ host: 'slack.example.com', origin: 'http://example.com' }, '10.0.0.7')).toBe(true);
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
async function send(method: string, url: string, headers: Readonly<Record<string, string>>, body = '') {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise<{ status: number; location: string | undefined; text: string }>((resolve, reject) => {
    const sent = request(url, { method, headers: { ...type, ...headers } }, (answer) => {
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
    const refused = await send('POST', consentAddress(), headers, form);
    expect(refused.status).toBe(403);
    expect(refused.location).toBeUndefined();
    expect(refused.text).toContain('foreign_page');
  }
  const own = { origin: world.simulator.url, 'sec-fetch-site': 'same-origin' };
  const allowed = await send('POST', consentAddress(), own, form);
  expect(allowed.location).toMatch(/[?&]code=/);
});

test('a page of another origin cannot frame the consent page', async () => {
  const { headers } = await fetch(consentAddress());
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a page of another origin cannot use the control, while its own page and programs can', async () => {
  const url = `${world.simulator.url}/_sim/workspaces/${ACME}/channels/${GENERAL}/messages`;
  const body = JSON.stringify({ user: ADA, text: 'forged' });
  for (const headers of FOREIGN) expect((await send('POST', url, headers, body)).status).toBe(403);
  const disguised = url.replace('/_sim/', '/%5Fsim/');
  for (const headers of FOREIGN) expect((await send('POST', disguised, headers, body)).status).toBe(403);
  const own = { origin: world.simulator.url, 'sec-fetch-site': 'same-origin' };
  for (const headers of [own, {}]) expect((await send('POST', url, headers, body)).status).toBe(200);
  const named = { host: 'evil.example' };
  for (const reading of ['/_sim', '/_sim/state', '/%5Fsim/state', '/_sim/stream'])
    expect((await send('GET', `${world.simulator.url}${reading}`, named)).status).toBe(403);
  const { messages } = await world.simulator.control.messages({ team: ACME, channel: GENERAL });
  expect(messages).toHaveLength(2);
});
