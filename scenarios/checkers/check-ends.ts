import type { ProcessEnd } from '../support/processes.ts';

/**
 * Processes that ended otherwise than they were made to: `asked` says which signals each process was sent. One that
 * was asked to stop ends with 0, or is killed before it has. None of them: nobody crashed.
 */
export function unexplainedEnds(
  ends: Readonly<Record<string, readonly ProcessEnd[]>>,
  asked: ReadonlyMap<number, readonly NodeJS.Signals[]>,
): string[] {
  return Object.entries(ends).flatMap(([place, ofPlace]) =>
    ofPlace
      .filter(({ pid, how }) => {
        const signals = asked.get(pid) ?? [];
        if (how === 'SIGKILL') return !signals.includes('SIGKILL');
        return how !== 0 || !signals.includes('SIGTERM');
      })
      .map(({ pid, how }) => `${place}, process ${pid}, ended with ${how}`),
  );
}
