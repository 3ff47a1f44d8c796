import {
  type EquilibriumResult,
  type EquilibriumSolver,
  exactSolver,
  gthSolver,
  solveEquilibrium,
} from '@bagehot/financing';
import { decimal } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentsOf, economies, interiorEconomies, owned, type Person, STOCK_DECIMALS } from './economies.js';
import { type Fraction, fraction, fractionOf, less, minus, over, size, times, toDigits } from './fractions.js';

const ZERO = fraction(0n);
const ONE = fraction(1n);

/** The status and reason that reachability alone demands, from who wants and owns what. */
function expectedOutcome(people: readonly Person[]): string {
  const goods = people[0]?.weights.length ?? 0;
  const owners = people.filter((person) => owned(person).some((amount) => amount > 0n));
  if (owners.length < 2) return 'insufficient_viable_agents';
  const all = Array.from({ length: goods }, (_, g) => g);
  if (all.some((g) => owners.every((person) => owned(person)[g] === 0n))) return 'no_equilibrium missing_good';
  // Warshall's closure of "money spent on h goes on to g".
  const leads = all.map((h) =>
    all.map((g) => owners.some((person) => (owned(person)[h] ?? 0n) > 0n && (person.weights[g] ?? 0n) > 0n)),
  );
  for (const via of all)
    for (const from of all)
      for (const to of all) if (leads[from]?.[via] && leads[via]?.[to]) (leads[from] as boolean[])[to] = true;
  if (all.some((h) => h > 0 && !leads[h]?.[0])) return 'no_equilibrium reducible';
  if (all.some((g) => g > 0 && !leads[0]?.[g])) return 'no_equilibrium free_good';
  return 'converged';
}

/** What agents would buy beyond what there is of each good, asked one by one. */
function excessDemand(people: readonly Person[], prices: readonly Fraction[]): readonly Fraction[] {
  const denominator = prices.reduce((product, { d }) => product * d, 1n);
  const numerators = prices.map(({ n, d }) => n * (denominator / d));
  const excess = prices.map(() => 0n);
  for (const person of people) {
    const stocks = owned(person);
    const wealth = stocks.reduce((sum, stock, h) => sum + stock * (numerators[h] as bigint), 0n);
    for (const [g, weight] of person.weights.entries()) {
      const surplus = weight * wealth - 10n ** 12n * (numerators[g] as bigint) * (stocks[g] as bigint);
      excess[g] = (excess[g] as bigint) + surplus;
    }
  }
  const unit = 10n ** BigInt(12 + STOCK_DECIMALS);
  return excess.map((amount, g) => fraction(amount, unit * (numerators[g] as bigint)));
}

/** Prices by Gauss and Jordan on fractions with exchange of rows, the last good's equation left out. */
function rationalPrices(people: readonly Person[]): readonly Fraction[] {
  const goods = people[0]?.weights.length ?? 0;
  const rows = Array.from({ length: goods - 1 }, (_, g) =>
    Array.from({ length: goods }, (_unused, h) => {
      const spent = people.reduce((sum, p) => sum + (p.weights[g] as bigint) * (owned(p)[h] as bigint), 0n);
      const supply = g === h ? people.reduce((sum, p) => sum + (owned(p)[g] as bigint), 0n) : 0n;
      return fraction(supply * 10n ** 12n - spent);
    }),
  );
  // Column 0 goes to the right-hand side.
  for (let column = 1; column < goods; column++) {
    const pivot = rows.findIndex((row, i) => i >= column - 1 && row[column]?.n !== 0n);
    const [row] = rows.splice(pivot, 1) as [Fraction[]];
    const lead = row[column] as Fraction;
    const scaled = row.map((entry) => over(entry, lead));
    for (const [i, other] of rows.entries()) {
      const factor = other[column] as Fraction;
      rows[i] = other.map((entry, h) => minus(entry, times(factor, scaled[h] as Fraction)));
    }
    rows.splice(column - 1, 0, scaled);
  }
  return [ONE, ...rows.map((row) => minus(ZERO, row[0] as Fraction))];
}

