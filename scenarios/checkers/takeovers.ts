import type pg from 'pg';

/** A process that was ended or stopped. Times in milliseconds since 1970. */
export interface Loss {
  readonly fault: string;
  readonly workerId: string;
  readonly atMs: number;
  /** When it went on, for one that was only stopped; null for one that died. */
  readonly backMs: number | null;
}

export interface Takeover {
  readonly fault: string;
  readonly slot: string;
  /** From the loss until another worker had the slot live; null when none ever had. */
  readonly tookMs: number | null;
}

interface Change {
  readonly slot: string;
  readonly workerId: string;
  readonly state: string;
  readonly atMs: number;
}

/**
 * For each slot that a lost worker had live: how long until another one had it live, by what Postgres was told (see
 * `watchEpochs`). A worker that went on before anybody took its slots over has lost none.
 */
export async function findTakeovers(sql: pg.Pool, losses: readonly Loss[]): Promise<Takeover[]> {
  const { rows } = await sql.query<{ slot: string; worker_id: string; state: string; at: Date }>(
    `SELECT app_id || '#' || index AS slot, worker_id, state, at FROM checker.slot_changes ORDER BY n`,
  );
  const changes = rows.map(({ slot, worker_id, state, at }) => ({
    slot,
    workerId: worker_id,
    state,
    atMs: at.getTime(),
  }));
  const slots = [...new Set(changes.map(({ slot }) => slot))];
  return losses.flatMap((loss) =>
    slots.flatMap((slot) =>
      takeoverOf(
        loss,
        slot,
        changes.filter((change) => change.slot === slot),
      ),
    ),
  );
}

function takeoverOf(loss: Loss, slot: string, changes: readonly Change[]): Takeover[] {
  const had = changes.findLast(({ atMs }) => atMs <= loss.atMs);
  if (had?.workerId !== loss.workerId || had.state !== 'live') return [];
  const taken = changes.find(
    ({ atMs, workerId, state }) => atMs > loss.atMs && workerId !== loss.workerId && state === 'live',
  );
  const kept = loss.backMs !== null && (taken === undefined || taken.atMs > loss.backMs);
  if (kept) return [];
  return [{ fault: loss.fault, slot, tookMs: taken ? taken.atMs - loss.atMs : null }];
}
