import { type Decimal, type DecimalInput, decimal, decimalPlaces, ONE } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { DealerError } from './errors.js';

/** What a dealer that funds itself goes by. */
export interface DebtTarget {
  /** E: cash and tickets at their mids, less all that the dealer owes. */
  readonly equity: DecimalInput;
  /** What it wants to hold per unit of equity: at least 1. */
  readonly leverage: DecimalInput;
  /** Step of the money grid. */
  readonly quantum: DecimalInput;
}

/**
 * What a dealer wants to owe: B* = (leverage - 1) E, at least 0, rounded down to the grid. At a leverage of 1 that is nothing whatever it is worth; and as equity falls with the
 * mids, so does the debt, which is all there is to deleveraging.
 *
 * @throws DealerError `BAD_CONFIG` for a leverage below 1, or a quantum that is not positive
 * @example
 * targetDebt({ equity: '12.5', leverage: 3, quantum: '0.01' }); // 25
 * @see one-economy specification, section 5
 */
export function targetDebt(target: DebtTarget): Decimal {
  const leverage = required('leverage', decimal(target.leverage), (value) => value.gte(ONE), 'at least 1');
  const quantum = required('quantum', decimal(target.quantum), (value) => value.gt(0), 'more than 0');
  const wanted = leverage.minus(ONE).times(decimal(target.equity));
  const places = Math.max(decimalPlaces(wanted), decimalPlaces(quantum));
  const step = unitsOf(quantum, places) as bigint;
  const units = unitsOf(wanted, places) as bigint;
  return fromUnits(units > 0n ? (units / step) * step : 0n, places);
}

function required(path: string, value: Decimal, holds: (value: Decimal) => boolean, allowed: string): Decimal {
  if (holds(value)) return value;
  const message = `must be ${allowed}, but is ${value.toFixed()}`;
  throw new DealerError('BAD_CONFIG', { problems: [{ code: 'BAD_CONFIG', path, message }] }, `${path}: ${message}`);
}
