import type { Stage } from './stage.ts';
import { until } from './until.ts';

export interface Rest {
  /** How many slots are wanted, and how many workers share them. */
  readonly slots: number;
  readonly workers: number;
}

/** Placement leaves nobody above so many times the mean. */
const FAIR = 1.25;

/** Waits until the fleet is settled. */
export async function untilSettled(stage: Stage, rest: Rest): Promise<void> {
  await until('all slots are live, and shared out', () => isSettled(stage, rest));
}

/** Whether every slot is live on one of the workers, fairly shared out, and Slack counts just as many connections. */
export async function isSettled({ sql, simulator }: Stage, { slots, workers }: Rest): Promise<boolean> {
  const fair = (slots / workers) * FAIR + 1;
  const shares = await readShares(sql);
  if (shares.length !== workers || sum(shares) !== slots || shares.some((n) => n > fair)) return false;
  const counted = (await simulator.control.state()).apps.flatMap(({ connections }) => connections);
  return counted.length === slots && counted.every(({ state }) => state === 'open');
}

/** How many live slots each worker has that has any, as Postgres was told. */
export async function readShares(sql: Stage['sql']): Promise<number[]> {
  const { rows } = await sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM slots WHERE state = 'live' GROUP BY worker_id ORDER BY n`,
  );
  return rows.map(({ n }) => n);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
