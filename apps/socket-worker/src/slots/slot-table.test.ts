import type { ConnectPermit, Successor } from '@muster/fleet';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import type { Connection, ConnectionStatus } from '@muster/slack/connection';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeConnection } from '../testing/fake-connection.ts';
import type { TokenLookUp } from './app-tokens.ts';
import type { SlotLine } from './held-slot.ts';
import { createSlotTable, type SlotTable } from './slot-table.ts';

const LIVE: ConnectionStatus = { kind: 'live', forMs: 0, numConnections: 1, host: null };
const token = (appToken = 'xapp-1'): TokenLookUp => ({ kind: 'token', appToken, isAccepted: false });

let clock: VirtualClock;
let connections: FakeConnection[];
let lookUp: () => Promise<TokenLookUp>;
let notes: string[];
let permit: ConnectPermit;
let said: string[];
let lines: SlotLine[];
let successors: Map<string, Successor>;
let table: SlotTable;

beforeEach(() => {
  permit = { kind: 'granted' };
  clock = new VirtualClock();
  connections = [];
  notes = [];
  said = [];
  lines = [];
  successors = new Map();
  lookUp = async () => token();
  table = createSlotTable({
    workerId: 'me',
    tokens: {
      lookUp: () => lookUp(),
      accepted: async (appId) => void notes.push(`accepted ${appId}`),
      refused: async (appId, appToken, reason) => void notes.push(`refused ${appId} ${appToken} ${reason}`),
    },
    connector: {
      connect(slot) {
        const connection = new FakeConnection(slot);
        connections.push(connection);
        return connection as unknown as Connection;
      },
    },
    permits: {
      ask: async () => permit,
      note: (appId, news) => void notes.push(`${appId} ${JSON.stringify(news)}`),
    },
    onEnvelope: async () => undefined,
    onGarbage: () => undefined,
    successors: async () => successors,
    onSlot: (line, isClosed) => {
      const { slot, epoch, state, detail } = line;
      lines.push(line);
      said.push([slot, epoch, isClosed ? 'closed' : state, detail].join(' ').trim());
    },
    clock,
    log: recordingLog(),
  });
});

const at = (index: number) => {
  const found = connections[index];
  if (!found) throw new Error(`no connection ${index}`);
  return found;
};

async function holdLive(slot = 'A1#0', epoch = 5n) {
  table.assign([{ slot, epoch }]);
  await clock.advance(0);
  at(0).tell(LIVE);
}

describe('a slot that is assigned', () => {
  it('gets a connection and reports how it is under its epoch', async () => {
    table.assign([{ slot: 'A1#0', epoch: 5n }]);
    await clock.advance(0);
    at(0).tell({ kind: 'connecting' });
    at(0).tell(LIVE);
    at(0).tell(LIVE);
    at(0).tell({ kind: 'waiting', inMs: 100, reason: 'closed', isQuarantined: false });
    expect(said).toEqual(['A1#0 5 connecting', 'A1#0 5 live', 'A1#0 5 down closed']);
    expect(notes).toEqual(['accepted A1']);
    expect(table.inventory()).toEqual([{ slot: 'A1#0', epoch: 5n, state: 'down', detail: 'closed' }]);
  });

  it('says when it tries again, and why it is left alone for a while', async () => {
    await holdLive();
    at(0).tell({ kind: 'waiting', inMs: 30_000, reason: 'closed', isQuarantined: true });
    expect(said.at(-1)).toBe('A1#0 5 down quarantined closed');
    expect(lines.at(-1)?.retryAt?.getTime()).toBe(clock.wallMs() + 30_000);
    at(0).tell(LIVE);
    expect(lines.at(-1)?.retryAt).toBeNull();
  });

  it('tries again at once when it is asked to, on its connection or while it has none', async () => {
    await holdLive();
    table.retry('A1#0');
    table.retry('A9#9');
    expect(at(0).retries).toBe(1);
    at(0).tell({ kind: 'stopped', reason: 'link-disabled', code: 'link_disabled' });
    await clock.advance(0);
    table.retry('A1#0');
    await clock.advance(0);
    expect(connections).toHaveLength(2);
  });

  it('keeps its connection under a new epoch, and reports again', async () => {
    await holdLive();
    table.assign([{ slot: 'A1#0', epoch: 9n }]);
    table.assign([{ slot: 'A1#0', epoch: 9n }]);
    expect(connections).toHaveLength(1);
    expect(said.at(-1)).toBe('A1#0 9 live');
    expect(said).toHaveLength(3);
  });

  it('waits for the store', async () => {
    lookUp = () => Promise.reject(new Error('Postgres is away'));
    table.assign([{ slot: 'A1#0', epoch: 5n }]);
    await clock.advance(2_500);
    expect(said.at(-1)).toBe('A1#0 5 down store unavailable');
    lookUp = async () => token();
    await clock.advance(1_000);
    expect(connections).toHaveLength(1);
  });

  it('is not harmed by another that fails', async () => {
    table.assign([
      { slot: 'A1#0', epoch: 5n },
      { slot: 'A2#0', epoch: 6n },
    ]);
    await clock.advance(0);
    at(1).tell(LIVE);
    lookUp = async () => ({ kind: 'none', reason: 'invalid_auth' });
    at(0).tell({ kind: 'stopped', reason: 'token-refused', code: 'invalid_auth' });
    await clock.advance(60_000);
    expect(at(1).isClosed).toBe(false);
    expect(table.inventory()).toMatchObject([{ state: 'down' }, { slot: 'A2#0', state: 'live' }]);
  });
});

