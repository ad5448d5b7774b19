import { type Clock, countDeaths, type Death, POISON } from '@muster/fleet';
import type pg from 'pg';
import { inTransaction, type Queryable, statement } from './hot/sql.ts';

/** A process that died with an app's envelope in hand. Never what was in the envelope. */
export interface NewDeath extends Death {
  readonly appId: string;
}

export interface Deaths {
  /**
   * Notes deaths; what is known already changes nothing, and what belongs to no app is dropped. Resolves with the apps
   * that have become poison by it: marked, with an audit line.
   */
  note(deaths: readonly NewDeath[]): Promise<readonly string[]>;
  /** Ends an app's time as poison. Deaths before this moment count no more. False: it is not poison. */
  release(appId: string, actor: string): Promise<boolean>;
}

/** `policy`: see countDeaths. */
export function createDeaths(pool: pg.Pool, clock: Pick<Clock, 'wallMs'>, policy = POISON): Deaths {
  const now = () => new Date(clock.wallMs());

  const noteOf = (appId: string, deaths: readonly NewDeath[]) =>
    inTransaction(pool, async (on) => {
      const [app] = await lockApp(on, [appId]);
      if (!app) return false;
      await forgetOld(on, [appId, new Date(clock.wallMs() - policy.withinMs)]);
      for (const { processId, key, isCertain, atMs } of deaths)
        await insert(on, [appId, processId, key, isCertain, new Date(atMs)]);
      if (app.poison_since) return false;
      const rows = await listSince(on, [appId, app.released_at]);
      const count = countDeaths(rows.map(toDeath), clock.wallMs(), policy);
      if (count < policy.deaths) return false;
      await mark(on, appId, count, rows.at(-1));
      return true;
    });

  const mark = async (on: Queryable, appId: string, count: number, last: DeathRow | undefined) => {
    const about = last ? `; the last one was ${last.process_id}, with ${last.key}` : '';
    const reason = `${count} processes died within an hour while they handled what it sent${about}`;
    await markPoison(on, [appId, now(), reason]);
    await addAuditLine(on, [now(), 'muster', 'app.poison', appId, JSON.stringify({ reason })]);
  };

  return {
    async note(deaths) {
      const poisoned: string[] = [];
      for (const appId of new Set(deaths.map((death) => death.appId))) {
        const own = deaths.filter((death) => death.appId === appId);
        if (await noteOf(appId, own)) poisoned.push(appId);
      }
      return poisoned;
    },
    release: (appId, actor) =>
      inTransaction(pool, async (on) => {
        const [app] = await lockApp(on, [appId]);
        if (!app?.poison_since) return false;
        await markReleased(on, [appId, now()]);
        await addAuditLine(on, [now(), actor, 'app.released', appId, '{}']);
        return true;
      }),
  };
}

interface DeathRow {
  process_id: string;
  key: string;
  is_certain: boolean;
  at: Date;
}

function toDeath({ process_id, key, is_certain, at }: DeathRow): Death {
  return { processId: process_id, key, isCertain: is_certain, atMs: at.getTime() };
}

/** One after the other for each app, so that the third death is seen by who notes it. */
const lockApp = statement<{ poison_since: Date | null; released_at: Date | null }>(
  'lock an app',
  'SELECT poison_since, released_at FROM apps WHERE id = $1 FOR NO KEY UPDATE',
);
const forgetOld = statement('forget old deaths', 'DELETE FROM deaths WHERE app_id = $1 AND at < $2');
const insert = statement(
  'note a death',
  `INSERT INTO deaths (app_id, process_id, key, is_certain, at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT DO NOTHING`,
);
const listSince = statement<DeathRow>(
  'list the deaths of an app',
  `SELECT process_id, key, is_certain, at FROM deaths
   WHERE app_id = $1 AND ($2::timestamptz IS NULL OR at > $2) ORDER BY at, process_id`,
);
const markPoison = statement(
  'mark an app as poison',
  'UPDATE apps SET poison_since = $2, poison_reason = $3, updated_at = $2 WHERE id = $1',
);
const markReleased = statement(
  'release an app',
  `UPDATE apps SET poison_since = NULL, poison_reason = NULL, released_at = $2, updated_at = $2 WHERE id = $1`,
);
const addAuditLine = statement(
  'write an audit line',
  'INSERT INTO audit (at, actor, action, app_id, details) VALUES ($1, $2, $3, $4, $5)',
);
