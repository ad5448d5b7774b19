import { beforeEach, describe, expect, it } from 'vitest';
import { type ConnectNeed, connectPolicy } from './connect-budget.ts';
import { EMPTY_FLEET, type FleetState } from './fleet-state.ts';
import { askToConnect, type ConnectNews, noteConnects } from './steps/connect-steps.ts';
import { apply, campaign } from './steps/leader-steps.ts';
import { fleetOf, settle } from './testing/sketch.ts';

const POLICY = connectPolicy(1);
const MINUTE_US = 60_000_000;

let state: FleetState;
let nowUs: number;

beforeEach(() => {
  state = EMPTY_FLEET;
  nowUs = 1_790_000_000_000_000;
});

function ask(need: ConnectNeed, appId = 'A0', policy = POLICY) {
  const step = askToConnect(state, { appId, need, policy }, nowUs);
  state = step.state;
  return step.reply;
}

function note(news: ConnectNews, appId = 'A0') {
  state = noteConnects(state, { appId, news }, nowUs).state;
}

/** A fleet in which the app A0 has a live connection. */
function withLiveApp() {
  const fleet = settle(fleetOf({ workers: { w1: 9 }, wanted: [{ appId: 'A0', slots: 1 }] }));
  ({ state, nowUs } = fleet);
}

describe('the budget of an app that has a live connection', () => {
  beforeEach(withLiveApp);

  it('grants a few at once, and then one a minute', () => {
    for (let n = 0; n < 5; n++) expect(ask('open')).toEqual({ kind: 'granted' });
    expect(ask('open')).toEqual({ kind: 'wait', forMs: 60_000, reason: 'app-budget' });
    nowUs += MINUTE_US - 1;
    expect(ask('renew')).toMatchObject({ kind: 'wait', forMs: 1 });
    nowUs += 1;
    expect(ask('renew')).toEqual({ kind: 'granted' });
    expect(ask('renew')).toMatchObject({ kind: 'wait' });
    expect(ask('open', 'A1')).toEqual({ kind: 'granted' });
  });

  it('is charged by what cannot wait, but never lets it wait', () => {
    for (let n = 0; n < 20; n++) expect(ask('forced')).toEqual({ kind: 'granted' });
    expect(ask('open')).toEqual({ kind: 'wait', forMs: 60_000, reason: 'app-budget' });
  });

  it('opens none beside nine that Slack counts, until that count is old', () => {
    note({ kind: 'counted', count: 8 });
    expect(ask('renew')).toEqual({ kind: 'granted' });
    note({ kind: 'counted', count: 9 });
    expect(ask('open')).toEqual({ kind: 'wait', forMs: 300_000, reason: 'crowded' });
    expect(ask('renew')).toMatchObject({ kind: 'wait', reason: 'crowded' });
    expect(ask('forced')).toEqual({ kind: 'granted' });
    nowUs += 5 * MINUTE_US;
    expect(ask('open')).toEqual({ kind: 'granted' });
  });

  it('counts one less once one was closed in order: what is left over are ghosts', () => {
    note({ kind: 'counted', count: 9 });
    note({ kind: 'retired' });
    expect(ask('renew')).toEqual({ kind: 'granted' });
    note({ kind: 'counted', count: 10 });
    note({ kind: 'retired' });
    expect(ask('renew')).toMatchObject({ reason: 'crowded' });
  });
});

describe('the budget of an app without a live connection', () => {
  it('makes it wait for nothing but what Slack asks', () => {
    note({ kind: 'counted', count: 10 });
    for (let n = 0; n < 20; n++) expect(ask('open')).toEqual({ kind: 'granted' });
    note({ kind: 'limited', forMs: 30_000 });
    expect(ask('open')).toEqual({ kind: 'wait', forMs: 30_000, reason: 'rate-limited' });
    nowUs += 30_000_000;
    expect(ask('open')).toEqual({ kind: 'granted' });
  });
});

describe('the budget of the fleet', () => {
  const SMALL = { ...POLICY, fleetBurst: 4 };

  it('keeps half of what may come at once for apps without a connection', () => {
    withLiveApp();
    expect([ask('open', 'A0', SMALL), ask('open', 'A0', SMALL)].map(({ kind }) => kind)).toEqual([
      'granted',
      'granted',
    ]);
    expect(ask('open', 'A0', SMALL)).toEqual({ kind: 'wait', forMs: 2, reason: 'fleet-budget' });
    expect(['A1', 'A2'].map((appId) => ask('open', appId, SMALL).kind)).toEqual(['granted', 'granted']);
    expect(ask('open', 'A3', SMALL)).toEqual({ kind: 'wait', forMs: 2, reason: 'fleet-budget' });
    nowUs += 2_000;
    expect(ask('open', 'A3', SMALL)).toEqual({ kind: 'granted' });
  });

  it('is whole again when the clock was set back', () => {
    for (let n = 0; n < 4; n++) ask('open', `A${n}`, SMALL);
    nowUs -= 3_600_000_000;
    expect(ask('open', 'A9', SMALL)).toEqual({ kind: 'granted' });
  });
});

it('is forgotten with the app', () => {
  note({ kind: 'limited', forMs: 30_000 });
  const led = campaign(state, { id: 'c1', ttlMs: 2_000 }, nowUs);
  state = { ...led.state, assignments: new Map([['A0#0', { epoch: 1n, workerId: null }]]) };
  const request = { leaderId: 'c1', term: led.reply.term, reap: [] };
  const changes = [{ kind: 'forget' as const, slot: 'A0#0', expect: 1n }];
  state = apply(state, { ...request, changes }, nowUs).state;
  expect(state.connects.size).toBe(0);
});
