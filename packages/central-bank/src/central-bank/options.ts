import type { AgentId, ProblemList } from '@bagehot/kernel';
import type { BondPricing } from '../bond-pricing.js';
import { optionProblems } from '../input-reading.js';
import { CENTRAL_BANK, type Money, moneyOf } from '../money.js';
import { type AmountInput, formatRate, readQuanta, readRateUnits } from '../numbers.js';
import type { MoneyMarketPorts, MoneyMarketWarning } from '../protocols/ports.js';
import type { RateBounds } from './rate-history.js';

/** What a central bank begins with. */
export interface CentralBankOptions {
  /**
   * Who issues the money.
   *
   * @defaultValue the issuer of the money, `CB` if nobody has declared it
   */
  readonly id?: AgentId;
  /** @defaultValue 0.05, with a warning */
  readonly initialPolicyRate?: AmountInput;
  /** @defaultValue -0.10 */
  readonly minPolicyRate?: AmountInput;
  /** @defaultValue 10 */
  readonly maxPolicyRate?: AmountInput;
  /** Of one bond; more than 0, on the money grid. */
  readonly faceValue: AmountInput;
  /** Held before the first operation; they are issued to the central bank unless the ledger says that it holds them. */
  readonly initialBonds?: { readonly quantity: number; readonly bookValue: AmountInput };
}

/** What a central bank stands on. */
export interface CentralBankPorts extends MoneyMarketPorts {
  /** @defaultValue `facePricing` */
  readonly pricing?: BondPricing;
}

/** The options in units. */
export interface CentralBankTerms {
  readonly initialPolicyRate: bigint;
  readonly bounds: RateBounds;
  readonly faceValue: bigint;
  readonly initialBonds: { readonly quantity: number; readonly bookValue: bigint } | undefined;
  readonly warnings: readonly MoneyMarketWarning[];
}

const DEFAULT_RATE = '0.05';

/**
 * The money of the central bank that the options name.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` when somebody else issues the money
 */
export function moneyIssuedBy(id: AgentId | undefined, ports: MoneyMarketPorts): Money {
  if (id === undefined || id === CENTRAL_BANK) return checkIssuer(id, moneyOf(ports));
  const { ledger, asset = 'reserves' } = ports;
  if (!ledger.assets().includes(asset)) ledger.issue(asset, id);
  return checkIssuer(id, moneyOf(ports));
}

function checkIssuer(id: AgentId | undefined, money: Money): Money {
  const issuer = money.accounts.nameOf(money.column.issuer);
  const problems = optionProblems();
  if (id !== undefined && id !== issuer)
    problems.add('INVALID_CONFIG', 'id', id, `${issuer}, which issues ${money.asset}`);
  problems.check();
  return money;
}

/**
 * Reads the options.
 *
 * @param held - bonds that the ledger says the central bank has
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 */
export function readCentralBankOptions(options: CentralBankOptions, { grid }: Money, held: number): CentralBankTerms {
  const problems = optionProblems();
  const rate = (path: string, input: AmountInput): bigint => {
    const units = readRateUnits(input);
    if (units === undefined) problems.add('INVALID_CONFIG', path, input, 'a rate of at most 12 decimals');
    return units ?? 0n;
  };
  const amount = (path: string, input: AmountInput, least: bigint): bigint => {
    const quanta = readQuanta(input, grid);
    if (quanta !== undefined && quanta >= least) return quanta;
    problems.add(
      'INVALID_CONFIG',
      path,
      input,
      `a multiple of ${grid.quantum.toString()}, ${least === 0n ? 'at least' : 'more than'} 0`,
    );
    return 0n;
  };
  const { initialPolicyRate: given, minPolicyRate = '-0.1', maxPolicyRate = 10, initialBonds } = options;
  const bounds = { min: rate('minPolicyRate', minPolicyRate), max: rate('maxPolicyRate', maxPolicyRate) };
  if (bounds.min > bounds.max)
    problems.add('INVALID_CONFIG', 'minPolicyRate', minPolicyRate, `at most maxPolicyRate, ${formatRate(bounds.max)}`);
  const initialPolicyRate = rate('initialPolicyRate', given ?? DEFAULT_RATE);
  if (problems.none && (initialPolicyRate < bounds.min || initialPolicyRate > bounds.max))
    problems.add(
      'INVALID_CONFIG',
      'initialPolicyRate',
      given ?? DEFAULT_RATE,
      `from ${formatRate(bounds.min)} to ${formatRate(bounds.max)}`,
    );
  const faceValue = amount('faceValue', options.faceValue, 1n);
  const bonds = initialBonds && {
    quantity: initialBonds.quantity,
    bookValue: amount('initialBonds.bookValue', initialBonds.bookValue, 0n),
  };
  if (bonds !== undefined) checkBonds(problems, bonds, held);
  problems.check();
  const warnings = given === undefined ? [defaultUsed('initialPolicyRate', DEFAULT_RATE)] : [];
  return { initialPolicyRate, bounds, faceValue, initialBonds: bonds, warnings };
}

function checkBonds(
  problems: ProblemList<string>,
  { quantity, bookValue }: { readonly quantity: number; readonly bookValue: bigint },
  held: number,
): void {
  if (!Number.isSafeInteger(quantity) || quantity < 0)
    problems.add('INVALID_CONFIG', 'initialBonds.quantity', quantity, 'a safe integer of at least 0');
  else if (held !== 0 && held !== quantity)
    problems.add('INVALID_CONFIG', 'initialBonds.quantity', quantity, `${held}, which the central bank holds`);
  else if (quantity === 0 && bookValue > 0n)
    problems.add('INVALID_CONFIG', 'initialBonds.bookValue', bookValue, '0 for no bonds');
}

/** Nobody said what a configuration's key is to be. */
export function defaultUsed(key: string, value: string): MoneyMarketWarning {
  return { code: 'CONFIG_DEFAULT_USED', message: `${key} is not given: ${value} is used`, key, value };
}
