/** Something that was started. */
export interface Stoppable {
  /** Stops it in order; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** What was started, to be stopped in reverse. */
export interface StopStack {
  add(part: Stoppable): void;
  /** Stops everything, the last started first, each only when the one before is gone. Can be repeated. */
  stop(): Promise<void>;
  kill(): void;
}

export function createStopStack(): StopStack {
  const parts: Stoppable[] = [];
  return {
    add(part) {
      parts.push(part);
    },
    async stop() {
      for (;;) {
        const part = parts.at(-1);
        if (!part) return;
        await part.stop();
        parts.splice(parts.indexOf(part), 1);
      }
    },
    kill() {
      for (const part of parts.splice(0).reverse()) part.kill();
    },
  };
}
