export { isReachableByOthers } from './account.ts';
export { spawnBound } from './bound-child.ts';
export { EmbeddedError, type EmbeddedErrorCode } from './errors.ts';
export { freePort, portProblem } from './free-port.ts';
export { type PostgresOptions, startPostgres } from './postgres.ts';
export { type RedisOptions, startRedis } from './redis.ts';
export type { EmbeddedServer } from './server.ts';
