import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionStage, stageConnection } from '../testing/connection-stage.ts';
import { until } from '../testing/until.ts';

const stage = stageConnection();
let slack: ConnectionStage['slack'];
let clock: ConnectionStage['clock'];
let statuses: ConnectionStage['statuses'];
let envelopes: ConnectionStage['envelopes'];
beforeEach(() => {
  ({ slack, clock, statuses, envelopes } = stage);
});

const { connect, kind, live, socket }: Pick<ConnectionStage, 'connect' | 'kind' | 'live' | 'socket'> = {
  connect: (events) => stage.connect(events),
  kind: () => stage.kind(),
  live: () => stage.live(),
  socket: (index) => stage.socket(index),
};

describe('a connection', () => {
  it('is live once hello came, and tells what Slack counts', async () => {
    connect();
    await live();
    expect(stage.connection.status()).toMatchObject({ numConnections: 1, host: 'applink-1' });
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
    expect(stage.garbage).toBe(9);
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
    await until(clock, () => stage.retired === 1);
  });

  it('does not ask whether it may, but says so', async () => {
    const needs: string[] = [];
    connect({
      mayOpen: async (need) => {
        needs.push(need);
        return need === 'open' ? { kind: 'granted' } : { kind: 'wait', forMs: 1_000, reason: 'crowded' };
      },
    });
    await live();
    socket(0).send({ type: 'disconnect', reason: 'refresh_requested' });
    await until(clock, () => slack.sockets.length === 2);
    expect(needs).toEqual(['open', 'forced']);
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
    expect(stage.connection.sockets()).toBe(1);
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
    await until(clock, () => slack.sockets.length === 2 && stage.connection.sockets() === 2);
    await clock.advance(2_500);
    expect(socket(0).isClosed).toBe(false);
    finish?.();
    await until(clock, () => socket(0).isClosed);
    expect(socket(0).acks()).toEqual(['slow']);
  });

  describe('and late in the expected life', () => {
    let answering: NodeJS.Timeout;
    beforeEach(() => {
      slack.behave({ hello: { type: 'hello', debug_info: { approximate_connection_time: 20 } } });
      answering = setInterval(() => {
        for (const { ws } of slack.sockets) ws.pong();
      }, 1);
    });
    afterEach(() => clearInterval(answering));

    it('renews by itself, and is live all the while', async () => {
      connect();
      await live();
      const liveMs = clock.monotonicMs();
      await until(clock, () => slack.sockets.length === 2, 100);
      expect((clock.monotonicMs() - liveMs) / 20_000).toBeGreaterThanOrEqual(0.7);
      expect((clock.monotonicMs() - liveMs) / 20_000).toBeLessThan(0.97);
      await until(clock, () => socket(0).isClosed, 100);
      expect(statuses.slice(1).every(({ kind }) => kind === 'connecting' || kind === 'live')).toBe(true);
    });

    it('puts that off while it may not open a second one', async () => {
      let asked = 0;
      let may = false;
      connect({
        async mayOpen(need) {
          if (need === 'renew') asked++;
          return need === 'open' || may
            ? { kind: 'granted' }
            : { kind: 'wait', forMs: 500, reason: 'crowded' };
        },
      });
      await live();
      await until(clock, () => asked === 3, 100);
      expect(slack.sockets).toHaveLength(1);
      expect(kind()).toBe('live');
      may = true;
      await until(clock, () => slack.sockets.length === 2, 100);
    });
  });

  it('stops when Socket Mode is switched off', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'link_disabled' });
    await until(clock, () => kind() === 'stopped');
    expect(stage.connection.status()).toEqual({
      kind: 'stopped',
      reason: 'link-disabled',
      code: 'link_disabled',
    });
    await clock.advance(600_000);
    expect(slack.opens()).toBe(1);
  });

  it('waits long when there are too many sockets, and opens nothing beside', async () => {
    connect();
    await live();
    socket(0).send({ type: 'disconnect', reason: 'too_many_websockets' });
    await until(clock, () => kind() === 'waiting');
    expect(stage.connection.status()).toMatchObject({ reason: 'too-many-websockets' });
    expect(slack.opens()).toBe(1);
    await clock.advance(29_000);
    expect(slack.opens()).toBe(1);
    await until(clock, () => kind() === 'live', 500);
  });
});

describe('closing a connection', () => {
  it('ends in every state, and TCP with it', async () => {
    slack.behave({ keepsTcp: true });
    connect();
    await live();
    const closed = stage.connection.close();
    let isClosed = false;
    void closed.then(() => {
      isClosed = true;
    });
    await until(clock, () => isClosed, 100);
    await until(clock, () => socket(0).isClosed, 1);
    expect(stage.connection.status()).toMatchObject({ kind: 'stopped', reason: 'closed' });
  });

  it('ends while it connects', async () => {
    slack.answer(() => ({ hang: true }));
    connect();
    await until(clock, () => slack.opens() === 1);
    await stage.connection.close();
    expect(stage.connection.sockets()).toBe(0);
  });
});
