import { integer } from 'fast-check';
import { negativeControl, property } from './property.ts';
import { seededRandom, testSeed } from './seed.ts';

const numbers = integer({ min: 0, max: 1_000 });

property('a claim that holds is held', numbers, (number) => {
  if (number < 0) throw new Error('below');
});

negativeControl(
  'a claim that does not',
  numbers,
  (number) => {
    if (number % 2 === 1) throw new Error('odd');
    if (number > 300) throw new Error('above 300');
  },
  { breaks: /above 300/ },
);

property('the same seed rolls the same dice', numbers, (seed) => {
  const [one, two] = [seededRandom(seed + testSeed), seededRandom(seed + testSeed)];
  for (let roll = 0; roll < 5; roll += 1) {
    const rolled = one();
    if (rolled !== two() || rolled < 0 || rolled >= 1) throw new Error(`rolled ${rolled}`);
  }
});
