export type EmbeddedErrorCode =
  | 'postgres_missing'
  | 'redis_missing'
  | 'folder_unusable'
  | 'account_missing'
  | 'port_in_use'
  | 'start_failed';

/** An embedded server could not be had or did not start. The message says what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly code: EmbeddedErrorCode;
  readonly retryable: boolean;

  constructor(code: EmbeddedErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryable = code === 'port_in_use' || code === 'start_failed';
  }
}
