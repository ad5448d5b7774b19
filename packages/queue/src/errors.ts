/** A ring that did not reach Redis. The command is stored all the same: a sweep rings its lane later. */
export class RingError extends Error {
  override readonly name = 'RingError';
  readonly code = 'queue_unavailable';
  readonly retryable = true;

  constructor(lane: string, cause: unknown) {
    super(`ring lane ${lane}: the queue is unavailable`, { cause });
  }
}
