import type { Redis } from 'ioredis';
import { LeaseStoreError } from '../errors.ts';
import type { Script } from './scripts.ts';

export type RunScript = (script: Script, args?: readonly (string | number)[]) => Promise<unknown>;

/**
 * Runs scripts by their digest, and sends the source when Redis does not have it (anew, restarted, flushed).
 * `nowUs` stands in for Redis's clock under test. Rejects with a LeaseStoreError.
 */
export function createRunScript(redis: Redis, prefix: string, nowUs?: () => number): RunScript {
  return async (script, args = []) => {
    const now = nowUs ? String(nowUs()) : '';
    try {
      return await redis.evalsha(script.digest, 1, prefix, now, ...args);
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw translate(error, script.name);
    }
    try {
      return await redis.eval(script.source, 1, prefix, now, ...args);
    } catch (error) {
      throw translate(error, script.name);
    }
  };
}

/** Redis answers with an error, or there is no answer at all. */
export function translate(error: unknown, operation: string): LeaseStoreError {
  if (error instanceof LeaseStoreError) return error;
  // While it loads its data after a start, Redis is as good as away.
  const refused = isReply(error) && !isReply(error, 'LOADING');
  return new LeaseStoreError(refused ? 'redis_refused' : 'redis_unavailable', operation, { cause: error });
}

function isReply(error: unknown, code = ''): boolean {
  return error instanceof Error && error.name === 'ReplyError' && error.message.startsWith(code);
}
