import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { statement } from './hot/sql.ts';

export interface Members {
  /** Saves what Slack says of a person: their name, and their IANA time zone or null where it says none. */
  update(member: {
    installationId: string;
    userId: string;
    name: string;
    timeZone: string | null;
  }): Promise<void>;
}

export function createMembers(pool: pg.Pool): Members {
  return {
    update: async ({ installationId, userId, name, timeZone }) =>
      void (await save(pool, [randomUUID(), installationId, userId, name, timeZone])),
  };
}

const save = statement(
  'save a member',
  `INSERT INTO members (id, installation_id, user_id, name, time_zone, checked_at) VALUES ($1, $2, $3, $4, $5, now())
   ON CONFLICT (installation_id, user_id) DO UPDATE
     SET name = excluded.name, time_zone = coalesce(excluded.time_zone, members.time_zone), checked_at = now()`,
);
