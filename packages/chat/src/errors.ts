/** A command that came back from storage is not one that this version knows. Trying again does not help. */
export class StoredCommandError extends Error {
  override readonly name = 'StoredCommandError';
  readonly code = 'bad_stored_command';
  readonly retryable = false;
}
