/** The seed of this test process: PENSTOCK_SEED re-runs a failure, else it is new each time and printed once. */
export const testSeed: number = readSeed(process.env.PENSTOCK_SEED);

console.log(`PENSTOCK_SEED=${testSeed}`);

function readSeed(text: string | undefined): number {
  // Tests may roll dice where the code under test may not: this is the one roll, and it is printed.
  if (text === undefined || text === '') return Math.floor(Math.random() * 0x7fff_ffff);
  const seed = Number(text);
  if (!Number.isSafeInteger(seed)) throw new Error(`PENSTOCK_SEED must be a whole number, not ${text}`);
  return seed;
}

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
