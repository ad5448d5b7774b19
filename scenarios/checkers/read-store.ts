import type pg from 'pg';
import { grouped } from './grouped.ts';
import { keyOf } from './read-slack.ts';

/** A line of the journal: something happened to a person's plan. */
export interface Effect {
  readonly line: bigint;
  readonly installationId: string;
  readonly team: string;
  readonly user: string;
}

/** A row of the inbox. */
export interface Entry {
  readonly key: string;
}

/** Additions by their word: those in the journal, and items that the journal knows nothing of. */
export async function readEffects(sql: pg.Pool): Promise<Map<string, Effect[]>> {
  const { rows } = await sql.query<{ line: string; text: string } & Omit<Effect, 'line'>>(
    `SELECT effect.line, effect.text, i.id AS "installationId", i.team_id AS team, m.user_id AS user
     FROM (SELECT id AS line, member_id, after ->> 'text' AS text FROM journal WHERE action = 'add'
           UNION ALL
           SELECT 0, member_id, text FROM items
           WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.item_id = items.id)) AS effect
     JOIN members m ON m.id = effect.member_id JOIN installations i ON i.id = m.installation_id
     ORDER BY effect.line`,
  );
  return grouped(rows, ({ line, text, ...where }) => [text, { line: BigInt(line), ...where }]);
}

/** By their message. */
export async function readEntries(sql: pg.Pool): Promise<Map<string, Entry[]>> {
  const { rows } = await sql.query<{ key: string; team: string; channel: string; ts: string }>(
    `SELECT key, team_id AS team, channel, message_ts AS ts
     FROM inbox JOIN installations ON installations.id = installation_id`,
  );
  return grouped(rows, ({ key, team, channel, ts }) => [keyOf(team, channel, ts), { key }]);
}

export async function readKeys(sql: pg.Pool, query: string): Promise<string[]> {
  return (await sql.query<{ key: string }>(query)).rows.map(({ key }) => key);
}
