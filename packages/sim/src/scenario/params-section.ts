import type { Decimal } from '@bagehot/kernel';
import { checkRingParams, type LiquidityAllocation, type RingDraws, type RingParams } from '@bagehot/ring';
import { asCount, asDecimal, asOneOf, asText, field, items } from './field.js';
import type { Path, Problems } from './problems.js';

/** Where a parameter of the generator stands in a file. */
const FILE_PATHS: ReadonlyMap<string, string> = new Map([
  ['agents', 'n_agents'],
  ['maturityDays', 'maturity.days'],
  ['kappaConvention', 'kappa_convention'],
  ['totalDebt', 'q_total'],
  ['totalLiquidity', 'liquidity.total'],
  ['liquidity', 'liquidity.allocation'],
  ['concentration', 'inequality.concentration'],
  ['iota', 'inequality.iota'],
  ['monotonicity', 'inequality.monotonicity'],
  ['mu', 'maturity.mu'],
  ['minAmount', 'min_amount'],
  ['adjacentSwaps', 'adjacent_swaps'],
]);

/**
 * Reads the `params` section of a generator file (ring specification, section 4.1), or of the note of a compiled one.
 *
 * @param at - where the section stands
 */
export function readParams(problems: Problems, at: Path, value: unknown): RingParams {
  const decimalAt = (section: unknown, name: string): Decimal | undefined => asDecimal(field(section, name));
  const liquidity = field(value, 'liquidity');
  const inequality = field(value, 'inequality');
  const maturity = field(value, 'maturity');
  const params: RingParams = {
    agents: asCount(field(value, 'n_agents')),
    maturityDays: asCount(field(maturity, 'days')),
    // What the schema has refused already must not be refused once more.
    kappa: decimalAt(value, 'kappa') ?? 1,
    kappaConvention: asOneOf(field(value, 'kappa_convention'), ['debt_to_liquidity', 'liquidity_to_debt']),
    totalDebt: decimalAt(value, 'q_total') ?? decimalAt(value, 'Q_total'),
    totalLiquidity: decimalAt(liquidity, 'total'),
    liquidity: readAllocation(field(liquidity, 'allocation')),
    concentration: decimalAt(inequality, 'concentration'),
    iota: decimalAt(inequality, 'iota'),
    monotonicity: decimalAt(inequality, 'monotonicity'),
    mu: decimalAt(maturity, 'mu'),
    scale: asCount(field(value, 'scale')),
    minAmount: decimalAt(value, 'min_amount'),
    draws: readDraws(field(value, 'draws')),
  };
  if (field(value, 'q_total') !== undefined && field(value, 'Q_total') !== undefined)
    problems.add('E_RING_TOTALS', [...at, 'Q_total'], 'says the same as q_total; give one of the two');
  // A section that is not there has been refused as a whole.
  for (const { code, path, message } of value === undefined ? [] : checkRingParams(params)) {
    const place = [...at, ...filePath(path)];
    if (!problems.touches(place)) problems.add(code, place, message);
  }
  return params;
}

function readAllocation(value: unknown): LiquidityAllocation | undefined {
  switch (field(value, 'mode')) {
    case 'uniform':
      return { mode: 'uniform' };
    case 'single_at':
      return { mode: 'single_at', agent: asText(field(value, 'agent')) ?? '' };
    case 'vector':
      return { mode: 'vector', vector: items(field(value, 'vector')).map((weight) => asDecimal(weight) ?? 0) };
    default:
      return undefined;
  }
}

function readDraws(value: unknown): RingDraws | undefined {
  if (value === undefined) return undefined;
  const swaps = field(value, 'adjacent_swaps');
  return {
    weights: items(field(value, 'weights')).map((weight) => asDecimal(weight) ?? 0),
    ...(swaps === undefined ? {} : { adjacentSwaps: items(swaps).map((position) => asCount(position) ?? 0) }),
  };
}

/** `liquidity.vector[2]` of the generator is `liquidity.allocation.vector[2]` within the section of a file. */
function filePath(path: string): Path {
  const parts: PropertyKey[] = [];
  for (const part of path.split(/[.[\]]+/).filter((text) => text !== '')) {
    if (/^\d+$/.test(part)) parts.push(Number(part));
    else parts.push(...(FILE_PATHS.get(part) ?? part).split('.'));
  }
  return parts;
}
