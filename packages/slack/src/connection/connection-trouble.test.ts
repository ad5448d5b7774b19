import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConnectionStage, stageConnection } from '../testing/connection-stage.ts';
import { until } from '../testing/until.ts';

const stage = stageConnection();
let slack: ConnectionStage['slack'];
let clock: ConnectionStage['clock'];
let statuses: ConnectionStage['statuses'];
beforeEach(() => {
  ({ slack, clock, statuses } = stage);
});

const { connect, kind, live, socket }: Pick<ConnectionStage, 'connect' | 'kind' | 'live' | 'socket'> = {
  connect: (events) => stage.connect(events),
  kind: () => stage.kind(),
  live: () => stage.live(),
  socket: (index) => stage.socket(index),
};

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
    expect(stage.connection.status()).toMatchObject({ reason: 'silent' });
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

  it('keeps its connection when the wall clock is set, or the process stood still for long', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      connect();
      await live();
      let pings = 0;
      socket(0).ws.on('ping', () => pings++);
      vi.advanceTimersByTime(4_000);
      await until(clock, () => pings === 1, 0);
      // It comes after the pong.
      socket(0).envelope('after');
      await until(clock, () => stage.envelopes.length === 1, 0);
      vi.setSystemTime(Date.now() + 60_000);
      vi.advanceTimersByTime(4_000);
      await clock.advance(1_000);
      await until(clock, () => pings === 2, 0);
      expect(kind()).toBe('live');
      expect(slack.sockets).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
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
    expect(stage.connection.status()).toMatchObject({ reason: 'start-deadline' });
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
    expect(stage.connection.status()).toEqual({
      kind: 'stopped',
      reason: 'token-refused',
      code: 'invalid_auth',
    });
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
    expect(stage.connection.status()).toEqual({ kind: 'stopped', reason: 'wrong-app', code: 'A2' });
  });

  it('opens nothing while it may not', async () => {
    let may = false;
    connect({
      mayOpen: async () => (may ? { kind: 'granted' } : { kind: 'wait', forMs: 250, reason: 'no-lease' }),
    });
    await clock.advance(5_000);
    expect(slack.opens()).toBe(0);
    expect(stage.connection.status()).toMatchObject({ kind: 'waiting', reason: 'no-lease' });
    may = true;
    await live();
  });
});

describe('a connection that fails again and again', () => {
  /** Greets, and lets go at once. */
  const lettingGo = () => {
    const known = new Set<object>();
    return () => {
      for (const one of slack.sockets) {
        if (known.has(one)) continue;
        known.add(one);
        setTimeout(() => one.ws.close(), 5);
      }
      return stage.connection.status();
    };
  };

  it('is left alone for a while after five times in a minute, and comes back by itself', async () => {
    const reconnects: [string, boolean][] = [];
    connect({ onReconnect: (reason, isQuarantined) => void reconnects.push([reason, isQuarantined]) });
    const look = lettingGo();
    await until(clock, () => {
      const status = look();
      return status.kind === 'waiting' && status.isQuarantined;
    });
    expect(slack.opens()).toBe(5);
    const status = stage.connection.status();
    const waitMs = status.kind === 'waiting' ? status.inMs : 0;
    expect(waitMs).toBeGreaterThan(14_000);
    // Every loss is told, and which of them began the quarantine.
    expect(reconnects).toEqual([1, 2, 3, 4, 5].map((nth) => ['closed', nth === 5]));
    await clock.advance(waitMs - 1_000);
    expect(slack.opens()).toBe(5);
    await until(clock, () => kind() === 'live', 100);
  });

  it('tries at once when a person asks', async () => {
    connect();
    const look = lettingGo();
    await until(clock, () => {
      const status = look();
      return status.kind === 'waiting' && status.isQuarantined;
    });
    const beforeMs = clock.monotonicMs();
    stage.connection.retry();
    await until(clock, () => kind() === 'live', 1);
    expect(clock.monotonicMs() - beforeMs).toBeLessThan(5_000);
  });

  it('is not left alone while Slack is away: that is not its fault', async () => {
    slack.answer(() => ({ status: 500 }));
    connect();
    await until(clock, () => slack.opens() > 12, 1_000);
    expect(statuses.some((status) => status.kind === 'waiting' && status.isQuarantined)).toBe(false);
  });
});
