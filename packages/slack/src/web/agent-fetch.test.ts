import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@muster/fleet';
import { Agent, buildConnector } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentFetch } from './agent-fetch.ts';

const TIMEOUT_MS = 2_000;

let server: Server;
let url: string;
let requests: number;
let agent: Agent;
let nowMs: number;
/** What happens between asking for a connection and having it. */
let whileConnecting: () => void;

beforeEach(async () => {
  requests = 0;
  nowMs = 0;
  whileConnecting = () => {};
  server = createServer((_request, response) => {
    requests += 1;
    response.end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const connect = buildConnector({});
  agent = new Agent({
    connect(options, done) {
      connect(options, (...made) => {
        whileConnecting();
        done(...made);
      });
    },
  });
});
afterEach(async () => {
  await agent.destroy();
  server.close();
});

/** The clock of a process that was stopped: its time goes on, and its timers have not run yet. */
const stoppedClock: Clock = {
  monotonicMs: () => nowMs,
  wallMs: () => nowMs,
  after: () => ({ cancel: () => {} }),
  sleep: () => Promise.resolve(),
};
const post = () =>
  agentFetch(agent, stoppedClock, TIMEOUT_MS)(url, { method: 'POST', body: 'text=hi', headers: {} });

it('sends a request whose connection was there in time', async () => {
  whileConnecting = () => {
    nowMs += TIMEOUT_MS - 1;
  };
  expect(await (await post()).json()).toEqual({ ok: true });
  expect(requests).toBe(1);
});

it('sends nothing once its time is over, though a stopped process did not notice', async () => {
  whileConnecting = () => {
    nowMs += TIMEOUT_MS;
  };
  await expect(post()).rejects.toMatchObject({ name: 'TimeoutError' });
  // The next one has a connection of its own.
  whileConnecting = () => {};
  await post();
  expect(requests).toBe(1);
});
