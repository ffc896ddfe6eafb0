// A binary heap of things by the time at which they are due.

export type Due = { readonly dueMs: number };

export class DueQueue<Item extends Due> {
  #heap: Item[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** When the first is due; infinite when there is none. */
  get dueMs(): number {
    return this.#heap[0]?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  add(item: Item): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as Item).dueMs <= item.dueMs) break;
      heap[at] = heap[parent] as Item;
      at = parent;
    }
    heap[at] = item;
  }

  /** Takes the one that is due first. */
  take(): Item | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  clear(): void {
    this.#heap = [];
  }

  #sink(item: Item): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      const right = child + 1;
      if (right < heap.length && (heap[right] as Item).dueMs < (heap[child] as Item).dueMs) child = right;
      if ((heap[child] as Item).dueMs >= item.dueMs) break;
      heap[at] = heap[child] as Item;
      at = child;
    }
    heap[at] = item;
  }
}
