// A queue of at most so many things that never allocates: the one that has waited longest leaves first.
import { assert } from '../assert.ts';

export class Ring<Item> {
  readonly #items: (Item | undefined)[];
  #first = 0;
  #size = 0;

  constructor(sizeMax: number) {
    this.#items = new Array<Item | undefined>(sizeMax).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  add(item: Item): void {
    assert(this.#size < this.#items.length, 'a ring holds no more than it was made for');
    this.#items[(this.#first + this.#size) % this.#items.length] = item;
    this.#size++;
  }

  take(): Item | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#items[this.#first];
    this.#items[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#items.length;
    this.#size--;
    return item;
  }

  /** Takes this one out of turn. */
  remove(item: Item): void {
    for (let left = this.#size; left > 0; left--) {
      const next = this.take() as Item;
      if (next !== item) this.add(next);
    }
  }
}
