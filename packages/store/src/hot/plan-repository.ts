import type { Change, Item, PlanRepository } from '@muster/plan';
import { type Queryable, statement } from './sql.ts';

/** How long a finished item keeps its number, and how long a deleted one does: numbers people still have in mind. */
const HELD_DAYS = 7;
const HELD_AFTER_DELETION_HOURS = 24;

/** The plan of one member, read and written inside the running transaction. */
export function createPlanRepository(
  on: Queryable,
  run: { memberId: string; inboxId: string },
): PlanRepository {
  const { memberId } = run;
  return {
    byDay: async (day) => (await itemsOfDay(on, [memberId, day])).map(toItem),
    openBefore: async (day) => (await openItemsBefore(on, [memberId, day])).map(toItem),
    byNumber: async (numbers) => (await itemsByNumber(on, [memberId, numbers])).map(toItem),
    byMessage: async (channel, ts) => (await itemsOfMessage(on, [memberId, channel, ts])).map(toItem),
    heldNumbers: async (today) =>
      (await numbersHeld(on, [memberId, today, HELD_DAYS, HELD_AFTER_DELETION_HOURS])).map(
        (row) => row.number,
      ),
    async save(changes) {
      if (changes.length === 0) return;
      await saveItems(on, [memberId, JSON.stringify(changes.map((change) => toColumns(change.after)))]);
      await saveJournal(on, [memberId, run.inboxId, JSON.stringify(changes.map(toJournalColumns))]);
    },
  };
}

interface ItemRow {
  id: string;
  number: number;
  kind: string;
  text: string;
  state: string;
  day: string;
  origin_channel: string | null;
  origin_ts: string | null;
  origin_version: string;
  origin_index: number;
  created_at: Date;
  done_at: Date | null;
  deleted_at: Date | null;
}

function toItem(row: ItemRow): Item {
  const { origin_channel: channel, origin_ts: messageTs } = row;
  return {
    id: row.id,
    number: row.number,
    kind: row.kind as Item['kind'],
    text: row.text,
    state: row.state as Item['state'],
    day: row.day,
    origin:
      channel !== null && messageTs !== null
        ? { channel, messageTs, version: row.origin_version, index: row.origin_index }
        : null,
    createdAt: row.created_at,
    doneAt: row.done_at,
    deletedAt: row.deleted_at,
  };
}

function toColumns(item: Item) {
  return {
    id: item.id,
    number: item.number,
    kind: item.kind,
    text: item.text,
    state: item.state,
    day: item.day,
    origin_channel: item.origin?.channel ?? null,
    origin_ts: item.origin?.messageTs ?? null,
    origin_version: item.origin?.version ?? '',
    origin_index: item.origin?.index ?? 0,
    created_at: item.createdAt,
    done_at: item.doneAt,
    deleted_at: item.deletedAt,
  };
}

function toJournalColumns(change: Change) {
  return { item_id: change.after.id, action: change.action, before: change.before, after: change.after };
}

const COLUMNS = `id, number, kind, text, state, day::text AS day, origin_channel, origin_ts, origin_version, origin_index,
  created_at, done_at, deleted_at`;

const itemsOfDay = statement<ItemRow>(
  'read the items of a day',
  `SELECT ${COLUMNS} FROM items WHERE member_id = $1 AND day = $2 AND deleted_at IS NULL ORDER BY number, created_at`,
);

const openItemsBefore = statement<ItemRow>(
  'read open items of earlier days',
  `SELECT ${COLUMNS} FROM items
   WHERE member_id = $1 AND day < $2 AND state = 'open' AND deleted_at IS NULL ORDER BY day, number`,
);

/** The newest holder counts even when deleted: a second `delete 3` must not reach an older item 3. */
const itemsByNumber = statement<ItemRow>(
  'read items by number',
  `SELECT * FROM (
     SELECT DISTINCT ON (number) ${COLUMNS} FROM items
     WHERE member_id = $1 AND number = ANY($2::int[]) ORDER BY number, created_at DESC
   ) AS newest WHERE deleted_at IS NULL ORDER BY number`,
);

const itemsOfMessage = statement<ItemRow>(
  'read the items of a message',
  `SELECT ${COLUMNS} FROM items WHERE member_id = $1 AND origin_channel = $2 AND origin_ts = $3 ORDER BY origin_index`,
);

const numbersHeld = statement<{ number: number }>(
  'read the numbers in use',
  `SELECT DISTINCT number FROM items WHERE member_id = $1 AND (
     (deleted_at IS NULL AND ((state = 'open' AND kind IN ('task', 'help')) OR day > $2::date - $3::int))
     OR deleted_at > now() - $4 * interval '1 hour')`,
);

/** The member is part of the condition, so that no change can reach another person's item. */
const saveItems = statement(
  'save items',
  `INSERT INTO items (id, member_id, number, kind, text, state, day, origin_channel, origin_ts, origin_version,
                      origin_index, created_at, done_at, deleted_at)
   SELECT id, $1, number, kind, text, state, day, origin_channel, origin_ts, origin_version, origin_index, created_at,
          done_at, deleted_at
   FROM jsonb_to_recordset($2::jsonb) AS i(id uuid, number int, kind text, text text, state text, day date,
     origin_channel text, origin_ts text, origin_version text, origin_index int, created_at timestamptz,
     done_at timestamptz, deleted_at timestamptz)
   ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, text = excluded.text, state = excluded.state,
     number = excluded.number, day = excluded.day, origin_version = excluded.origin_version,
     done_at = excluded.done_at, deleted_at = excluded.deleted_at
   WHERE items.member_id = excluded.member_id`,
);

const saveJournal = statement(
  'write the journal',
  `INSERT INTO journal (member_id, item_id, inbox_id, action, before, after)
   SELECT $1, item_id, $2, action, before, after
   FROM jsonb_to_recordset($3::jsonb) AS j(item_id uuid, action text, before jsonb, after jsonb)`,
);
