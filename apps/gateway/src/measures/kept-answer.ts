import type { Clock } from '@muster/fleet';

/** Asks at most once in `keptMs`, and never twice at once; in between everybody gets the last answer. A failure is not kept. */
export function keptAnswer<Value>(
  ask: () => Promise<Value>,
  keptMs: number,
  clock: Pick<Clock, 'monotonicMs'>,
): () => Promise<Value> {
  let kept: { readonly answer: Promise<Value>; readonly untilMs: number } | undefined;
  return () => {
    if (kept && clock.monotonicMs() < kept.untilMs) return kept.answer;
    const answer = ask();
    // While it is on its way it is the last answer, however long it takes.
    const asked = { answer, untilMs: Number.POSITIVE_INFINITY };
    kept = asked;
    answer.then(
      () => {
        if (kept === asked) kept = { answer, untilMs: clock.monotonicMs() + keptMs };
      },
      () => {
        if (kept === asked) kept = undefined;
      },
    );
    return answer;
  };
}
