import path from 'node:path';
import { address, type Environment, hideSecrets, readConfig } from '@muster/process';
import { migrate } from '@muster/store';
import { StartError } from './start-error.ts';

/** Brings the database to the newest schema; returns the names of the migrations it applied. Throws StartError. */
export async function updateSchema(root: string, databaseUrl: string): Promise<readonly string[]> {
  try {
    return await migrate(databaseUrl, { schemaDir: path.join(root, 'prisma') });
  } catch (error) {
    const reason = hideSecrets(error instanceof Error ? error.message : String(error));
    throw new StartError(
      `The database could not be brought to the newest schema: ${reason}\n` +
        'Check that DATABASE_URL names a database of Muster and a user who may change it. An embedded one opens ' +
        'only with the secrets.json that it was made with.',
    );
  }
}

/** Does nothing else, for deployments that start the processes in another way. Returns what to tell. */
export async function migrateOnly(environment: Environment, root: string): Promise<string> {
  const { DATABASE_URL } = readConfig({ DATABASE_URL: address(['postgresql', 'postgres']) }, environment);
  const applied = await updateSchema(root, DATABASE_URL);
  return applied.length === 0 ? 'The schema is up to date.' : `Applied: ${applied.join(', ')}`;
}
