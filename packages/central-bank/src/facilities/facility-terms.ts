import type { MoneyGrid } from '@bagehot/kernel/quanta';
import { readSpread } from '../clearing/rule-options.js';
import { optionProblems } from '../input-reading.js';
import { type AmountInput, RATE_ONE, readQuanta, readRateUnits } from '../numbers.js';

/** What the central bank's standing facilities cost, and to whom they are open. Rates are fractions per year. */
export interface FacilitiesConfig {
  /** Deposits earn the policy rate less this; at least 0. */
  readonly depositSpread: AmountInput;
  /** Loans cost the policy rate and this; at least 0. */
  readonly lendingSpread: AmountInput;
  /** Takes what lenders could not lend in a session. @defaultValue true */
  readonly autoDeposit?: boolean;
  /** Lends what borrowers could not borrow in a session. @defaultValue true */
  readonly autoLending?: boolean;
  /** Ticks until loans and deposits are due. @defaultValue 1 */
  readonly term?: number;
  /** @defaultValue 360 */
  readonly ticksPerYear?: number;
  /** Loans cost `slope` more for each `base` of money that is lent already. */
  readonly escalation?: { readonly slope: AmountInput; readonly base: AmountInput };
  /** Refuses a loan that would take the total lent above this. 0 is a world without a lender of last resort. */
  readonly cap?: AmountInput;
  /** Moves and widens the corridor when more default than expected, see `observeDefaults`. */
  readonly dynamic?: DynamicCorridor;
}

/** How a corridor answers to defaults beyond those expected. */
export interface DynamicCorridor {
  /** Its middle rises by so much per unit of surprise. */
  readonly kMid: AmountInput;
  /** Its width grows by so much per unit of surprise. */
  readonly kWidth: AmountInput;
  /** The share of defaults that surprises nobody; from 0 to 1. */
  readonly expected: AmountInput;
  /** The floor falls no lower. @defaultValue 0 */
  readonly minFloor?: AmountInput;
}

/** The same in quanta, ticks and rate units. */
export interface FacilityTerms {
  readonly depositSpread: bigint;
  readonly lendingSpread: bigint;
  readonly autoDeposit: boolean;
  readonly autoLending: boolean;
  readonly term: number;
  readonly ticksPerYear: number;
  readonly escalation: { readonly slope: bigint; readonly base: bigint } | undefined;
  readonly cap: bigint | undefined;
  readonly dynamic: DynamicTerms | undefined;
}

/** A dynamic corridor in rate units. */
interface DynamicTerms {
  readonly kMid: bigint;
  readonly kWidth: bigint;
  readonly expected: bigint;
  readonly minFloor: bigint;
}

/**
 * Reads a configuration.
 *
 * @throws InvalidConfigError with every problem found
 */
export function readFacilityTerms(config: FacilitiesConfig, grid: MoneyGrid): FacilityTerms {
  const problems = optionProblems();
  const { autoDeposit = true, autoLending = true, term = 1, ticksPerYear = 360, escalation, cap, dynamic } = config;
  const depositSpread = readSpread(problems, 'depositSpread', config.depositSpread);
  const lendingSpread = readSpread(problems, 'lendingSpread', config.lendingSpread);
  for (const [path, flag] of [
    ['autoDeposit', autoDeposit],
    ['autoLending', autoLending],
  ] as const)
    if (typeof flag !== 'boolean') problems.add('INVALID_CONFIG', path, flag, 'true or false');
  for (const [path, count] of [
    ['term', term],
    ['ticksPerYear', ticksPerYear],
  ] as const)
    if (!Number.isSafeInteger(count) || count < 1)
      problems.add('INVALID_CONFIG', path, count, 'a whole number of at least 1');
  const amount = (path: string, input: AmountInput, least: bigint): bigint => {
    const units = readQuanta(input, grid);
    if (units !== undefined && units >= least) return units;
    problems.add(
      'INVALID_CONFIG',
      path,
      input,
      `an amount ${least > 0n ? 'above' : 'of at least'} 0 on the money grid`,
    );
    return least;
  };
  const terms: FacilityTerms = {
    depositSpread,
    lendingSpread,
    autoDeposit,
    autoLending,
    term,
    ticksPerYear,
    escalation:
      escalation === undefined
        ? undefined
        : {
            slope: readSpread(problems, 'escalation.slope', escalation.slope),
            base: amount('escalation.base', escalation.base, 1n),
          },
    cap: cap === undefined ? undefined : amount('cap', cap, 0n),
    dynamic: dynamic === undefined ? undefined : readDynamic(dynamic, problems),
  };
  problems.check();
  return terms;
}

function readDynamic(dynamic: DynamicCorridor, problems: ReturnType<typeof optionProblems>): DynamicTerms {
  const expected = readSpread(problems, 'dynamic.expected', dynamic.expected);
  if (expected > RATE_ONE) problems.add('INVALID_CONFIG', 'dynamic.expected', dynamic.expected, 'at most 1');
  const { minFloor = 0 } = dynamic;
  const floor = readRateUnits(minFloor);
  if (floor === undefined) problems.add('INVALID_CONFIG', 'dynamic.minFloor', minFloor, 'a rate');
  return {
    kMid: readSpread(problems, 'dynamic.kMid', dynamic.kMid),
    kWidth: readSpread(problems, 'dynamic.kWidth', dynamic.kWidth),
    expected,
    minFloor: floor ?? 0n,
  };
}
