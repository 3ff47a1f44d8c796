/** What a flagship's whole sweep comes to: the record that is kept with the docs, and the page that is made of it. `pnpm flagships` runs it. */
import type { ExperimentInput, ExperimentPoint, ExperimentStatement } from '@bagehot/report';
import { armsRecord, type PairedArms } from '@bagehot/sim';

/** A module of this folder: its points, and the function of the same name. */
export interface Flagship {
  readonly points: readonly Point[];
  readonly ask: (point: Point, seeds: number) => PairedArms;
}

/** What is varied, by name. */
type Point = Readonly<Record<string, unknown>>;

/** What a mean, or the difference of an arm from the control, is claimed to be at one point. */
interface Claim {
  readonly text: string;
  readonly point: string;
  readonly arm: string;
  readonly figure: string;
  readonly is: 'higher' | 'lower' | 'above 0';
}

/** How a flagship is told. */
interface Story extends Pick<ExperimentInput, 'title' | 'parameters' | 'figures' | 'notes'> {
  readonly nameOf: (point: Point) => string;
  /** The first arm unless named. */
  readonly control?: string;
  readonly claims: readonly Claim[];
}

const unpaid = {
  figure: 'defaultRate',
  label: 'Default rate',
  note: 'Of all that people owed.',
  unit: 'share',
} as const;

const stories: Readonly<Record<string, Story>> = {
  'run-on-the-dealers': {
    title: 'A run on the dealers',
    parameters: {
      people: 60,
      days: 15,
      kappa: 1,
      mu: 1,
      dealer_share: '0.05',
      run_from_day: 4,
      backstop_spread: '0.6',
    },
    nameOf: ({ leverage, share }) => `leverage ${leverage}, share ${share}`,
    figures: [
      {
        figure: 'worstBid',
        label: 'Worst effective bid',
        note: 'Per unit of face, the lowest of all days and dealers.',
      },
      { figure: 'worstPrice', label: 'Worst price', note: 'Per unit of face, the lowest that somebody got.' },
      {
        figure: 'forced',
        label: 'Forced sales',
        note: 'Face that dealers had to sell because they could not borrow again.',
      },
      { figure: 'dealerDefaults', label: 'Dealers in default' },
      unpaid,
      { figure: 'bought', label: 'Bought by the central bank', note: 'Face that the dealer of last resort took.' },
      {
        figure: 'earned',
        label: 'Earned by the central bank',
        note: 'What it got for what it bought, less what it paid.',
      },
    ],
    claims: [
      {
        text: 'At leverage 4, when everybody runs, dealers are forced to sell.',
        ...{ point: 'leverage 4, share 1', arm: 'run', figure: 'forced', is: 'above 0' },
      },
      {
        text: 'At leverage 4, when everybody runs, the worst effective bid falls.',
        ...{ point: 'leverage 4, share 1', arm: 'run', figure: 'worstBid', is: 'lower' },
      },
      {
        text: 'At leverage 4, when everybody runs, the worst price that somebody gets falls.',
        ...{ point: 'leverage 4, share 1', arm: 'run', figure: 'worstPrice', is: 'lower' },
      },
    ],
  },
  'bagehots-rule': {
    title: 'Bagehot’s rule',
    parameters: {
      people: 100,
      debt: 10_000,
      days: 40,
      mu: '0.5',
      haircut: '0.1',
      lending_spread: '0.05, or 0 without a penalty',
    },
    nameOf: ({ kappa, policy }) => `kappa ${kappa}, ${policy}`,
    figures: [
      unpaid,
      {
        figure: 'lent',
        label: 'Lent by the central bank',
        note: 'The sum of all loans; one that is renewed counts again.',
      },
      { figure: 'lost', label: 'Lost by the central bank', note: 'Principal of loans that was written off.' },
      { figure: 'owed', label: 'Still owed at the end' },
      { figure: 'sold', label: 'Claims sold to dealers' },
    ],
    claims: [
      {
        text: 'At kappa 1, where about half of all debts are in default without it, lending against good security at a penalty lowers the default rate.',
        ...{ point: 'kappa 1, sell-only', arm: 'penalty', figure: 'defaultRate', is: 'lower' },
      },
    ],
  },
  'barter-to-trade-credit': {
    title: 'From barter to trade credit',
    parameters: { people: 40, grid: '12 × 12', days: 100, goods: 3, of_one_good_each: 20, credit_days: 10 },
    nameOf: ({ money, maxDebt }) => `money ${money}, debt up to ${maxDebt}`,
    control: 'money',
    figures: [
      {
        figure: 'utility',
        label: 'Utility of goods',
        note: 'The sum over people of what they make of the goods they end with.',
      },
      { figure: 'trades', label: 'Trades' },
      { figure: 'credit', label: 'Bought on credit', note: 'Face of the debts between traders.' },
      unpaid,
      { figure: 'lostByPeople', label: 'Lost by people', note: 'Face of debts to them that was not paid.' },
      {
        figure: 'lostByDealers',
        label: 'Lost by dealers and investors',
        note: 'Face of debts to them that was not paid.',
      },
    ],
    claims: [
      {
        text: 'Where money is scarcest, a little credit gets goods to more use than money alone.',
        ...{ point: 'money 2, debt up to 2', arm: 'credit', figure: 'utility', is: 'higher' },
      },
    ],
  },
  'corridor-and-floor': {
    title: 'Corridor against floor',
    parameters: {
      people: 60,
      debt: 6000,
      days: 12,
      policy_rate: '0.05',
      lending_spread: '0.01',
      deposit_spread: '0.01, or 0 on the floor',
    },
    nameOf: ({ mu, kappa }) => `mu ${mu}, kappa ${kappa}`,
    figures: [
      {
        figure: 'gap',
        label: 'Call rate above the policy rate',
        note: 'The mean of the days with a session, in hundredths of a percentage point.',
      },
      {
        figure: 'variance',
        label: 'Variance of the rate gap',
        note: 'Over the days with a session, in squared hundredths of a percentage point.',
      },
      { figure: 'atFloor', label: 'Days at the floor' },
      { figure: 'atCeiling', label: 'Days at the ceiling' },
      { figure: 'volume', label: 'Lent between people' },
      { figure: 'lent', label: 'Lent by the central bank' },
      { figure: 'deposited', label: 'Deposited with the central bank', note: 'On an average day.' },
      {
        figure: 'issued',
        label: 'Money issued',
        note: 'By the central bank, deposits with it included, on an average day.',
      },
      unpaid,
    ],
    claims: ['0', '0.5', '1'].map((mu) => ({
      text: `Where money is an eighth of what is owed and mu is ${mu}, the rate is steadier on the floor.`,
      ...{ point: `mu ${mu}, kappa 8`, arm: 'floor', figure: 'variance', is: 'lower' },
    })),
  },
};

