import type { StartedCommand } from '../index.ts';
import type { Store } from '../store.ts';
import { entry, type TestStore } from './test-store.ts';

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

let lanes = 0;

export function openTestLane(test: TestStore): TestLane {
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
