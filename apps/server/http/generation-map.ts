/** A map that is bounded by forgetting: two generations, of which the older one goes when the younger one is full. */
export type GenerationMap<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** Makes the young generation the old one, and forgets what was old. */
  turn(): void;
  size(): number;
};

/**
 * Makes a map of at most twice `generationSizeMax` entries. Every call is O(1) without lists or timers. What is read
 * from the old generation moves into the young one, so that what is in use stays.
 */
export function createGenerationMap<Value>(generationSizeMax: number): GenerationMap<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const turn = () => {
    old = young;
    young = new Map();
  };
  const set = (key: string, value: Value) => {
    if (young.size >= generationSizeMax) turn();
    young.set(key, value);
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    turn,
    size: () => young.size + old.size,
  };
}