function decides(points: readonly ExperimentPoint[], { text, point, arm, figure, is }: Claim): ExperimentStatement {
  const found = points
    .find(({ name }) => name === point)
    ?.arms.find((each) => each.arm === arm)
    ?.figures.find((each) => each.figure === figure);
  if (found === undefined) throw new Error(`nothing was measured for "${text}"`);
  const { lower, upper } = is === 'above 0' ? found : (found.difference ?? { lower: null, upper: null });
  const holds = is === 'lower' ? Number(upper) < 0 : Number(lower) > 0;
  return { text, about: 'means', holds };
}

/**
 * Runs all points of a flagship.
 *
 * @param question - what it asks
 * @param tell - is told of every point that is done
 */
export function sweepOf(
  name: string,
  question: string,
  { points, ask }: Flagship,
  seeds: number,
  tell: (point: string) => void,
): ExperimentInput {
  const story = stories[name] ?? { title: name, nameOf: (point) => Object.values(point).join(', '), claims: [] };
  const { nameOf, claims, control, ...told } = story;
  const done = points.map((point): ExperimentPoint => {
    const record = armsRecord(ask(point, seeds), control === undefined ? {} : { control });
    tell(nameOf(point));
    return { name: nameOf(point), ...record };
  });
  return { ...told, question, points: done, statements: claims.map((claim) => decides(done, claim)) };
}
