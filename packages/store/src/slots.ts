import type pg from 'pg';
import { toStoreError } from './errors.ts';

/** What a worker says of a slot that it holds. */
export interface SlotReport {
  readonly slot: { readonly appId: string; readonly index: number };
  readonly epoch: bigint;
  readonly workerId: string;
  readonly state: string;
  /** Why it is as it is, for people: a reason, never a secret. */
  readonly detail: string | null;
  readonly liveSince?: Date | null | undefined;
  /** When a slot that is down tries again by itself; null where nobody knows, or it need not. */
  readonly retryAt?: Date | null | undefined;
}

export interface SlotRow extends SlotReport {
  readonly liveSince: Date | null;
  readonly retryAt: Date | null;
  readonly updatedAt: Date;
}

export interface Slots {
  /** Writes a report under its epoch. False, and nothing written, when a higher epoch is known. */
  record(report: SlotReport): Promise<boolean>;
  /** The highest epoch that was ever recorded, by slot name `A123#0`. */
  highestEpochs(): Promise<ReadonlyMap<string, bigint>>;
  list(): Promise<SlotRow[]>;
}

export function createSlots(pool: pg.Pool): Slots {
  const query = async <Row extends pg.QueryResultRow>(
    operation: string,
    text: string,
    values: unknown[] = [],
  ) => {
    try {
      return await pool.query<Row>({ name: operation, text, values });
    } catch (error) {
      throw toStoreError(error, operation);
    }
  };
  return {
    async record({ slot, epoch, workerId, state, detail, liveSince = null, retryAt = null }) {
      const { rowCount } = await query('record a slot', RECORD, [
        slot.appId,
        slot.index,
        epoch.toString(),
        workerId,
        state,
        detail,
        liveSince,
        retryAt,
      ]);
      return rowCount === 1;
    },
    async highestEpochs() {
      const { rows } = await query<{ app_id: string; index: number; epoch: string }>('read epochs', EPOCHS);
      return new Map(rows.map((row) => [`${row.app_id}#${row.index}`, BigInt(row.epoch)]));
    },
    async list() {
      const { rows } = await query<SlotColumns>('list slots', LIST);
      return rows.map((row) => ({
        slot: { appId: row.app_id, index: row.index },
        epoch: BigInt(row.epoch),
        workerId: row.worker_id,
        state: row.state,
        detail: row.detail,
        liveSince: row.live_since,
        retryAt: row.retry_at,
        updatedAt: row.updated_at,
      }));
    },
  };
}

interface SlotColumns {
  app_id: string;
  index: number;
  epoch: string;
  worker_id: string;
  state: string;
  detail: string | null;
  live_since: Date | null;
  retry_at: Date | null;
  updated_at: Date;
}

/** The fence: a holder with a lower epoch writes nothing. */
const RECORD = `
  INSERT INTO slots (app_id, index, epoch, worker_id, state, detail, live_since, retry_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
  ON CONFLICT (app_id, index) DO UPDATE
    SET epoch = excluded.epoch, worker_id = excluded.worker_id, state = excluded.state, detail = excluded.detail,
        live_since = excluded.live_since, retry_at = excluded.retry_at, updated_at = now()
    WHERE slots.epoch <= excluded.epoch`;

const EPOCHS = 'SELECT app_id, index, epoch FROM slots';
const LIST = 'SELECT * FROM slots ORDER BY app_id, index';
