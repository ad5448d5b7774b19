/** A pending timer. Cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** Where time comes from. The real one is in the process package, a virtual one in `testing`. */
export interface Clock {
  /** Milliseconds on a monotonic clock with an arbitrary start: for durations and deadlines. */
  monotonicMs(): number;
  /** Milliseconds since 1970: for what people and other machines see, never for deadlines. */
  wallMs(): number;
  /** Calls `run` once after `delayMs`. The timer keeps the process alive. */
  after(delayMs: number, run: () => void): Timer;
  /** Resolves after `delayMs`, or rejects with the signal's reason as soon as it aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** Where chance comes from. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/** Structured log: constant messages, everything variable in `fields`. Secrets never go in. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

export type LogFields = Readonly<Record<string, unknown>>;
