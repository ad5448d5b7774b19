/** Why a store operation failed. */
export type StoreErrorCode =
  /** Postgres did not answer, refused the connection or cancelled the statement. */
  | 'store_unavailable'
  /** A sealed value does not open: wrong key, or moved from another row. */
  | 'seal_broken'
  /** A value that Postgres refuses to hold. */
  | 'bad_value';

/** An operating failure of the store. The message names the operation, never a secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Whether a write may have happened all the same: the answer was lost, not the statement cancelled. */
  readonly maybeDone: boolean;

  constructor(
    code: StoreErrorCode,
    operation: string,
    options: { cause?: unknown; maybeDone?: boolean } = {},
  ) {
    super(`${operation}: ${code.replaceAll('_', ' ')}`, { cause: options.cause });
    this.code = code;
    this.retryable = code === 'store_unavailable';
    this.maybeDone = options.maybeDone ?? false;
  }
}

/** SQLSTATE of a statement that Postgres cancelled, and of transactions that it rolled back: surely not done. */
const SURELY_UNDONE = new Set(['57014', '40001', '40P01', '53300', '57P03', '55P03']);
/** SQLSTATE class of values that do not fit: the same call fails for ever. */
const BAD_VALUE = /^2[23]/;
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

/** Translates what the driver threw. Anything unknown counts as unavailable and maybe done. */
export function toStoreError(error: unknown, operation: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = sqlState(error);
  if (code !== undefined && BAD_VALUE.test(code))
    return new StoreError('bad_value', operation, { cause: error });
  const undone = code !== undefined && (SURELY_UNDONE.has(code) || NEVER_CONNECTED.has(code));
  return new StoreError('store_unavailable', operation, { cause: error, maybeDone: !undone });
}

function sqlState(error: unknown): string | undefined {
  const code = adapterCode(error) ?? (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Prisma has codes of its own, and keeps the one of Postgres inside. */
function adapterCode(error: unknown): unknown {
  type Wrapped = { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };
  return (error as Wrapped | null)?.meta?.driverAdapterError?.cause?.originalCode;
}
