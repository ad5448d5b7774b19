/** The lowest `count` numbers from 1 that nobody holds, rising. */
export function freeNumbers(held: Iterable<number>, count: number): readonly number[] {
  const taken = new Set(held);
  const free: number[] = [];
  for (let number = 1; free.length < count; number += 1) {
    if (!taken.has(number)) free.push(number);
  }
  return free;
}
