import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import {
  type ClaimedMessage,
  type NextCommand,
  type NextMessage,
  type StartedCommand,
  StoreError,
} from '@muster/store';
import { describe, expect, it } from 'vitest';
import { createRunLane } from './run-lane.ts';
import type { SendOutcome } from './send-message.ts';

const LANE = 'i1:U1';

/** A lane with commands `c1`, `c2`, … and unsent messages, and a Slack that answers as told. */
function setUp(lane: {
  commands?: number;
  unsent?: NextMessage[];
  sends?: SendOutcome[];
  fails?: Record<string, unknown>;
  overtaken?: string;
  next?: NextCommand[];
  spent?: string;
}) {
  const events: string[] = [];
  const left = Array.from({ length: lane.commands ?? 0 }, (_, index) => `c${index + 1}`);
  const outcomes: string[] = [];
  let ran = 0;
  const clock = new VirtualClock();
  const log = recordingLog();
  const reply = (id: string) => ({ id: `reply-${id}` }) as ClaimedMessage;
  const unexpected = () => Promise.reject(new Error('not expected'));
  const runLane = createRunLane({
    store: {
      commands: {
        startNext: async (): Promise<NextCommand> => {
          const told = lane.next?.shift();
          if (told) return told;
          const key = left[0];
          return key ? { kind: 'started', command: { key, lane: LANE } as StartedCommand } : { kind: 'none' };
        },
        failed: async (command, reason) => {
          events.push(`failed ${command.key}: ${reason}`);
          return lane.spent === command.key ? { kind: 'spent' } : { kind: 'retry', delayMs: 200 };
        },
        park: async ({ key }, reason, { text }) =>
          void events.push(`parked ${key}: ${reason}; ${text.split(',')[0]}`),
        run: unexpected,
      },
      outbox: {
        claimNext: async () => lane.unsent?.shift() ?? { kind: 'none' },
        later: async ({ id }, why) => void events.push(`${id} waits ${why.reason}`),
        sent: unexpected,
        dead: unexpected,
        renewClaim: unexpected,
        addMessage: unexpected,
      },
    },
    bell: {
      ring: async () => void events.push('rang'),
    },
    measures: { ran: () => void ran++, command: (outcome) => void outcomes.push(outcome) },
    runCommand: async (command) => {
      const failure = lane.fails?.[command.key];
      if (failure) throw failure;
      left.shift();
      if (lane.overtaken === command.key) return { kind: 'overtaken' };
      events.push(`ran ${command.key}`);
      return { kind: 'done', reply: reply(command.key) };
    },
    sendMessage: async (message) => {
      events.push(`sent ${message.id}`);
      return lane.sends?.shift() ?? { kind: 'done' };
    },
    clock,
    log,
  });
  return { events, outcomes, runs: () => ran, clock, log, run: () => runLane(LANE) };
}

const claimed = (id: string): NextMessage => ({ kind: 'claimed', message: { id } as ClaimedMessage });

