import { type ConnectionsSeen, checkConnections } from '../checkers/check-connections.ts';
import { countMoves, lastChange, leastToLevel } from '../checkers/count-moves.ts';
import { readRecord } from '../checkers/read-record.ts';
import { countLostLeases } from './lost-leases.ts';
import { castPeople } from './people.ts';
import { type App, startFleet } from './processes.ts';
import { readShares, untilSettled } from './settled.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

export interface JoinOptions {
  readonly apps: number;
  /** How many workers there are, and how many come. */
  readonly workers: number;
  readonly joining: number;
}

export interface Joined {
  /** From the start of the new processes until every worker has its share live and nothing is open beside. */
  readonly tookMs: number;
  /** Live slots of each worker, before and after. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** How often a slot changed hands, and how many must at least. */
  readonly moves: number;
  readonly leastMoves: number;
  /** Leases that ran out though nobody died, as on a machine that has no time: what moves for them comes on top. */
  readonly leasesLost: number;
  readonly connections: ConnectionsSeen;
  readonly exitCodes: readonly (number | null)[];
}

const SLOTS_PER_APP = 2;
const CASTS_AT_ONCE = 8;

/** Own apps over a few workers, which a few more join: how long it takes them to have their share, and what moved. */
export async function measureJoin(stage: Stage, options: JoinOptions): Promise<Joined> {
  const { workers, joining } = options;
  const slots = options.apps * SLOTS_PER_APP;
  await castOwnApps(stage, options.apps);
  const counts: Partial<Record<App, number>> = { coordinator: 1, 'socket-worker': workers };
  const fleet = startFleet({ environment: stage.environment, counts, logDir: stage.logDir });
  try {
    await untilSettled(stage, { slots, workers });
    const before = await readShares(stage.sql);
    const since = await lastChange(stage.sql);
    const startedMs = performance.now();
    for (let n = 0; n < joining; n++) fleet.add('socket-worker');
    const share = Math.floor(slots / (workers + joining));
    await until('the new workers have their share', async () => {
      const shares = await readShares(stage.sql);
      return shares.length === workers + joining && shares.every((n) => n >= share);
    });
    await untilSettled(stage, { slots, workers: workers + joining });
    const tookMs = performance.now() - startedMs;
    const after = await readShares(stage.sql);
    const moves = await countMoves(stage.sql, since);
    const connections = checkConnections(await readRecord(stage.simulator.control));
    const leastMoves = leastToLevel(before, workers + joining);
    const leasesLost = countLostLeases(stage);
    const exitCodes = await fleet.stop();
    return { tookMs, before, after, moves, leastMoves, leasesLost, connections, exitCodes };
  } finally {
    await fleet.stop();
  }
}

async function castOwnApps({ simulator, store }: Stage, count: number): Promise<void> {
  const cast = () => castPeople(simulator.control, store, { kind: 'own', workspaces: 1, people: 1 });
  for (let n = 0; n < count; n += CASTS_AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(CASTS_AT_ONCE, count - n) }, cast));
}
