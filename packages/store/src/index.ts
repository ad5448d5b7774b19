export { StoreError, type StoreErrorCode } from './errors.ts';
export { migrate } from './migrate/migrate.ts';
export { newKey, parseKeys, type SealingKeys } from './sealing.ts';
