/**
 * What each ask is answered, by example: the story, then the answers. The first block is in the documented order of
 * precedence, each story with everything behind it true as well, so that a swapped check shows.
 */
export const askStories: readonly (readonly [story: string, answers: string])[] = [
  // sale-not-open comes before everything that a buyer could have
  ['1 left; ann asks; not open; paused; ann asks; bob asks', 'ann held 1; ann sale-not-open; bob sale-not-open'],
  // already-held
  ['1 left; ann asks; paused; ann asks', 'ann held 1; ann already-held 1'],
  ['1 left; ann asks; ended; ann asks', 'ann held 1; ann already-held 1'],
  ['1 left; ann asks; ann is promised 1; ann pays 1; ann asks', 'ann held 1; ann already-held 1'],
  ['1 left, 2 each; ann asks; ann asks', 'ann held 1; ann already-held 1'],
  // limit-reached
  [
    '2 left, 2 each; ann asks with k1; ann asks with k2; paused; ann asks with k3',
    'ann held 1; ann held 2; ann limit-reached 2 (ann-1 ann-2)',
  ],
  [
    '2 left, 2 each; ann asks with k1; ann asks with k2; ended; ann asks with k3',
    'ann held 1; ann held 2; ann limit-reached 2 (ann-1 ann-2)',
  ],
  // sale-paused
  ['0 left; paused; ended; bob asks', 'bob sale-paused'],
  ['1 left; paused; bob asks; resumed; bob asks', 'bob sale-paused; bob held 1'],
  // sale-ended
  ['0 left; ended; bob asks', 'bob sale-ended'],
  ['2 left; ann asks; ended; ann returns 1; bob asks', 'ann held 1; bob sale-ended'],
  // sold-out: every unit is paid for
  ['0 left; bob asks', 'bob sold-out'],
  ['1 left; ann asks; ann is promised 1; ann pays 1; bob asks', 'ann held 1; bob sold-out'],
  // all-held: some units are unpaid
  ['1 left; ann asks; bob asks', 'ann held 1; bob all-held'],
  ['2 left; ann, bob ask; ann pays 1; cid asks', 'ann held 1; bob held 2; cid all-held'],
  // held
  ['3 left; ann asks; bob asks twice', 'ann held 1; bob held 2; bob already-held 2'],

  // A batch is decided in order, each ask on the state that the last one left.
  ['2 left; ann, bob, ann, cid ask', 'ann held 1; bob held 2; ann already-held 1; cid all-held'],
  ['2 left, 2 each; ann asks with k1 twice', 'ann held 1; ann already-held 1'],

  // The same order id has the same answer, whatever happened since, and takes nothing.
  ['2 left; ann asks; ann resends; bob asks', 'ann held 1; ann held 1; bob held 2'],
  ['2 left; ann asks; ann is promised 1; ann resends; bob asks', 'ann held 1; ann held 1; bob held 2'],
  ['2 left; ann asks; paused; ended; ann resends', 'ann held 1; ann held 1'],
  // A refusal takes nothing, so the same id may be asked again and is then given.
  ['1 left; paused; ann asks; resumed; ann resends; ann resends', 'ann sale-paused; ann held 1; ann held 1'],

  // Skus are apart, the limit is over all of them.
  [
    'red 1 + blue 1 left; ann asks for red; bob asks for red; bob asks for blue',
    'ann held 1; bob all-held; bob held 1',
  ],
  ['red 1 + blue 1 left; ann asks for red; ann asks for blue', 'ann held 1; ann already-held 1'],
  [
    'red 1 + blue 2 left, 2 each; ann asks for red with k1; ann asks for blue with k2; ann asks for blue with k3',
    'ann held 1; ann held 1; ann limit-reached 2 (ann-1 ann-2)',
  ],
  ['1 left; ann asks for hat', 'ann unknown-sku'],
  ['1 left; not open; ann asks for hat', 'ann unknown-sku'],

  // Keys, one each: a new key counts as none.
  [
    '2 left; ann asks with k1; ann asks with k1; ann asks with k2; ann asks',
    'ann held 1; ann already-held 1; ann already-held 1; ann already-held 1',
  ],
  // Keys, two each: a new key asks for one more, a known one names its order, none is the newest.
  [
    '3 left, 2 each; ann asks with k1; ann asks with k2; ann asks with k1; ann asks',
    'ann held 1; ann held 2; ann already-held 1; ann already-held 2',
  ],
  ['3 left, 2 each; ann asks; ann asks with k1', 'ann held 1; ann held 2'],
  // A key that named another sku is a fault of the request, whatever else is true.
  ['red 1 + blue 1 left; ann asks for red with k1; paused; ann asks for blue with k1', 'ann held 1; ann key-reused'],
  // Keys are a buyer's own.
  ['2 left; ann asks with k1; bob asks with k1', 'ann held 1; bob held 2'],
  // A key names its order whatever its state; without it a final order is no answer.
  ['1 left; ann asks with k1; ann returns 1; ann asks with k1; ann asks', 'ann held 1; ann already-held 1; ann held 1'],
  [
    '2 left; ann asks with k1; ann returns 1; ann asks with k2; ann asks with k1',
    'ann held 1; ann held 1; ann already-held 1',
  ],
  [
    'red 1 + blue 1 left; ann asks for red with k1; ann returns 1; ann asks for blue with k1',
    'ann held 1; ann key-reused',
  ],
  ['1 left; ann asks; ann returns 1; ann asks', 'ann held 1; ann held 1'],
  // A refusal is not remembered under its key.
  ['1 left; ann asks; bob asks with k1; ann returns 1; bob asks with k1', 'ann held 1; bob all-held; bob held 1'],

  // A unit that comes back is for sale again, at once, and its buyer may have another one.
  [
    '1 left; ann asks; bob asks; ann returns 1; bob asks; ann asks',
    'ann held 1; bob all-held; bob held 1; ann all-held',
  ],
  ['1 left; ann asks; ann is promised 1; ann returns 1; bob asks', 'ann held 1; bob held 1'],
  ['1 left; ann asks; ann is refused 1; bob asks', 'ann held 1; bob held 1'],
  [
    '2 left, 2 each; ann asks with k1; ann asks with k2; ann returns 1; ann asks with k3',
    'ann held 1; ann held 2; ann held 1',
  ],
  // Twice, or by another unit's number, changes nothing; nor does it for what is paid.
  ['1 left; ann asks; ann returns 1; bob asks; ann returns 1; cid asks', 'ann held 1; bob held 1; cid all-held'],
  ['2 left; ann asks; ann returns 1 as 2; bob, cid ask', 'ann held 1; bob held 2; cid all-held'],
  ['1 left; ann asks; ann pays 1; ann returns 1; bob asks', 'ann held 1; bob sold-out'],
  ['1 left; ann asks; ann returns 1; ann pays 1; bob asks; cid asks', 'ann held 1; bob held 1; cid all-held'],
  ['2 left; ann, bob ask; ann pays 1; ann pays 1; cid asks', 'ann held 1; bob held 2; cid all-held'],

  // Stock comes and goes by unit number, and no number is used twice.
  ['1 left; ann asks; add 2; bob, cid, dan ask', 'ann held 1; bob held 2; cid held 3; dan all-held'],
  ['1 left; ann asks; ann pays 1; bob asks; add 1; bob asks', 'ann held 1; bob sold-out; bob held 2'],
  ['3 left; withdraw 2; ann, bob ask', 'withdrawn 2; ann held 1; bob all-held'],
  ['2 left; withdraw 3; ann, bob ask', 'not-enough-free 2; ann held 1; bob held 2'],
  ['2 left; ann asks; withdraw 2; withdraw 1; bob asks', 'ann held 1; not-enough-free 1; withdrawn 1; bob all-held'],
  ['2 left; withdraw 2; ann asks; add 1; ann asks', 'withdrawn 2; ann sold-out; ann held 3'],

  // A fenced gate gives nothing and says nothing else, to anybody.
  [
    '1 left; ann asks; fenced; ann asks; bob asks; bob asks for hat',
    'ann held 1; ann not-armed; bob not-armed; bob not-armed',
  ],
  ['1 left; ann asks; fenced; ann resends; armed; ann resends', 'ann held 1; ann not-armed; ann held 1'],
  ['1 left; paused; fenced; ann asks; armed; ann asks', 'ann not-armed; ann sale-paused'],
];
