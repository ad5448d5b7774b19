import { type NewEntry, StoreError } from '@muster/store';
import type { EnvelopeParts } from './envelope-parts.ts';

type Parts = Pick<EnvelopeParts, 'inbox' | 'bell' | 'log'>;

/** Stores a command. Rejects with StoreError when the store is away. */
export async function accept(
  { inbox, log }: Parts,
  entry: NewEntry,
): Promise<'stored' | 'duplicate' | 'unstorable'> {
  try {
    const [acceptance] = await inbox.accept([entry]);
    return acceptance ?? 'duplicate';
  } catch (error) {
    if (!(error instanceof StoreError) || error.retryable) throw error;
    log.error({ error, workspaceId: entry.installationId, key: entry.key }, 'a command cannot be stored');
    return 'unstorable';
  }
}

/** Rings a command's lane. Nobody waits for it: a sweep rings whatever was not heard. */
export function ring({ bell, log }: Parts, { lane, key, command: { name, args } }: NewEntry): void {
  bell.ring(lane, { key, name, args }).catch((error: unknown) => {
    log.debug({ error, lane }, 'a lane was not rung');
  });
}
