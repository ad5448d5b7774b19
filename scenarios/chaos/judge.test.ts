import type { SimConnectionLife, SimSentEvent } from '@muster/slack-simulator/control';
import { expect, it } from 'vitest';
import { FAULTLESS } from '../checkers/check-commands.ts';
import type { Said } from '../support/load.ts';
import { type Evidence, judge } from './judge.ts';
import { CHAOS_DEFAULTS } from './options.ts';
import type { Happened } from './play-schedule.ts';

const options = { ...CHAOS_DEFAULTS, seed: 1, minutes: 1 / 60, perSecond: 1 };
const person = { team: 'T1', user: 'U1', channel: 'D1', appId: 'A1', installationId: 'i1' };
const said: Said[] = [{ person, ts: '1.0', word: 'word000000x' }];
/** The record's clock began at the wall's second 1. */
const event = { eventId: 'Ev1', appId: 'A1', at: 0, sentAt: 1_000, own: false, text: 'add' } as SimSentEvent;

function life(openedAt: number, leftAt: number | null): SimConnectionLife {
  const ended = leftAt === null ? null : leftAt * 10 + 1;
  return {
    n: openedAt * 10,
    at: openedAt,
    connectionId: `conn-${openedAt}`,
    appId: 'A1',
    openedN: openedAt * 10 + 1,
    openedAt,
    leftN: ended,
    leftAt,
    endedN: ended === null ? null : ended + 1,
    endedAt: leftAt,
  };
}

const fault = (facts: Partial<Happened>): Happened => ({
  atMs: 0,
  fault: 'kill socket-worker',
  target: 'socket-worker-1',
  durationMs: 0,
  seed: 1,
  beganMs: 2_000,
  endedMs: 2_000,
  notes: [],
  signals: [{ pid: 1, signal: 'SIGKILL', atMs: 2_000 }],
  trouble: null,
  ...facts,
});

function evidence(facts: Partial<Evidence> = {}): Evidence {
  return {
    startMs: 1_000,
    restMs: 60_000,
    said,
    record: { events: [event], deliveries: [], acks: [], calls: [], connections: [life(0, null)] },
    verdict: FAULTLESS,
    timeline: [fault({})],
    casts: [{ appId: 'A1', kind: 'own', people: [person], secrets: {} }],
    connectionsAtRest: new Map([['A1', ['open', 'open']]]),
    takeovers: [{ fault: 'kill socket-worker', slot: 'A1#0', tookMs: 300 }],
    epochs: { fell: [], notRaised: [] },
    secrets: [],
    unexplainedEnds: [],
    exitCodes: [0, 0],
    ...facts,
  };
}

it('finds no problem where there is none, and counts what there was', () => {
  expect(judge(options, evidence())).toMatchObject({
    problems: [],
    commands: 1,
    kills: 1,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
    recoveredMs: 0,
    takeovers: [{ fault: 'kill socket-worker', count: 1, p50: 300, p99: 300 }],
  });
});

it.each<[string, Partial<Evidence>]>([
  ['a lost effect', { verdict: { ...FAULTLESS, lostEffects: ['word000000x'] } }],
  ['a parked command', { verdict: { ...FAULTLESS, parked: ['Ev1'] } }],
  ['a command that nobody could write', { said: [] }],
  ['an epoch that fell', { epochs: { fell: ['A1#0'], notRaised: [] } }],
  ['a slot that changed hands under one epoch', { epochs: { fell: [], notRaised: ['A1#0'] } }],
  ['a readable secret', { secrets: ['bot token in a.log'] }],
  ['a slot that was never taken over', { takeovers: [{ fault: 'kill', slot: 'A1#0', tookMs: null }] }],
  ['a crash', { unexplainedEnds: ['task-worker-1, process 7, ended with 1'] }],
  ['a stop that went wrong', { exitCodes: [0, 1] }],
  ['a fault that could not be played', { timeline: [fault({ trouble: 'no route' })] }],
  ['an app without a connection at rest', { connectionsAtRest: new Map([['A1', ['silent']]]) }],
  ['too many connections at rest', { connectionsAtRest: new Map([['A1', Array(5).fill('open')]]) }],
  [
    'more than ten connections at once',
    { record: { ...evidence().record, connections: Array.from({ length: 11 }, (_, n) => life(n, null)) } },
  ],
])('sees %s', (_what, wrong) => {
  expect(judge(options, evidence(wrong)).problems).toHaveLength(1);
});

it('counts lost, doubled and misordered commands apart', () => {
  const verdict = {
    ...FAULTLESS,
    lostReplies: ['a'],
    neverAcked: ['b'],
    doubledEffects: ['c', 'd'],
    outOfOrder: ['e before f'],
  };
  expect(judge(options, evidence({ verdict }))).toMatchObject({ lost: 2, duplicated: 2, outOfOrder: 1 });
});

it('measures gaps by app and by the fault that was on, and how long the last one was felt', () => {
  const connections = [life(0, 1_500), life(2_750, null)];
  const report = judge(options, evidence({ record: { ...evidence().record, connections } }));
  expect(report.apps).toMatchObject([{ app: 'A1', gaps: 1, longestGapMs: 1_250, opened: 2 }]);
  expect(report.byFault).toMatchObject([{ fault: 'kill socket-worker', times: 1, longestGapMs: 1_250 }]);
  expect(report.recoveredMs).toBe(1_750);
});
