export type LeaseStoreErrorCode =
  /** Redis did not answer in time, or there is no connection to it. */
  | 'redis_unavailable'
  /** Redis answered with an error: out of memory, read-only, a script that fails. */
  | 'redis_refused'
  /** Redis holds something that this version does not understand. */
  | 'bad_reply';

/** An operating failure of the lease store. The message names the operation. */
export class LeaseStoreError extends Error {
  override readonly name = 'LeaseStoreError';
  readonly code: LeaseStoreErrorCode;
  /** Whether the same call may succeed later. A call that failed may have been done all the same. */
  readonly retryable: boolean;

  constructor(code: LeaseStoreErrorCode, operation: string, options: { cause?: unknown } = {}) {
    super(`${operation}: ${code.replaceAll('_', ' ')}`, options);
    this.code = code;
    this.retryable = code !== 'bad_reply';
  }
}
