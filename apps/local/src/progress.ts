import type { Clock } from '@muster/fleet';

/** Where the start says what it does. */
export interface Progress {
  /** Runs one step and shows its name, and when it is done how long it took. */
  step<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
  say(text: string): void;
}

/** On a terminal the line of a step is rewritten when it is done; elsewhere there is a line per finished step. */
export function createProgress(
  output: { write(text: string): unknown; isTTY?: boolean | undefined },
  clock: Clock,
): Progress {
  return {
    async step(name, run) {
      const startedMs = clock.monotonicMs();
      if (output.isTTY) output.write(`  … ${name}`);
      try {
        const result = await run();
        const seconds = ((clock.monotonicMs() - startedMs) / 1000).toFixed(1);
        output.write(`${output.isTTY ? '\r' : ''}  ✓ ${name} (${seconds} s)\n`);
        return result;
      } catch (error) {
        output.write(output.isTTY ? `\r  ✗ ${name}\n` : `  ✗ ${name}\n`);
        throw error;
      }
    },
    say(text) {
      output.write(`${text}\n`);
    },
  };
}
