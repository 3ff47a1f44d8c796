import { decimal } from '../decimal.js';
import type { RandomSource } from '../random.js';
import { brokenLaw, lawText } from './broken-law.js';

/** Draws of each kind. */
const DRAWS = 6000;
/** Deviations as large as this many times the usual one do not come by chance. */
const DEVIATIONS = 7;

/** Counts what a source draws, for one seed, and throws where something is far from as likely as it should be. */
export function checkLikelihoods(create: (seed: number) => RandomSource): void {
  const stream = (label: string): RandomSource => create(20_260_101).stream(label);
  const evenly = (law: string, outcomes: readonly string[], draw: (random: RandomSource) => unknown): void => {
    const random = stream(law);
    const counts = new Map(outcomes.map((outcome) => [outcome, 0]));
    for (let i = 0; i < DRAWS; i++) {
      const outcome = lawText(draw(random));
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    for (const count of counts.values())
      if (!isLikely(count, 1 / outcomes.length)) throw brokenLaw(law, `of ${DRAWS} draws`, counts);
  };
  const items = ['a', 'b', 'c'];
  const orders = ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'].map((order) => lawText([...order]));
  evenly('every number is as likely', ['0', '1', '2', '3', '4', '5'], (random) => random.nextInt(0, 5));
  evenly('every item is as likely', items.map(lawText), (random) => random.pick(items));
  evenly('every order is as likely', orders, (random) => random.shuffle(items));
  for (const probability of ['0.5', '0.1', '0.75']) {
    const random = stream(probability);
    const wanted = decimal(probability);
    let count = 0;
    for (let i = 0; i < DRAWS; i++) if (random.nextBoolean(wanted)) count++;
    if (!isLikely(count, Number(probability)))
      throw brokenLaw('a draw is true with the given probability', probability, `${count} of ${DRAWS}`);
  }
}

function isLikely(count: number, share: number): boolean {
  return Math.abs(count - DRAWS * share) <= DEVIATIONS * Math.sqrt(DRAWS * share * (1 - share));
}
