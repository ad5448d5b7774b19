import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../start-simulator.ts';
import { isFromForeignPage } from './foreign-page.ts';

const asked = (headers: { origin?: string; host?: string }, localAddress = '127.0.0.1') =>
  isFromForeignPage({
    origin: headers.origin,
    host: headers.host,
    localAddress,
    publicUrl: 'http://localhost:3100',
  });

test.each([
  [{ host: '127.0.0.1:3100' }],
  [{ host: 'localhost:3100', origin: 'http://localhost:3100' }],
  [{ host: '127.0.0.1:3100', origin: 'http://localhost:3100' }],
  [{ host: '[::1]:3100', origin: 'http://[::1]:3100' }],
  [{ host: 'slack.localhost:3100' }],
  [{ host: 'simulator:3100' }],
  [{}],
])('takes what comes from this machine: %o', (headers) => {
  expect(asked(headers)).toBe(false);
});

test.each([
  [{ host: 'localhost:3100', origin: 'https://example.com' }],
  [{ host: 'localhost:3100', origin: 'http://localhost:8080' }],
  [{ host: 'localhost:3100', origin: 'null' }],
  [{ host: 'evil.example.com:3100', origin: 'http://evil.example.com:3100' }],
  [{ host: 'evil.example.com:3100' }],
])('refuses what a page of somebody else sends: %o', (headers) => {
  expect(asked(headers)).toBe(true);
});

test('has a name in its network when it does not listen on loopback', () => {
  expect(asked({ host: 'slack.example.com', origin: 'http://slack.example.com' }, '10.0.0.7')).toBe(false);
  expect(asked({ host: 'slack.example.com', origin: 'http://example.com' }, '10.0.0.7')).toBe(true);
});

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.stop());

/** With headers that `fetch` would not send. */
const ask = (method: string, path: string, headers: Record<string, string>, body = '') =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = request(`${simulator.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(body);
  });

test('a page of somebody else neither writes as people nor reads', async () => {
  const path = '/_sim/workspaces/T0ACME00001/channels/C0ACMEGEN01/messages';
  const body = JSON.stringify({ user: 'U0ACMEADA01', text: 'by stealth' });
  const foreign = { origin: 'https://example.com', 'content-type': 'text/plain' };
  expect(await ask('POST', path, foreign, body)).toBe(403);
  for (const reading of ['/_sim', '/_sim/state', '/%5Fsim/state', '/_sim/stream', path])
    expect(await ask('GET', reading, { host: 'evil.example.com' })).toBe(403);
  const { messages } = await simulator.control.messages({ team: 'T0ACME00001', channel: 'C0ACMEGEN01' });
  expect(messages).toEqual([]);
  expect(await ask('POST', path, { origin: simulator.url }, body)).toBe(200);
});
