import {
  createAgent,
  createSpatialEconomy,
  type FinancingAgent,
  type FinancingAgentInput,
  type RoundCompleted,
  type SpatialAgentInput,
} from '@bagehot/financing';
import { createEventLog, type Decimal, pow, sum } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { expect, it } from 'vitest';
import { at, type OneRound, oneRound } from './one-round.js';

// Financing specification, section 8: what does not hold between the modes. Each example was found by a seeded search over markets of small whole numbers, and
// states both sides: what one would expect of it, and what there is.

const MODES = ['PERSONAL', 'TOTAL_WEALTH'];

/** Goods of agents: the weights, what is at home, what is carried. */
type Row = readonly [alpha: readonly string[], home: readonly number[], personal: readonly number[]];

const agentsOf = (rows: readonly Row[]): readonly FinancingAgentInput[] =>
  rows.map(([alpha, home, personal], row) => ({ id: row + 1, alpha, home, personal }));

/** One round of the same market under PERSONAL and under TOTAL_WEALTH. */
function both(agents: readonly FinancingAgentInput[], travelCost = 0): readonly [OneRound, OneRound] {
  const rounds = MODES.map((mode) =>
    oneRound(
      agents.map((agent) => createAgent(agent)),
      mode,
      { travelCost },
    ),
  );
  return [at(rounds, 0) as OneRound, at(rounds, 1) as OneRound];
}

const texts = (amounts: readonly (Decimal | null | undefined)[]): readonly string[] => amounts.map(String);

const gapOf = ({ clearing }: OneRound, good: number): string => String(at(clearing.goods, good).liquidityGap);

it('C3: the gap of one agent may be larger under TOTAL_WEALTH', () => {
  const [personal, total] = both(
    agentsOf([
      [
        ['0.3', '0.7'],
        [3, 2],
        [1, 1],
      ],
      [
        ['0', '1'],
        [0, 4],
        [3, 2],
      ],
      [
        ['1', '0'],
        [2, 0],
        [2, 2],
      ],
    ]),
  );
  expect(texts(personal.prices)).toEqual(['1', '2']);
  // The first agent, who carries too little to pay with, competes for good 0 as soon as it may pay with what is at home. The third gets less.
  const third = [personal, total].map(({ clearing }) => at(clearing.agents, 2));
  expect(third.map(({ desiredBuys }) => String(desiredBuys[0]))).toEqual(['6', '6']);
  expect(third.map(({ executedBuys }) => String(executedBuys[0]))).toEqual(['3', '2.25']);
  expect(third.map(({ liquidityGap }) => String(liquidityGap[0]))).toEqual(['3', '3.75']);
  // Of every good as a whole the gap is no larger: C1.
  expect([0, 1].map((g) => gapOf(personal, g))).toEqual(['5', '6.5']);
  expect([0, 1].map((g) => gapOf(total, g))).toEqual(['5', '6']);
});

/** What there was in the rounds in which a price formed. */
interface Traded {
  readonly round: number;
  readonly prices: readonly string[];
  readonly gaps: readonly Decimal[];
  readonly gapValue: Decimal;
}

function tradedIn({ round, market }: RoundCompleted): Traded | undefined {
  const { equilibrium, orders, clearing, participants } = market;
  if (orders === null || clearing === null) return undefined;
  const { goods, quantityScale } = participants;
  const prices = equilibrium.prices as readonly Decimal[];
  const gaps = clearing.volume.map((volume, g) => {
    const wanted = orders.desired.filter((order, cell) => cell % goods === g && order > 0n);
    return fromUnits(wanted.reduce((all, order) => all + order, 0n) - volume, quantityScale);
  });
  return { round, prices: texts(prices), gaps, gapValue: sum(gaps.map((gap, g) => gap.times(at(prices, g)))) };
}

/** Runs people on a grid of market cells and cells beside it, under both modes. */
function runs(agents: readonly SpatialAgentInput[], width: number, maxRounds: number): readonly (readonly Traded[])[] {
  return MODES.map((mode) => {
    const events = createEventLog<RoundCompleted>();
    const grid = { width, height: 2 };
    createSpatialEconomy({ agents, grid, mode, loadFraction: 0, maxRounds }, { events }).run();
    return events.events.map(tradedIn).filter((traded) => traded !== undefined);
  });
}

