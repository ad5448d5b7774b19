import { recordingLog, seededRandom, VirtualClock } from '@muster/fleet/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../testing/fake-slack.ts';
import { until } from '../testing/until.ts';
import type { Connection, ConnectionEvents, ConnectionStatus, Connector, Envelope } from './index.ts';
import { createConnector } from './index.ts';

let slack: FakeSlack;
let clock: VirtualClock;
let connector: Connector;
let connection: Connection;
let statuses: ConnectionStatus[];
let envelopes: Envelope[];
let garbage: number;
const rejections: unknown[] = [];
const noteRejection = (error: unknown) => rejections.push(error);

beforeEach(async () => {
  slack = await startFakeSlack();
  clock = new VirtualClock();
  connector = createConnector({ apiUrl: slack.apiUrl, clock, random: seededRandom(7) });
  statuses = [];
  envelopes = [];
  garbage = 0;
  rejections.length = 0;
  process.on('unhandledRejection', noteRejection);
});

afterEach(async () => {
  const closed = connection?.close().then(() => 'closed');
  let isClosed = false;
  void closed?.then(() => {
    isClosed = true;
  });
  await until(clock, () => isClosed, 100);
  await connector.close();
  await slack.stop();
  process.off('unhandledRejection', noteRejection);
  expect(rejections).toEqual([]);
  expect(clock.timers).toBe(0);
});

function connect(events: Partial<ConnectionEvents> = {}) {
  connection = connector.connect({
    appId: 'A1',
    appToken: 'xapp-1-A1-secret',
    log: recordingLog(),
    onStatus: (status) => statuses.push(status),
    onEnvelope: async (envelope) => {
      envelopes.push(envelope);
      envelope.ack();
    },
    onGarbage: () => {
      garbage++;
    },
    mayOpen: () => true,
    ...events,
  });
  return connection;
}

const kind = () => connection.status().kind;
const live = () => until(clock, () => kind() === 'live');
const socket = (index: number) => {
  const found = slack.sockets[index];
  if (!found) throw new Error(`no socket ${index}`);
  return found;
};

describe('a connection', () => {
  it('is live once hello came, and tells what Slack counts', async () => {
    connect();
    await live();
    expect(connection.status()).toMatchObject({ numConnections: 1, host: 'applink-1' });
    expect(slack.requests[0]?.token).toBe('xapp-1-A1-secret');
  });

  it('hands envelopes over and acks each once', async () => {
    connect();
    await live();
    socket(0).envelope('e1', { event: { type: 'message' } }, { retry_attempt: 2 });
    socket(0).envelope('e2', { event: { type: 'app_mention' } });
    await until(clock, () => socket(0).received.length === 2);
    expect(envelopes).toMatchObject([
      { envelopeId: 'e1', type: 'events_api', retryAttempt: 2, payload: { event: { type: 'message' } } },
      { envelopeId: 'e2' },
    ]);
    expect(socket(0).acks()).toEqual(['e1', 'e2']);
  });

  it('hands over envelopes without an event and with hostile event names', async () => {
    connect();
    await live();
    socket(0).envelope('limited', { type: 'app_rate_limited' });
    for (const type of ['close', 'disconnected', 'error', 'ws_message', '__proto__'])
      socket(0).envelope(`named-${type}`, { event: { type } });
    socket(0).envelope('empty', null);
    await until(clock, () => socket(0).received.length === 7);
    expect(slack.sockets).toHaveLength(1);
    expect(kind()).toBe('live');
  });

  it('sends a payload with the ack only where Slack accepts one', async () => {
    connect({
      onEnvelope: async (envelope) => {
        envelope.ack({ text: 'hi' });
      },
    });
    await live();
    socket(0).envelope('takes', {}, { type: 'slash_commands', accepts_response_payload: true });
    socket(0).envelope('takes-not', {});
    await until(clock, () => socket(0).received.length === 2);
    expect(socket(0).received).toEqual([
      { envelope_id: 'takes', payload: { text: 'hi' } },
      { envelope_id: 'takes-not' },
    ]);
  });

  it('counts frames that are nothing known, and goes on', async () => {
    connect();
    await live();
    for (const frame of [
      '{',
      'null',
      '[]',
      '42',
      '{}',
      '{"type":"new_thing"}',
      '\u0000',
      'x'.repeat(1_000_000),
    ])
      socket(0).send(frame);
    socket(0).ws.send(Buffer.from([1, 2, 3]));
    socket(0).envelope('after');
    await until(clock, () => socket(0).received.length === 1);
    expect(garbage).toBe(9);
  });

  it('survives a handler that throws', async () => {
    connect({ onEnvelope: () => Promise.reject(new Error('bug')) });
    await live();
    socket(0).envelope('e1');
    socket(0).ws.ping();
    await clock.advance(1_000);
    expect(kind()).toBe('live');
  });
});

