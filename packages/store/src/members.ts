import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { statement } from './hot/sql.ts';

/** What Slack says of a person: their name, and their IANA time zone or null where it says none. */
export interface MemberToSave {
  readonly installationId: string;
  readonly userId: string;
  readonly name: string;
  readonly timeZone: string | null;
}

export interface Members {
  /** Saves a person who uses the bot. */
  save(member: MemberToSave): Promise<void>;
  /** The same for somebody who may not use it: who is not known stays unknown. */
  update(member: MemberToSave): Promise<void>;
}

export function createMembers(pool: pg.Pool): Members {
  return {
    save: async ({ installationId, userId, name, timeZone }) =>
      void (await save(pool, [randomUUID(), installationId, userId, name, timeZone])),
    update: async ({ installationId, userId, name, timeZone }) =>
      void (await update(pool, [installationId, userId, name, timeZone])),
  };
}

const save = statement(
  'save a member',
  `INSERT INTO members (id, installation_id, user_id, name, time_zone, checked_at) VALUES ($1, $2, $3, $4, $5, now())
   ON CONFLICT (installation_id, user_id) DO UPDATE
     SET name = excluded.name, time_zone = coalesce(excluded.time_zone, members.time_zone), checked_at = now()`,
);

const update = statement(
  'update a member',
  `UPDATE members SET name = $3, time_zone = coalesce($4, time_zone), checked_at = now()
   WHERE installation_id = $1 AND user_id = $2`,
);