it('C4: in a later round the gap of a good may be larger under TOTAL_WEALTH', () => {
  // Everybody lives in the market. The first leaves all at home, the others carry all they have.
  const rows: readonly Row[] = [
    [
      ['0.7', '0.3'],
      [5, 4],
      [0, 0],
    ],
    [
      ['0.2', '0.8'],
      [0, 7],
      [0, 0],
    ],
    [
      ['0.8', '0.2'],
      [5, 1],
      [0, 0],
    ],
  ];
  const homePosition = [0, 0] as const;
  const agents = agentsOf(rows).map((agent, row) => ({ ...agent, homePosition, loadFraction: row === 0 ? 0 : 1 }));
  const [personal = [], total = []] = runs(agents, 2, 3);
  expect([personal, total].map((run) => run.map(({ round }) => round))).toEqual([
    [1, 3],
    [1, 3],
  ]);
  expect([personal, total].map((run) => run[0]?.prices)).toEqual([
    ['1', '0.5'],
    ['1', '0.5'],
  ]);
  expect([personal, total].map((run) => texts(run[0]?.gaps ?? []))).toEqual([
    ['5', '4.2'],
    ['5', '4'],
  ]);
  // The first now has bought what it leaves at home: of good 1 more than before.
  expect([personal, total].map((run) => texts(run[1]?.gaps ?? []))).toEqual([
    ['5', '4.2'],
    ['4.761111111111', '4.477777777777'],
  ]);
});

it('C5: the value gap summed over a run may be larger under TOTAL_WEALTH', () => {
  // The third comes from two cells away, a round later.
  const rows: readonly Row[] = [
    [
      ['1', '0'],
      [2, 0],
      [1, 1],
    ],
    [
      ['0.2', '0.8'],
      [4, 0],
      [1, 0],
    ],
    [
      ['0', '1'],
      [4, 3],
      [0, 4],
    ],
  ];
  const agents = agentsOf(rows).map(
    (agent, row): SpatialAgentInput => ({ ...agent, homePosition: row === 2 ? [0, 0] : [2, 0] }),
  );
  const [personal = [], total = []] = runs(agents, 6, 2);
  expect([personal, total].map((run) => run.map(({ prices }) => prices))).toEqual([
    [
      ['1', '4'],
      ['1', '8'],
    ],
    [
      ['1', '4'],
      ['1', '24'],
    ],
  ]);
  // Trade in the first round made good 1 dearer in the second, and with it the gap: 10 + 42 without it, 6 + 82 with it.
  expect([personal, total].map((run) => run.map(({ gapValue }) => gapValue.toFixed(9)))).toEqual([
    ['10.000000000', '42.000000000'],
    ['6.000000000', '82.000000000'],
  ]);
});

it('C6: measured as requested purchases less requested sales, the gap grows', () => {
  const [personal, total] = both(
    agentsOf([
      [
        ['0.1', '0.9'],
        [0, 3],
        [2, 0],
      ],
      [
        ['0.4', '0.6'],
        [4, 3],
        [2, 3],
      ],
    ]),
  );
  const imbalance = ({ clearing }: OneRound, g: number): string => {
    const bought = sum(clearing.agents.map(({ requestedBuys }) => at(requestedBuys, g)));
    const sold = sum(clearing.agents.map(({ requestedSells }) => at(requestedSells, g)));
    return String(bought.lt(sold) ? 0 : bought.minus(sold));
  };
  expect(texts(personal.prices)).toEqual(['1', '2']);
  // Nobody may finance anything, so hardly anything is asked for, and this figure is at its best. Nothing is traded.
  expect([imbalance(personal, 0), imbalance(total, 0)]).toEqual(['0', '4']);
  expect([personal, total].map(({ clearing }) => String(at(clearing.goods, 0).volume))).toEqual(['0', '1.2']);
  expect([gapOf(personal, 0), gapOf(total, 0)]).toEqual(['5.2', '4']);
});

