import { createTestDatabase } from '@muster/embedded/testing';
import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import pg from 'pg';
import type { InstallationToSave, NewEntry } from '../index.ts';
import { newKey, parseKeys, type SealingKeys } from '../sealing.ts';
import { openStore, type Store } from '../store.ts';

/** A store on a database of its own, with an app and a workspace in it. */
export interface TestStore {
  readonly store: Store;
  readonly url: string;
  readonly installationId: string;
  /** The same database as another process sees it. */
  openAs(processId: string, otherKeys?: SealingKeys): Store;
  /** A plain connection, to look at rows and to set times back. */
  readonly sql: pg.Pool;
  close(): Promise<void>;
}

export const installation: InstallationToSave = {
  appId: 'A1',
  enterpriseId: null,
  teamId: 'T1',
  teamName: 'Acme',
  teamDomain: 'acme',
  url: 'https://acme.slack.com/',
  isEnterpriseInstall: false,
  botUserId: 'U0BOT',
  botId: 'B1',
  scopes: ['chat:write'],
  botToken: 'xoxb-first',
  installedBy: 'U1',
};

export const app = { id: 'A1', kind: 'shared', name: 'Muster', clientId: '1.1', slots: 2 } as const;

export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const keys = parseKeys(newKey('k1'));
  const opened: Store[] = [];
  const openAs = (processId: string, otherKeys = keys) => {
    const clock = new VirtualClock(0, Date.now());
    const store = openStore({
      databaseUrl: database.url,
      keys: otherKeys,
      clock,
      log: recordingLog(),
      processId,
    });
    opened.push(store);
    return store;
  };
  const store = openAs('first');
  await store.apps.save({ ...app, clientSecret: 'shh', appToken: 'xapp-1-A1-1-x' });
  const { id: installationId } = await store.installations.save(installation);
  const sql = new pg.Pool({ connectionString: database.url, max: 2 });
  return {
    store,
    url: database.url,
    installationId,
    openAs,
    sql,
    async close() {
      await sql.end();
      await Promise.all(opened.map((one) => one.close()));
      await database.drop();
    },
  };
}

let entries = 0;

/** A command in a direct message of U1, each with keys of its own. */
export function entry(installationId: string, changes: Partial<NewEntry> = {}): NewEntry {
  const n = ++entries;
  const sentMs = 1_700_000_000_000 + n * 1_000;
  return {
    installationId,
    key: `Ev${n}`,
    lane: `${installationId}:U1`,
    userId: 'U1',
    channel: 'D1',
    messageTs: `${sentMs / 1000}.000100`,
    version: '',
    threadTs: null,
    isDirect: true,
    sentMs,
    command: { name: 'list', args: { day: 'today' } },
    ...changes,
  };
}
