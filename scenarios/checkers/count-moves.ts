import type pg from 'pg';

/** The last line of the history that `watchEpochs` has Postgres keep of its slots. */
export async function lastChange(sql: pg.Pool): Promise<string> {
  const { rows } = await sql.query(`SELECT coalesce(max(n), 0)::text AS n FROM checker.slot_changes`);
  return rows[0].n;
}

/** How often a slot changed hands after that line: each time that another worker than before wrote to it. */
export async function countMoves(sql: pg.Pool, since: string): Promise<number> {
  const { rows } = await sql.query(
    `SELECT count(*)::int AS moves
     FROM (SELECT n, worker_id, lag(worker_id) OVER (PARTITION BY app_id, index ORDER BY n) AS owner
           FROM checker.slot_changes) AS changes
     WHERE n > $1 AND worker_id <> owner`,
    [since],
  );
  return rows[0].moves;
}

/** The fewest moves after which the loads of so many workers differ by no more than one. */
export function leastToLevel(loads: readonly number[], workers: number): number {
  const total = loads.reduce((sum, n) => sum + n, 0);
  const least = Math.floor(total / workers);
  const withOneMore = total - workers * least;
  // The fullest keep the one more, where the shares are not even.
  return loads
    .toSorted((a, b) => b - a)
    .reduce((moves, n, at) => moves + Math.max(0, n - (at < withOneMore ? least + 1 : least)), 0);
}
