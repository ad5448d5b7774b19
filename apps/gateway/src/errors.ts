/** A call that the gateway refuses, as its caller gets to see it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** For the Retry-After header, in seconds. */
  readonly retryAfterS: number | null;

  constructor(status: number, code: string, message: string, retryAfterS: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}

/** Whether an error says that Postgres cannot answer now. */
export function isStoreAway(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'store_unavailable';
}

/** Whether an error says that a sealed secret does not open: the keys changed, or it was moved from another row. */
export function isSealBroken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'seal_broken';
}
