import type pg from 'pg';

/**
 * Has Postgres itself write down every change of a slot, whoever makes it: what is read now and then misses what
 * happens in between. In a schema of its own, which the fleet knows nothing of. Once per database.
 */
export async function watchEpochs(sql: pg.Pool): Promise<void> {
  await sql.query(`
    CREATE SCHEMA checker;
    CREATE TABLE checker.slot_changes (
      n bigserial, app_id text, index int, epoch bigint, worker_id text, state text,
      at timestamptz DEFAULT clock_timestamp()
    );
    CREATE FUNCTION checker.note_slot() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO checker.slot_changes (app_id, index, epoch, worker_id, state)
      VALUES (new.app_id, new.index, new.epoch, new.worker_id, new.state);
      RETURN NULL;
    END $$;
    CREATE TRIGGER note_slot AFTER INSERT OR UPDATE ON public.slots
      FOR EACH ROW EXECUTE FUNCTION checker.note_slot();`);
}

/** Slots whose epoch fell (I5), and those that changed hands without a higher one (I6). None of them: all is well. */
export async function checkEpochs(sql: pg.Pool): Promise<{ fell: string[]; notRaised: string[] }> {
  const { rows } = await sql.query<{ slot: string; fell: boolean; not_raised: boolean }>(`
    SELECT DISTINCT app_id || '#' || index AS slot, epoch < before AS fell,
           epoch = before AND worker_id <> owner AS not_raised
    FROM (SELECT *, lag(epoch) OVER history AS before, lag(worker_id) OVER history AS owner
          FROM checker.slot_changes WINDOW history AS (PARTITION BY app_id, index ORDER BY n)) AS changes
    WHERE before IS NOT NULL`);
  return {
    fell: rows.filter((row) => row.fell).map(({ slot }) => slot),
    notRaised: rows.filter((row) => row.not_raised).map(({ slot }) => slot),
  };
}
