/** Something that falls due at a time. */
export interface Due {
  readonly dueMs: number;
  /** Breaks ties: what was put in first falls due first. */
  readonly sequence: number;
  isCancelled: boolean;
}

/** Takes out what falls due first: a binary heap. What is cancelled stays in it until it would be taken out. */
export class TimerQueue<Item extends Due> {
  private readonly heap: Item[] = [];

  add(item: Item): void {
    const { heap } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Item;
      if (isBefore(above, item)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  /** Takes out the first that falls due by `untilMs`; undefined if there is none. */
  takeDue(untilMs: number): Item | undefined {
    for (;;) {
      const first = this.heap[0];
      if (!first || first.dueMs > untilMs) return undefined;
      this.removeFirst();
      if (!first.isCancelled) return first;
    }
  }

  private removeFirst(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Item, heap[left] as Item) ? right : left;
      if (isBefore(last, heap[child] as Item)) break;
      heap[at] = heap[child] as Item;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.sequence < other.sequence);
}
