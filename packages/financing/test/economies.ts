import { createAgent, type FinancingAgent, normalizeWeights } from '@bagehot/financing';
import fc from 'fast-check';

/** An agent in integers: weights in units of 10^-12, stocks in units of 10^-4. */
export interface Person {
  readonly weights: readonly bigint[];
  readonly home: readonly bigint[];
  readonly personal: readonly bigint[];
}

/** Decimals of the stocks. */
export const STOCK_DECIMALS = 4;
const WEIGHT_DECIMALS = 12;

interface Shape {
  /** Parts of wanting nothing of a good, and of owning nothing of it. */
  readonly unwanted: number;
  readonly unowned: number;
}

/**
 * Groups of 2 to 8 people and 2 to 5 goods, weights and stocks (0 to 10) of 4 decimals. By default so full of zeros that many of them lack a good, fall apart,
 * or have a good that nobody can pay for.
 */
export function economies({ unwanted, unowned }: Shape = { unwanted: 4, unowned: 9 }): fc.Arbitrary<readonly Person[]> {
  const amount = (zeros: number, least: number, most: number) =>
    fc.oneof(
      { weight: zeros, arbitrary: fc.constant(0) },
      { weight: 3, arbitrary: fc.integer({ min: least, max: most }) },
    );
  return fc.integer({ min: 2, max: 5 }).chain((goods) => {
    const row = (cell: fc.Arbitrary<number>) => fc.array(cell, { minLength: goods, maxLength: goods });
    const person = fc.record({
      weights: row(amount(unwanted, 1, 10_000)).map((parts) =>
        weightUnits(parts.some((part) => part > 0) ? parts : parts.map(() => 1)),
      ),
      home: row(amount(unowned, 1, 50_000)).map(units),
      personal: row(amount(unowned, 1, 50_000)).map(units),
    });
    return fc.array(person, { minLength: 2, maxLength: 8 });
  });
}

/** Everybody wants and owns something of every good. */
export const interiorEconomies: fc.Arbitrary<readonly Person[]> = economies({ unwanted: 0, unowned: 0 });

function units(amounts: readonly number[]): readonly bigint[] {
  return amounts.map(BigInt);
}

function weightUnits(parts: readonly number[]): readonly bigint[] {
  return normalizeWeights(parts, STOCK_DECIMALS).map((weight) =>
    BigInt(weight.times(10 ** WEIGHT_DECIMALS).toString()),
  );
}

/** What a person owns of each good. */
export function owned({ home, personal }: Person): readonly bigint[] {
  return home.map((amount, g) => amount + (personal[g] as bigint));
}

/** The people as agents, with ids in order. */
export function agentsOf(people: readonly Person[]): readonly FinancingAgent[] {
  return people.map(({ weights, home, personal }, id) =>
    createAgent({
      id,
      alpha: weights.map((weight) => `${weight}e-${WEIGHT_DECIMALS}`),
      home: home.map((amount) => `${amount}e-${STOCK_DECIMALS}`),
      personal: personal.map((amount) => `${amount}e-${STOCK_DECIMALS}`),
    }),
  );
}
