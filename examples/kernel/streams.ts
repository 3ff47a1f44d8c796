/** Randomness by label: what one stream yields never depends on what was drawn from another. */
import { createRandom, decimal } from '@bagehot/kernel';

export const rolls = (seed: number, before: number): string => {
  const random = createRandom(seed);
  const weather = random.stream('weather');
  for (let k = 0; k < before; k++) weather.nextBoolean(decimal('0.5'));
  const dice = random.stream('dice');
  return Array.from({ length: 8 }, () => dice.nextInt(1, 6)).join(' ');
};

console.log(`dice alone:              ${rolls(42, 0)}`);
console.log(`after 1,000 rainy days:  ${rolls(42, 1000)}`);
console.log(`with another seed:       ${rolls(43, 0)}`);

// A stream is plain data between two draws, and goes on from there.
const dice = createRandom(42).stream('dice');
dice.nextInt(1, 6);
const later = createRandom(JSON.parse(JSON.stringify(dice.snapshot())));
console.log(`goes on alike:           ${dice.nextInt(1, 6) === later.nextInt(1, 6)}`);
