import type { AgentId, Decimal } from '@bagehot/kernel';
import { fromUnits, type MoneyGrid, moneyGrid } from '@bagehot/kernel/quanta';
import { ClearingInvariantError } from '../errors.js';
import { type AmountInput, RATE_DP, rateOf, readQuanta, readRateUnits } from '../numbers.js';
import type { ClearingBook, ClearingOutcome, ClearingRule } from '../protocols/clearing.js';
import { sequentialLegs } from './legs.js';
import { clearingOutcome } from './outcome.js';

/** An order with its amount in money; `limit` is the lowest or highest rate it accepts, null for any. */
export interface DecimalOrder {
  readonly seq: number;
  readonly agent: AgentId;
  readonly amount: Decimal;
  readonly limit: Decimal | null;
}

/** A session's orders in decimals, in the order of submission. */
export interface DecimalBook {
  readonly tick: number;
  readonly policyRate: Decimal;
  readonly supplies: readonly DecimalOrder[];
  readonly requests: readonly DecimalOrder[];
}

/** What a rule in decimals has to say; everything else follows from it. */
export interface DecimalOutcome {
  readonly callRate: AmountInput;
  /** By request. */
  readonly grants: readonly AmountInput[];
  /** By supply. */
  readonly draws: readonly AmountInput[];
  /** @defaultValue sequential ones */
  readonly legs?: readonly { readonly request: number; readonly supply: number; readonly amount: AmountInput }[];
  /** By leg, where legs have rates of their own. */
  readonly ratePerLeg?: readonly AmountInput[];
}

/** A clearing rule that calculates in decimals. Pure. */
export interface DecimalRule {
  readonly name: string;
  readonly ignoresLimits?: boolean;
  /** Who gets what, at which rate. Pure. */
  clear(book: DecimalBook): DecimalOutcome;
}

/**
 * Makes a rule that is written with decimals into one for the market, which counts in integers. Slower than a rule in integers, and easier to write.
 *
 * @param options.moneyDecimals - digits after the point of the money that is lent; those of the ledger
 * @returns a rule whose `clear` throws ClearingInvariantError `CLEARING_INVARIANT` when the rule gives something that is no amount of the money or no rate
 * @see central bank specification, section 8.3
 */
export function decimalRule(rule: DecimalRule, options: { readonly moneyDecimals: number }): ClearingRule {
  const grid = moneyGrid(options.moneyDecimals);
  return {
    name: rule.name,
    ...(rule.ignoresLimits !== undefined && { ignoresLimits: rule.ignoresLimits }),
    clear: (book) => outcomeIn(grid, rule.name, book, rule.clear(decimalBook(grid, book))),
  };
}

function decimalBook({ decimals }: MoneyGrid, { tick, policyRate, supplies, requests }: ClearingBook): DecimalBook {
  const orderOf = (seq: number, agent: AgentId, units: bigint, limit: bigint | null): DecimalOrder => ({
    seq,
    agent,
    amount: fromUnits(units, decimals),
    limit: limit === null ? null : rateOf(limit),
  });
  return {
    tick,
    policyRate: rateOf(policyRate),
    supplies: supplies.map(({ seq, agent, units, minRate }) => orderOf(seq, agent, units, minRate)),
    requests: requests.map(({ seq, agent, units, maxRate }) => orderOf(seq, agent, units, maxRate)),
  };
}

function outcomeIn(grid: MoneyGrid, rule: string, book: ClearingBook, written: DecimalOutcome): ClearingOutcome {
  const read = (field: string, value: AmountInput, units: bigint | undefined, allowed: string): bigint => {
    if (units !== undefined) return units;
    const violation = `${field} is ${value}, which is no ${allowed}`;
    throw new ClearingInvariantError(
      'CLEARING_INVARIANT',
      { rule, violation },
      `clearing rule '${rule}': ${violation}`,
    );
  };
  const amount = (field: string, value: AmountInput): bigint =>
    read(field, value, readQuanta(value, grid), `amount with ${grid.decimals} decimals`);
  const rate = (field: string, value: AmountInput): bigint =>
    read(field, value, readRateUnits(value), `rate with at most ${RATE_DP} decimals`);
  const callRate = rate('callRate', written.callRate);
  const grants = written.grants.map((each, i) => amount(`grants[${i}]`, each));
  const draws = written.draws.map((each, i) => amount(`draws[${i}]`, each));
  const legs = written.legs?.map((leg, i) => ({
    request: leg.request,
    supply: leg.supply,
    units: amount(`legs[${i}].amount`, leg.amount),
  }));
  return clearingOutcome(book, {
    callRate,
    grants,
    draws,
    legs: legs ?? sequentialLegs(grants, draws),
    ...(written.ratePerLeg !== undefined && {
      ratePerLeg: written.ratePerLeg.map((each, i) => rate(`ratePerLeg[${i}]`, each)),
    }),
  });
}