it('C9: with travel costs executed trades differ although everybody carries everything', () => {
  const rows: readonly Row[] = [
    [
      ['0.4', '0.6'],
      [0, 0],
      [3, 1],
    ],
    [
      ['0.5', '0.5'],
      [0, 0],
      [0, 4],
    ],
  ];
  const agents = agentsOf(rows).map((agent, row) => ({ ...agent, tripDistance: row === 0 ? 2 : 0 }));
  const [personal, total] = both(agents, 1);
  expect(texts(personal.prices)).toEqual(['1', '0.75']);
  // The first would sell more than it buys, by the 2 that its way has cost. PERSONAL does not let it.
  const asked = [personal, total].map(({ clearing }) => at(clearing.agents, 0));
  expect(asked.map(({ requestedBuys, requestedSells }) => texts([requestedBuys[1], requestedSells[0]]))).toEqual([
    ['0.4', '2.3'],
    ['0.4', '2.3'],
  ]);
  expect(asked.map(({ executedBuys, executedSells }) => texts([executedBuys[1], executedSells[0]]))).toEqual([
    ['0.4', '0.3'],
    ['0.4', '1.5'],
  ]);
});

/** The Cobb-Douglas utility of all somebody owns. */
function utility({ alpha, home, personal }: FinancingAgent): number {
  return alpha.reduce((all, weight, g) => {
    const owned = at(home, g).plus(at(personal, g));
    return weight.eq(0) ? all : all * pow(owned.toNumber(), weight.toNumber());
  }, 1);
}

it('C13: somebody may be worse off after a round under TOTAL_WEALTH', () => {
  const agents = agentsOf([
    [
      ['0.5', '0.5'],
      [3, 1],
      [3, 0],
    ],
    [
      ['0', '1'],
      [2, 2],
      [4, 2],
    ],
    [
      ['0.5', '0.5'],
      [0, 3],
      [2, 1],
    ],
  ]);
  const [, total] = both(agents);
  expect(texts(total.prices)).toEqual(['1', '4']);
  // The first wanted 2 of good 0 and 1.25 of good 1. It gets 8/9 of good 0 alone, and pays with some of each.
  expect(texts(at(total.clearing.agents, 0).desiredBuys)).toEqual(['2', '1.25']);
  expect(texts(at(total.clearing.agents, 0).executedBuys)).toEqual(['0.888888888889', '0']);
  expect(texts(at(total.settlement.agents, 0).deliveredHome)).toEqual(['0.380952380952', '0.126984126984']);
  expect(utility(createAgent(at(agents, 0))).toFixed(4)).toBe('2.4495');
  expect(utility(at(total.after, 0)).toFixed(4)).toBe('2.3836');
});

it('C13: and under PERSONAL', () => {
  const agents = agentsOf([
    [
      ['0.1', '0.7', '0.2'],
      [0, 3, 1],
      [4, 2, 4],
    ],
    [
      ['0.3', '0.1', '0.6'],
      [3, 0, 4],
      [3, 1, 2],
    ],
    [
      ['0.7', '0.1', '0.2'],
      [2, 1, 4],
      [2, 2, 4],
    ],
  ]);
  const [personal] = both(agents);
  expect(texts(personal.prices)).toEqual(['1', '1.36', '0.64']);
  // The second wanted good 2 above all, of which nobody sells any. It sells some of good 1 for good 0, of which it wanted little.
  const { desiredBuys, executedBuys, executedSells } = at(personal.clearing.agents, 1);
  expect(texts(desiredBuys)).toEqual(['0.36', '0', '8.5']);
  expect(texts(executedBuys)).toEqual(['0.014896551724', '0', '0']);
  expect(texts(executedSells)).toEqual(['0', '0.010953346855', '0']);
  expect(utility(createAgent(at(agents, 1))).toFixed(4)).toBe('5.0158');
  expect(utility(at(personal.after, 1)).toFixed(4)).toBe('5.0140');
});