function outcome({ status, reason }: EquilibriumResult): string {
  return reason === null ? status : `${status} ${reason}`;
}

function texts({ prices }: EquilibriumResult): readonly (string | undefined)[] | undefined {
  return prices?.map((price) => price?.toString());
}

describe('an equilibrium', () => {
  it('is the exact solution, rounded once, and there is none where demand does not connect the goods', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(economies(), fc.integer({ min: 15, max: 40 }), (people, priceDigits) => {
        const expected = expectedOutcome(people);
        seen.set(expected, (seen.get(expected) ?? 0) + 1);
        const agents = agentsOf(people);
        const exact = solveEquilibrium(agents, { priceDigits });
        const doubles = solveEquilibrium(agents, { solver: gthSolver });
        expect(outcome(exact)).toBe(expected);
        expect(outcome(doubles)).toBe(expected);
        if (exact.prices === null || doubles.prices === null) return;
        const solution = rationalPrices(people);
        expect(excessDemand(people, solution)).toEqual(solution.map(() => ZERO));
        expect(texts(exact)).toEqual(solution.map((price) => toDigits(price, priceDigits)));
        for (const [g, price] of doubles.prices.entries()) {
          const error = size(minus(fractionOf(price ?? decimal(0)), solution[g] as Fraction));
          expect(less(error, times(solution[g] as Fraction, fraction(1n, 10n ** 14n)))).toBe(true);
        }
        for (const { prices, zRestNorm } of [exact, doubles]) {
          const excess = excessDemand(
            people,
            (prices ?? []).map((price) => fractionOf(price ?? decimal(0))),
          );
          const largest = excess
            .slice(1)
            .map(size)
            .reduce((a, b) => (less(a, b) ? b : a));
          expect(zRestNorm?.toString()).toBe(largest.n === 0n ? '0' : toDigits(largest, 6));
        }
      }),
      { numRuns: 1000 },
    );
    // Of every kind there have been some.
    expect([...seen.keys()].sort()).toEqual([
      'converged',
      'insufficient_viable_agents',
      'no_equilibrium free_good',
      'no_equilibrium missing_good',
      'no_equilibrium reducible',
    ]);
  });

  it('exists when everybody wants every good and none is missing', () => {
    fc.assert(
      fc.property(economies({ unwanted: 0, unowned: 1 }), (people) => {
        fc.pre(owned(people[0] as Person).every((_, g) => people.some((person) => (owned(person)[g] as bigint) > 0n)));
        fc.pre(people.filter((person) => owned(person).some((amount) => amount > 0n)).length > 1);
        const { status, prices } = solveEquilibrium(agentsOf(people));
        expect(status).toBe('converged');
        expect(prices?.every((price) => price?.gt(0))).toBe(true);
      }),
    );
  });

  it('divides a price by what multiplies the good, and leaves prices when everything is multiplied', () => {
    fc.assert(
      fc.property(interiorEconomies, fc.integer({ min: 2, max: 1000 }), fc.nat(), (people, factor, position) => {
        const goods = people[0]?.weights.length ?? 0;
        const good = 1 + (position % (goods - 1));
        const multiplied = (which: (g: number) => boolean): readonly Person[] =>
          people.map(({ weights, home, personal }) => ({
            weights,
            home: home.map((amount, g) => (which(g) ? amount * BigInt(factor) : amount)),
            personal: personal.map((amount, g) => (which(g) ? amount * BigInt(factor) : amount)),
          }));
        const before = solveEquilibrium(agentsOf(people));
        expect(texts(solveEquilibrium(agentsOf(multiplied(() => true))))).toEqual(texts(before));
        const after = rationalPrices(multiplied((g) => g === good));
        expect(texts(solveEquilibrium(agentsOf(multiplied((g) => g === good))))).toEqual(
          after.map((price) => toDigits(price, 20)),
        );
        const solution = rationalPrices(people).map((price, g) =>
          g === good ? over(price, fraction(BigInt(factor))) : price,
        );
        expect(after).toEqual(solution);
      }),
    );
  });

  it('does not depend on the order of agents, on splitting one, or on somebody without goods', () => {
    fc.assert(
      fc.property(
        economies({ unwanted: 1, unowned: 1 }).chain((people) =>
          fc.record({
            people: fc.constant(people),
            order: fc.shuffledSubarray([...people], { minLength: people.length }),
          }),
        ),
        fc.nat({ max: 8 }),
        ({ people, order }, place) => {
          const expected = solveEquilibrium(agentsOf(people));
          const [first] = people as [Person];
          const nothing = first.home.map(() => 0n);
          const poor = { ...first, home: nothing, personal: nothing };
          // The second half carries what the first half of the person has at home.
          const halves = [
            { ...first, personal: nothing },
            { ...first, home: nothing },
          ];
          const variants = [order, [...order.slice(0, place), poor, ...order.slice(place)]];
          if (expected.status !== 'insufficient_viable_agents') variants.push([...people.slice(1), ...halves]);
          for (const solver of [undefined, gthSolver]) {
            const reference = solveEquilibrium(agentsOf(people), { solver });
            for (const variant of variants) {
              const { prices, status, reason, zRestNorm } = solveEquilibrium(agentsOf(variant), { solver });
              expect(prices?.map(String)).toEqual(reference.prices?.map(String));
              expect([status, reason, zRestNorm?.toString()]).toEqual([
                reference.status,
                reference.reason,
                reference.zRestNorm?.toString(),
              ]);
            }
          }
        },
      ),
    );
  });

  it('of two who own one good each is a ratio', () => {
    const share = fc.integer({ min: 1, max: 9999 });
    const stock = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(share, share, stock, stock, (a, b, x, y) => {
        const weights = (part: number): readonly bigint[] => [
          BigInt(part) * 10n ** 8n,
          BigInt(10_000 - part) * 10n ** 8n,
        ];
        const people = [
          { weights: weights(a), home: [BigInt(x), 0n], personal: [0n, 0n] },
          { weights: weights(b), home: [0n, 0n], personal: [0n, BigInt(y)] },
        ];
        const ratio = fraction(BigInt(10_000 - a) * BigInt(x), BigInt(b) * BigInt(y));
        expect(texts(solveEquilibrium(agentsOf(people)))).toEqual(['1', toDigits(ratio, 20)]);
      }),
    );
  });

  it('is one exactly when the largest excess demand is below 1e-8, however near', () => {
    fc.assert(
      fc.property(interiorEconomies, fc.integer({ min: 500, max: 10_000 }), fc.boolean(), (people, parts, up) => {
        // A price that is off by so much that excess demand comes to a few parts of 1e-8.
        const off = decimal(up ? parts : -parts).times('1e-13');
        const inaccurate: EquilibriumSolver = {
          name: 'inaccurate',
          solve: (market) => {
            const outcome = exactSolver.solve(market);
            if ('reason' in outcome) return outcome;
            const prices = outcome.prices.map((price, g) => (g === 1 ? price.plus(price.times(off)) : price));
            return { prices, iterations: 1 };
          },
        };
        const { status, prices } = solveEquilibrium(agentsOf(people), { solver: inaccurate, priceDigits: 40 });
        const excess = excessDemand(
          people,
          (prices ?? []).map((price) => fractionOf(price ?? decimal(0))),
        );
        const clears = excess.slice(1).every((amount) => less(size(amount), fraction(1n, 10n ** 8n)));
        expect(status).toBe(clears ? 'converged' : 'poor_convergence');
      }),
      { numRuns: 300 },
    );
  });
});