describe('when Slack announces that a connection goes', () => {
  for (const reason of ['warning', 'refresh_requested', 'something new'])
    it(`opens the successor first and takes envelopes all the while: ${reason}`, async () => {
      connect();
      await live();
      socket(0).send({ type: 'disconnect', reason });
      await until(clock, () => slack.sockets.length === 2);
      expect(socket(0).isClosed).toBe(false);
      socket(0).envelope('on the old one');
      socket(1).envelope('on the new one');
      await until(clock, () => envelopes.length === 2);
      await until(clock, () => socket(0).isClosed);
      expect(socket(0).acks()).toEqual(['on the old one']);
      expect(socket(1).acks()).toEqual(['on the new one']);
      expect(statuses.slice(1).every(({ kind }) => kind === 'connecting' || kind === 'live')).toBe(true);
    });

  it('renews once for several announcements', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'warning' });
    socket(0).send({ type: 'disconnect', reason: 'refresh_requested' });
    await until(clock, () => socket(0).isClosed);
    expect(slack.sockets).toHaveLength(2);
  });

  it('tries again for the successor while the old one lives', async () => {
    connect();
    await live();
    let refusals = 2;
    slack.answer((request) =>
      request.method === 'apps.connections.open' && refusals-- > 0 ? { status: 500 } : undefined,
    );
    socket(0).send({ type: 'disconnect', reason: 'warning' });
    await until(clock, () => slack.sockets.length === 2, 50);
    await until(clock, () => socket(0).isClosed);
    expect(slack.opens()).toBe(4);
  });

  it('goes on with the successor when the old one is closed at once', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'refresh_requested' });
    socket(0).tcp.destroy();
    await until(clock, () => slack.sockets.length === 2 && kind() === 'live');
    expect(connection.sockets()).toBe(1);
  });

  it('finishes what is in hand before the old one closes', async () => {
    let finish: (() => void) | undefined;
    connect({
      onEnvelope: (envelope) =>
        new Promise((resolve) => {
          finish = () => {
            envelope.ack();
            resolve();
          };
        }),
    });
    await live();
    socket(0).envelope('slow');
    await until(clock, () => finish !== undefined);
    socket(0).send({ type: 'disconnect', reason: 'warning' });
    await until(clock, () => slack.sockets.length === 2 && connection.sockets() === 2);
    await clock.advance(2_500);
    expect(socket(0).isClosed).toBe(false);
    finish?.();
    await until(clock, () => socket(0).isClosed);
    expect(socket(0).acks()).toEqual(['slow']);
  });

  it('renews late in the expected life by itself', async () => {
    connect();
    await live();
    socket(0).ws.ping();
    await clock.advance(1);
    slack.behave({ pings: true });
    await until(clock, () => slack.sockets.length > 1, 400);
    await live();
  });

  it('stops when Socket Mode is switched off', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'link_disabled' });
    await until(clock, () => kind() === 'stopped');
    expect(connection.status()).toEqual({ kind: 'stopped', reason: 'link-disabled', code: 'link_disabled' });
    await clock.advance(600_000);
    expect(slack.opens()).toBe(1);
  });

  it('waits long when there are too many sockets, and opens nothing beside', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'too_many_websockets' });
    await until(clock, () => kind() === 'waiting');
    expect(connection.status()).toMatchObject({ reason: 'too-many-websockets' });
    expect(slack.opens()).toBe(1);
    await clock.advance(29_000);
    expect(slack.opens()).toBe(1);
    await until(clock, () => kind() === 'live', 500);
  });
});

describe('when a connection is lost', () => {
  it('comes back after the socket was cut', async () => {
    connect();
    await live();
    socket(0).tcp.destroy();
    await until(clock, () => slack.sockets.length === 2 && kind() === 'live');
    expect(statuses.some((status) => status.kind === 'waiting' && status.reason !== 'starting')).toBe(true);
  });

  it('comes back at once after a close frame though TCP stays open', async () => {
    slack.behave({ keepsTcp: true });
    connect();
    await live();
    socket(0).ws.close(1000);
    await until(clock, () => slack.sockets.length === 2 && kind() === 'live');
    await until(clock, () => socket(0).isClosed);
    expect(clock.monotonicMs()).toBeLessThan(5_000);
  });

  it('notices a server that does not answer any more', async () => {
    slack.behave({ pongs: false });
    connect();
    await live();
    slack.behave({});
    await until(clock, () => kind() === 'waiting', 100);
    expect(connection.status()).toMatchObject({ reason: 'silent' });
    await live();
  });

  it('renews a connection whose server never pings, ever more seldom, and never without one', async () => {
    connect();
    await live();
    const answering = setInterval(() => {
      for (const { ws } of slack.sockets) ws.pong();
    }, 1);
    await until(clock, () => slack.sockets.length === 2, 100);
    const firstMs = clock.monotonicMs();
    await until(clock, () => slack.sockets.length === 3, 100);
    clearInterval(answering);
    expect(clock.monotonicMs() - firstMs).toBeGreaterThan(50_000);
    expect(statuses.filter(({ kind }) => kind === 'waiting')).toHaveLength(0);
  });

  it('leaves a connection alone whose server pings', async () => {
    slack.behave({ pings: true });
    connect();
    await live();
    await until(clock, () => clock.monotonicMs() > 100_000, 100);
    expect(slack.sockets).toHaveLength(1);
  });
});

