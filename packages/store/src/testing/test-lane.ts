import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { StartedCommand } from '../index.ts';
import type { Store } from '../store.ts';
import { entry, openTestStore, type TestStore } from './test-store.ts';

/** A lane of its own in a test store: one person's commands. */
export interface TestLane {
  readonly lane: string;
  /** Stores a command of the lane. */
  add(changes?: Parameters<typeof entry>[1]): Promise<ReturnType<typeof entry>>;
  /** Starts the lane's next command, as the process of `store`. Rejects when there is none to start. */
  startNext(store?: Store): Promise<StartedCommand>;
  /** The command's row as it is. */
  rowOf(command: { readonly inboxId: string }): Promise<Record<string, unknown>>;
}

/** What most commands of these tests answer. */
export const reply = { channel: 'D1', threadTs: null, ephemeralTo: null, text: 'done', blocks: [] };
/** Why a reply is not sent now, where it does not matter. */
export const putOff = { delayMs: 0, maybeSent: false, isTry: true, reason: 'test' };

/** A store for all tests of a `describe`, and a lane of its own for each; `begin` is called before each test. */
export function forEachLane(begin: (test: TestStore, on: TestLane) => void): void {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());
  beforeEach(() => begin(test, openTestLane(test)));
}

let lanes = 0;

function openTestLane(test: TestStore): TestLane {
  const userId = `U${++lanes}0`;
  const lane = `${test.installationId}:${userId}`;
  return {
    lane,
    async add(changes = {}) {
      const one = entry(test.installationId, { lane, userId, ...changes });
      await test.store.inbox.accept([one]);
      return one;
    },
    async startNext(store = test.store) {
      const next = await store.commands.startNext(lane);
      if (next.kind !== 'started') throw new Error(`nothing to start: ${next.kind}`);
      return next.command;
    },
    rowOf: async ({ inboxId }) =>
      (await test.sql.query('SELECT * FROM inbox WHERE id = $1', [inboxId])).rows[0],
  };
}
