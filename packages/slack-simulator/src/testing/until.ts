const DEADLINE_MS = 20_000;

/** Asks again and again until the answer is something; rejects after a generous deadline. */
export async function until<Value>(
  ask: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  what = 'a condition',
): Promise<Value> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
