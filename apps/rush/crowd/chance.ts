// Dice that remember nothing: the same seed, number and question always fall the same way, in any order of asking.

/** The questions that are put to chance; each has its own dice. */
const questions = { twice: 1, cancel: 2, sku: 3, order: 4, delay: 5, pay: 6, news: 7 } as const;

export type Question = keyof typeof questions;

/** A number in [0, 1) for this seed, question and number. */
export function chance(seed: number, question: Question, number: number): number {
  let mixed = mix(seed ^ Math.imul(questions[question], 0x9e3779b1));
  mixed = mix(mixed ^ number);
  return mixed / 2 ** 32;
}

/** A permutation of 0..count-1 by seed (Fisher and Yates). */
export function shuffled(seed: number, count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const other = Math.floor(chance(seed, 'order', at) * (at + 1));
    order[at] = order[other] as number;
    order[other] = at;
  }
  return order;
}

/** The finisher of MurmurHash3, public domain: every bit of the input changes half of the output's. */
function mix(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