describe('a run of a lane', () => {
  it('counts and times every run of a command by what became of it', async () => {
    const well = setUp({ commands: 2 });
    await well.run();
    expect([well.outcomes, well.runs()]).toEqual([['done', 'done'], 2]);
    const failing = setUp({ commands: 1, fails: { c1: new Error('broken') } });
    await failing.run();
    expect([failing.outcomes, failing.runs()]).toEqual([['failed'], 1]);
    const spent = setUp({ commands: 1, fails: { c1: new Error('broken') }, spent: 'c1' });
    await spent.run();
    expect([spent.outcomes, spent.runs()]).toEqual([['parked'], 1]);
    const away = setUp({ commands: 1, fails: { c1: new StoreError('store_unavailable', 'test') } });
    await away.run();
    expect([away.outcomes, away.runs()]).toEqual([[], 1]);
  });

  it('sends what is unsent, then runs each command and sends its reply before the next', async () => {
    const { events, run } = setUp({ commands: 2, unsent: [claimed('old')] });
    await run();
    expect(events).toEqual(['sent old', 'ran c1', 'sent reply-c1', 'ran c2', 'sent reply-c2']);
  });

  it('goes to the end of the queue after twenty commands', async () => {
    const { events, run, clock } = setUp({ commands: 25 });
    await run();
    expect(events.filter((event) => event.startsWith('ran'))).toHaveLength(20);
    await clock.advance(0);
    expect(events.at(-1)).toBe('rang');
  });

  it('runs commands behind a reply that has to wait, and keeps their replies in order behind it', async () => {
    const { events, run, clock } = setUp({ commands: 3, sends: [{ kind: 'later', delayMs: 30_000 }] });
    await run();
    expect(events).toEqual([
      'ran c1',
      'sent reply-c1',
      'ran c2',
      'reply-c2 waits behind an earlier reply',
      'ran c3',
      'reply-c3 waits behind an earlier reply',
    ]);
    await clock.advance(30_000);
    expect(events.at(-1)).toBe('rang');
  });

  it('leaves replies alone that another process is sending, and comes back when its claim ends', async () => {
    const until = new Date(new VirtualClock().wallMs() + 2_500);
    const { events, run, clock } = setUp({ commands: 1, unsent: [{ kind: 'waiting', until }] });
    await run();
    expect(events).toEqual(['ran c1', 'reply-c1 waits behind an earlier reply']);
    await clock.advance(2_499);
    expect(events).not.toContain('rang');
    await clock.advance(1);
    expect(events).toContain('rang');
  });

  it('ends when another run is at the lane, and comes back behind the replies of that one', async () => {
    const { events, run, clock } = setUp({ commands: 2, overtaken: 'c1' });
    await run();
    expect(events).toEqual([]);
    await clock.advance(0);
    expect(events).toEqual(['rang']);
  });

  it('notes a failure, runs nothing behind it, and tries again after its wait', async () => {
    const { events, run, clock, log } = setUp({ commands: 2, fails: { c1: new Error('broken') } });
    await run();
    expect(events).toEqual(['failed c1: Error: broken']);
    await clock.advance(200);
    expect(events.at(-1)).toBe('rang');
    expect(log.lines.at(-1)?.message).toBe('a command failed');
  });

  it('parks what failed too often, says so to its author, and goes on at once', async () => {
    const { events, run, clock, log } = setUp({
      commands: 2,
      fails: { c1: new Error('broken') },
      spent: 'c1',
    });
    await run();
    expect(events).toEqual(['failed c1: Error: broken', 'parked c1: Error: broken; Sorry']);
    expect(log.lines.at(-1)?.message).toBe('a command was parked');
    await clock.advance(0);
    expect(events.at(-1)).toBe('rang');
  });

  it('does not run what processes died at, and parks it', async () => {
    const command = { key: 'c0', lane: LANE } as StartedCommand;
    const { events, run, clock } = setUp({ commands: 1, next: [{ kind: 'deadly', command }] });
    await run();
    expect(events).toEqual(['parked c0: the process died each time it ran this; Sorry']);
    await clock.advance(0);
    expect(events.at(-1)).toBe('rang');
  });

  it('waits for the time of a command that failed before', async () => {
    const until = new Date(new VirtualClock().wallMs() + 1_000);
    const { events, run, clock } = setUp({ commands: 1, next: [{ kind: 'waiting', until }] });
    await run();
    expect(events).toEqual([]);
    await clock.advance(1_000);
    expect(events).toEqual(['rang']);
  });

  it('counts no failure against a command when Postgres is away, and does not throw', async () => {
    const away = new StoreError('store_unavailable', 'start a command');
    const { events, run, log } = setUp({ commands: 1, fails: { c1: away } });
    await run();
    expect(events).toEqual([]);
    expect(log.lines.map((line) => line.message)).toEqual(['a run of a lane broke off']);
  });
});
