import { type Decimal, ZERO } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import { readDecimal } from './agent.js';
import type { Participants } from './participants.js';
import type { Problems } from './problems.js';

/** The shape of an agent-major matrix of quanta. Signed ones hold purchases as amounts of more than 0 and sales as amounts of less. */
export type Rows = Pick<Participants, 'goods' | 'quantityScale'>;

/** One row of a matrix, named. */
export function namedRow({ goods, quantityScale }: Rows, quanta: ArrayLike<bigint>, row: number): readonly Decimal[] {
  return Object.freeze(
    Array.from({ length: goods }, (_, g) => named(quanta[row * goods + g] as bigint, quantityScale)),
  );
}

/** The purchases of a signed row, named. */
export function buysOf({ goods, quantityScale }: Rows, signed: ArrayLike<bigint>, row: number): readonly Decimal[] {
  return Object.freeze(
    Array.from({ length: goods }, (_, g) => {
      const amount = signed[row * goods + g] as bigint;
      return amount > 0n ? named(amount, quantityScale) : ZERO;
    }),
  );
}

/** The sales of a signed row, named; amounts of more than 0. */
export function sellsOf({ goods, quantityScale }: Rows, signed: ArrayLike<bigint>, row: number): readonly Decimal[] {
  return Object.freeze(
    Array.from({ length: goods }, (_, g) => {
      const amount = signed[row * goods + g] as bigint;
      return amount < 0n ? named(-amount, quantityScale) : ZERO;
    }),
  );
}

function named(quanta: bigint, decimals: number): Decimal {
  return quanta === 0n ? ZERO : fromUnits(quanta, decimals);
}

/** Reads one amount per good and notes every problem: `DIMENSION_MISMATCH`, `NEGATIVE_QUANTITY`, `QUANTITY_OFF_GRID`. What cannot be read becomes 0. */
export function readRow(
  { goods, quantityScale }: Rows,
  amounts: readonly Decimal[],
  path: string,
  problems: Problems,
): readonly bigint[] {
  if (amounts.length !== goods)
    problems.add('DIMENSION_MISMATCH', path, `${amounts.length} long`, `${goods} long, as prices are`);
  return Array.from({ length: goods }, (_, g) => {
    const at = `${path}[${g}]`;
    const amount = readDecimal(amounts[g] ?? ZERO, at, problems) ?? ZERO;
    const quanta = unitsOf(amount, quantityScale);
    if (quanta === undefined)
      problems.add('QUANTITY_OFF_GRID', at, amount, `a multiple of the quantum, 10^-${quantityScale}`);
    else if (quanta < 0n) problems.add('NEGATIVE_QUANTITY', at, amount, 'at least 0');
    return quanta ?? 0n;
  });
}

/** Reads purchases and sales into a signed row; buying and selling the same good is noted as `INVALID_OPTION`. */
export function readSignedRow(
  rows: Rows,
  buys: readonly Decimal[],
  sells: readonly Decimal[],
  path: string,
  problems: Problems,
): readonly bigint[] {
  const bought = readRow(rows, buys, `${path}Buys`, problems);
  const sold = readRow(rows, sells, `${path}Sells`, problems);
  return bought.map((buy, g) => {
    const sell = sold[g] as bigint;
    if (buy !== 0n && sell !== 0n)
      problems.add('INVALID_OPTION', `${path}Sells[${g}]`, sells[g], '0, as the same good is bought');
    return buy - sell;
  });
}
