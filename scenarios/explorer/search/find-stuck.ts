/**
 * The states from which no way leads to one of `goals`, in rising order. Walks backwards from the goals over the
 * moves `from[n]` → `to[n]`.
 */
export function findStuck(
  states: number,
  goals: readonly number[],
  from: readonly number[],
  to: readonly number[],
): number[] {
  // The moves into each state, one list after the other: `starts[s]` is where those into s begin.
  const starts = new Uint32Array(states + 1);
  for (const target of to) starts[target + 1] = (starts[target + 1] ?? 0) + 1;
  for (let state = 0; state < states; state++)
    starts[state + 1] = (starts[state + 1] ?? 0) + (starts[state] ?? 0);
  const fill = starts.slice();
  const sources = new Uint32Array(from.length);
  for (const [move, target] of to.entries()) {
    const place = fill[target] ?? 0;
    sources[place] = from[move] ?? 0;
    fill[target] = place + 1;
  }
  const isFine = new Uint8Array(states);
  const waiting = [...goals];
  for (const goal of goals) isFine[goal] = 1;
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (let at = starts[state] ?? 0; at < (starts[state + 1] ?? 0); at++) {
      const source = sources[at] ?? 0;
      if (isFine[source]) continue;
      isFine[source] = 1;
      waiting.push(source);
    }
  }
  const stuck: number[] = [];
  for (let state = 0; state < states; state++) if (!isFine[state]) stuck.push(state);
  return stuck;
}