describe('a refused app token', () => {
  it('is noted and not tried again until it may be', async () => {
    await holdLive();
    lookUp = async () => ({ kind: 'none', reason: 'invalid_auth' });
    at(0).tell({ kind: 'stopped', reason: 'token-refused', code: 'invalid_auth' });
    await clock.advance(120_000);
    expect(notes).toContain('refused A1 xapp-1 invalid_auth');
    expect(connections).toHaveLength(1);
    expect(table.inventory()).toMatchObject([{ state: 'down', detail: 'invalid_auth' }]);
    expect(said.at(-1)).toBe('A1#0 5 down invalid_auth');
    expect(said).toHaveLength(3);
    lookUp = async () => token('xapp-2');
    await clock.advance(6_000);
    expect(at(1).appToken).toBe('xapp-2');
  });

  it('is not the matter when Socket Mode is switched off: that is tried again later', async () => {
    await holdLive();
    at(0).tell({ kind: 'stopped', reason: 'link-disabled', code: 'link_disabled' });
    await clock.advance(500_000);
    expect(connections).toHaveLength(1);
    expect(notes).toEqual(['accepted A1']);
    await clock.advance(200_000);
    expect(connections).toHaveLength(2);
  });
});

describe('a slot that is taken away', () => {
  const keeps = [
    ['nothing is known of it, as after a wipe', { kind: 'unknown' }],
    ['its successor is not live yet', { kind: 'assigned', workerId: 'you', epoch: 9n, live: false }],
    ['its successor is older than its own', { kind: 'assigned', workerId: 'you', epoch: 4n, live: true }],
    ['it was released before it was assigned', { kind: 'released', epoch: 4n }],
  ] as const;
  it.each(keeps)('is kept while %s', async (_why, successor) => {
    await holdLive();
    successors.set('A1#0', successor);
    table.assign([]);
    await clock.advance(60_000);
    expect(at(0).isClosed).toBe(false);
    expect(table.inventory()).toHaveLength(1);
  });

  const goes = [
    ['its successor is live', { kind: 'assigned', workerId: 'you', epoch: 9n, live: true }],
    ['nobody shall hold it', { kind: 'released', epoch: 9n }],
  ] as const;
  it.each(goes)('is let go of once %s', async (_why, successor) => {
    await holdLive();
    table.assign([]);
    await clock.advance(1_000);
    expect(at(0).isClosed).toBe(false);
    successors.set('A1#0', successor);
    await clock.advance(1_000);
    expect(at(0).isClosed).toBe(true);
    expect(said.at(-1)).toBe('A1#0 5 closed');
    expect(table.inventory()).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it('is let go of at once when nothing is heard on it and somebody else is at it', async () => {
    table.assign([{ slot: 'A1#0', epoch: 5n }]);
    await clock.advance(0);
    successors.set('A1#0', { kind: 'assigned', workerId: 'you', epoch: 9n, live: false });
    table.assign([]);
    await clock.advance(1_000);
    expect(at(0).isClosed).toBe(true);
  });

  it('keeps its connection when it comes back in time', async () => {
    await holdLive();
    table.assign([]);
    await clock.advance(1_000);
    table.assign([{ slot: 'A1#0', epoch: 9n }]);
    successors.set('A1#0', { kind: 'assigned', workerId: 'me', epoch: 9n, live: true });
    await clock.advance(1_000);
    expect(at(0).isClosed).toBe(false);
    expect(said.at(-1)).toBe('A1#0 9 live');
  });

  it('gets a new connection when it comes back while the old one still closes, whose words count no more', async () => {
    await holdLive();
    successors.set('A1#0', { kind: 'released', epoch: 9n });
    table.assign([]);
    await clock.advance(1_000);
    table.assign([{ slot: 'A1#0', epoch: 10n }]);
    await clock.advance(0);
    at(0).tell({ kind: 'stopped', reason: 'closed', code: '' });
    at(1).tell(LIVE);
    expect(said.slice(-3)).toEqual(['A1#0 5 closed', 'A1#0 10 connecting', 'A1#0 10 live']);
  });
});

it('lets go of everything, waits for what is in hand, and takes nothing new', async () => {
  await holdLive();
  const closed = table.closeAll();
  let isOver = false;
  void closed.then(() => {
    isOver = true;
  });
  await clock.advance(1_000);
  expect(isOver).toBe(false);
  at(0).finish();
  await closed;
  table.assign([{ slot: 'A2#0', epoch: 6n }]);
  await clock.advance(1_000);
  expect(connections).toHaveLength(1);
});

it('does not pass on as the word of Slack what the fleet itself asks to wait', async () => {
  await holdLive();
  notes.length = 0;
  const waiting = { kind: 'waiting', inMs: 800, reason: 'rate-limited', isQuarantined: false } as const;
  permit = { kind: 'wait', forMs: 800, reason: 'rate-limited' };
  await at(0).events.mayOpen('open');
  at(0).tell(waiting);
  expect(notes).toEqual([]);
  permit = { kind: 'granted' };
  await at(0).events.mayOpen('open');
  at(0).tell(waiting);
  expect(notes).toEqual(['A1 {"kind":"limited","forMs":800}']);
});

it('says once that the fleet has it wait, however often it asks', async () => {
  await holdLive();
  said.length = 0;
  permit = { kind: 'wait', forMs: 800, reason: 'app-budget' };
  for (const inMs of [800, 300, 700]) {
    await at(0).events.mayOpen('open');
    at(0).tell({ kind: 'waiting', inMs, reason: 'app-budget', isQuarantined: false });
    await clock.advance(inMs);
  }
  expect(said).toEqual(['A1#0 5 down app-budget']);
});

it('passes on the word of Slack although a renewal was put off before', async () => {
  await holdLive();
  notes.length = 0;
  permit = { kind: 'wait', forMs: 800, reason: 'crowded' };
  await at(0).events.mayOpen('renew');
  at(0).tell({ kind: 'waiting', inMs: 60_000, reason: 'too-many-websockets', isQuarantined: false });
  expect(notes).toEqual(['A1 {"kind":"counted","count":10}']);
});

it('passes on what Slack says of the connections of an app', async () => {
  await holdLive();
  notes.length = 0;
  at(0).events.onHello(9);
  at(0).events.onHello(null);
  at(0).tell({ kind: 'waiting', inMs: 30_000, reason: 'rate-limited', isQuarantined: false });
  at(0).tell({ kind: 'waiting', inMs: 60_000, reason: 'too-many-websockets', isQuarantined: false });
  expect(notes).toEqual([
    'A1 {"kind":"counted","count":9}',
    'A1 {"kind":"limited","forMs":30000}',
    'A1 {"kind":"counted","count":10}',
  ]);
});
