import { inject } from 'vitest';

/** The throwaway servers that the test run started; they hold nothing that must survive it. */
export interface TestServices {
  /** Administrator's address of the Postgres server, naming the database `postgres`. */
  readonly postgresUrl: string;
  /** Shared by all tests: use a key prefix of your own. */
  readonly redisUrl: string;
  /** A migrated database to copy; never connect to it, or nobody can copy it. */
  readonly templateDatabase: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServices: TestServices;
  }
}

/** Only inside a test run whose global setup is scenarios/support/services.ts. */
export function testServices(): TestServices {
  return inject('testServices');
}