describe('when a connection cannot be opened', () => {
  it('gives up a start that hangs at the request, and tries again', async () => {
    let hangs = 1;
    slack.answer(() => (hangs-- > 0 ? { hang: true } : undefined));
    connect();
    await until(clock, () => slack.opens() === 1);
    await until(clock, () => kind() === 'waiting', 500);
    await live();
  });

  for (const upgrade of ['refuse', 'hang'] as const)
    it(`tries again when the upgrade meets: ${upgrade}`, async () => {
      slack.behave({ upgrade });
      connect();
      await until(clock, () => slack.opens() === 1);
      await until(clock, () => statuses.some(({ kind }) => kind === 'waiting'), 250);
      slack.behave({});
      await live();
      // Its own, and the one over which it asks for addresses.
      await until(clock, () => slack.connections() <= 2, 0);
    });

  it('gives up a socket without hello', async () => {
    slack.behave({ hello: null });
    connect();
    await until(clock, () => slack.sockets.length === 1);
    await until(clock, () => kind() === 'waiting', 500);
    expect(connection.status()).toMatchObject({ reason: 'start-deadline' });
    slack.behave({});
    await live();
    await until(clock, () => socket(0).isClosed);
  });

  for (const answer of [
    { status: 500 },
    { status: 503, body: '<html>' },
    { body: 'no json' },
    { body: 'null' },
    { body: { ok: false, error: 'internal_error' } },
    { body: { ok: true } },
    { body: { ok: true, url: 'nonsense' } },
    { body: { ok: true, url: 'ws://127.0.0.1:1/nobody' } },
  ])
    it(`tries again after ${JSON.stringify(answer)}`, async () => {
      let bad = 2;
      slack.answer(() => (bad-- > 0 ? answer : undefined));
      connect();
      await until(clock, () => kind() === 'live', 50);
      expect(slack.opens()).toBe(3);
    });

  it('obeys Retry-After', async () => {
    let limited = 1;
    slack.answer(() => (limited-- > 0 ? { status: 429, headers: { 'retry-after': '30' } } : undefined));
    connect();
    await until(clock, () => statuses.some(({ kind }) => kind === 'waiting'), 1);
    await clock.advance(29_000);
    expect(slack.opens()).toBe(1);
    await until(clock, () => kind() === 'live', 100);
  });

  it('backs off further with every failure', async () => {
    slack.answer(() => ({ status: 500 }));
    connect();
    await until(clock, () => clock.monotonicMs() > 600_000, 1_000);
    // 10 minutes at 15 s on average, and a few more at the start.
    expect(slack.opens()).toBeLessThan(80);
    expect(slack.opens()).toBeGreaterThan(15);
  });

  it('asks a second time before it believes that the token is refused', async () => {
    slack.answer(() => ({ body: { ok: false, error: 'invalid_auth' } }));
    connect();
    await until(clock, () => kind() === 'stopped');
    expect(connection.status()).toEqual({ kind: 'stopped', reason: 'token-refused', code: 'invalid_auth' });
    expect(slack.opens()).toBe(2);
  });

  it('goes on when the refusal was not meant', async () => {
    let refusals = 1;
    slack.answer(() => (refusals-- > 0 ? { body: { ok: false, error: 'account_inactive' } } : undefined));
    connect();
    await live();
  });

  it('stops when the token is that of another app', async () => {
    slack.behave({ hello: { type: 'hello', connection_info: { app_id: 'A2' } } });
    connect();
    await until(clock, () => kind() === 'stopped');
    expect(connection.status()).toEqual({ kind: 'stopped', reason: 'wrong-app', code: 'A2' });
  });

  it('opens nothing while it may not', async () => {
    let may = false;
    connect({ mayOpen: () => may });
    await clock.advance(5_000);
    expect(slack.opens()).toBe(0);
    may = true;
    await live();
  });
});

describe('closing a connection', () => {
  it('ends in every state, and TCP with it', async () => {
    slack.behave({ keepsTcp: true });
    connect();
    await live();
    const closed = connection.close();
    let isClosed = false;
    void closed.then(() => {
      isClosed = true;
    });
    await until(clock, () => isClosed, 100);
    await until(clock, () => socket(0).isClosed, 1);
    expect(connection.status()).toMatchObject({ kind: 'stopped', reason: 'closed' });
  });

  it('ends while it connects', async () => {
    slack.answer(() => ({ hang: true }));
    connect();
    await until(clock, () => slack.opens() === 1);
    await connection.close();
    expect(connection.sockets()).toBe(0);
  });
});
