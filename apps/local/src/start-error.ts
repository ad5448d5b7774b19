/** The start failed for a reason that a person can do something about; the message says what. Exit code 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code = 'start_failed';
}
