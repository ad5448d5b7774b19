import type { Held, SlotState, WorkerRecord } from '@muster/fleet';
import { describe, expect, it } from 'vitest';
import { createLastHeard } from './last-heard.ts';
import { createTakeovers } from './takeovers.ts';

const SECOND_US = 1_000_000;

/** A worker whose lease ends at `expires` (seconds), with slots in these states under epoch 1, or the given one. */
function worker(
  id: string,
  expires: number,
  held: Record<string, SlotState | [SlotState, bigint]>,
): [string, WorkerRecord] {
  const slots = Object.entries(held).map(([slot, said]): [string, Held] => {
    const [state, epoch] = typeof said === 'string' ? [said, 1n] : said;
    return [slot, { epoch, state, detail: '' }];
  });
  const info = { id, pid: 1, host: 'h', since: '', capacity: 9 };
  return [
    id,
    { info, expiresUs: expires * SECOND_US, isDraining: false, unackedMs: 0, held: new Map(slots) },
  ];
}

/** Looks at a table at `now` (seconds), with slots assigned as `<worker> <epoch>`. */
function setUp() {
  const lastHeard = createLastHeard();
  const takeovers = createTakeovers(lastHeard);
  const look = (
    now: number,
    workers: [string, WorkerRecord][],
    assigned: Record<string, string>,
    suspects: string[] = [],
  ) => {
    const table = {
      workers: new Map(workers),
      assignments: new Map(
        Object.entries(assigned).map(([slot, text]) => {
          const [workerId = '', epoch = '1'] = text.split(' ');
          return [slot, { workerId: workerId === '-' ? null : workerId, epoch: BigInt(epoch) }];
        }),
      ),
    };
    const nowUs = now * SECOND_US;
    lastHeard.note(table.workers, nowUs);
    const isLost = ({ info, expiresUs }: WorkerRecord) => expiresUs <= nowUs && !suspects.includes(info.id);
    return takeovers.look(table, nowUs, isLost);
  };
  return { takeovers, look };
}

describe('takeovers', () => {
  const w2 = worker('w2', 99, {});

  it('are timed from when the lost worker was last heard until another one has the slot live', () => {
    const { look, takeovers } = setUp();
    // Its lease of 1 s ends at 10.75: it was heard at 9.75.
    expect(look(10, [worker('w1', 10.75, { 'A#0': 'live', 'A#1': 'live' }), w2], both('w1'))).toEqual([]);
    // Its lease is ended early, as for a worker that vanished.
    expect(look(10.2, [worker('w1', 10.2, { 'A#0': 'live', 'A#1': 'live' }), w2], both('w1'))).toEqual([]);
    expect(takeovers.pending()).toBe(2);
    expect(look(10.3, [worker('w2', 99, { 'A#0': ['connecting', 2n] })], both('w2 2'))).toEqual([]);
    expect(look(10.5, [worker('w2', 99, { 'A#0': ['live', 2n] })], both('w2 2'))).toEqual([0.75]);
    expect(
      look(11.75, [worker('w2', 99, { 'A#0': ['live', 2n], 'A#1': ['live', 2n] })], both('w2 2')),
    ).toEqual([2]);
    expect(takeovers.pending()).toBe(0);
  });

  it('count from the first worker when its successor is lost before it was live', () => {
    const { look } = setUp();
    look(10, [worker('w1', 10, { 'A#0': 'live' })], { 'A#0': 'w1' });
    look(10.5, [worker('w2', 10.5, { 'A#0': ['connecting', 2n] })], { 'A#0': 'w2 2' });
    expect(look(12, [worker('w3', 99, { 'A#0': ['live', 3n] })], { 'A#0': 'w3 3' })).toEqual([3]);
  });

  it('are none when the worker was only suspected, comes back, or had the slot down', () => {
    const { look, takeovers } = setUp();
    look(10, [worker('w1', 10, { 'A#0': 'live' })], { 'A#0': 'w1' }, ['w1']);
    expect(takeovers.pending()).toBe(0);
    look(10.1, [worker('w1', 10, { 'A#0': 'live', 'B#0': 'down' })], { 'A#0': 'w1', 'B#0': 'w1' });
    expect(takeovers.pending()).toBe(1);
    expect(look(10.2, [worker('w1', 99, { 'A#0': 'live' })], { 'A#0': 'w1' })).toEqual([]);
    expect(takeovers.pending()).toBe(0);
  });

  it('are none when the slot is released', () => {
    const { look, takeovers } = setUp();
    look(10, [worker('w1', 10, { 'A#0': 'live', 'B#0': 'live' })], { 'A#0': 'w1', 'B#0': 'w1' });
    expect(takeovers.pending()).toBe(2);
    look(10, [w2], { 'A#0': '- 2' });
    expect(takeovers.pending()).toBe(0);
  });
});

function both(text: string): Record<string, string> {
  return { 'A#0': text, 'A#1': text };
}
