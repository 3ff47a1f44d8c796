import { formatUnits, halfEvenDiv } from '@bagehot/kernel/quanta';
import { type QuantaColumn, WEIGHT_DECIMALS } from '../participants.js';
import type { LoggedMarket } from './logged-round.js';

/** Decimals of ratios. */
const RATIO_DECIMALS = 12;
const RATIO_ONE = 10n ** BigInt(RATIO_DECIMALS);
const WEIGHT_UNITS = 10n ** BigInt(WEIGHT_DECIMALS);

const ZERO = '"0"';
const ONE = '"1"';

/** A participant's part of a row, as JSON texts. */
export interface MarketCells {
  readonly net: string;
  readonly requestedBuys: string;
  readonly requestedSells: string;
  readonly executedBuys: string;
  readonly executedSells: string;
  readonly unmetBuys: string;
  readonly unmetSells: string;
  readonly fillRateBuys: string;
  readonly fillRateSells: string;
  readonly desiredBuys: string;
  readonly desiredSells: string;
  readonly gap: string;
  readonly excess: string;
  readonly travel: string;
  readonly budget: string;
  readonly wealth: string;
  readonly personalWealth: string;
  readonly slack: string;
  readonly capacity: string;
  readonly balance: string;
  readonly delivered: string;
  readonly received: string;
  readonly rounding: string;
}

type OrderCells = Pick<
  MarketCells,
  | 'net'
  | 'requestedBuys'
  | 'requestedSells'
  | 'executedBuys'
  | 'executedSells'
  | 'unmetBuys'
  | 'unmetSells'
  | 'fillRateBuys'
  | 'fillRateSells'
  | 'desiredBuys'
  | 'desiredSells'
  | 'gap'
>;

const NULL = 'null';

/** Of somebody who was not in a market with prices. */
export const NO_MARKET: MarketCells = {
  net: '[]',
  requestedBuys: NULL,
  requestedSells: NULL,
  executedBuys: NULL,
  executedSells: NULL,
  unmetBuys: NULL,
  unmetSells: NULL,
  fillRateBuys: NULL,
  fillRateSells: NULL,
  desiredBuys: NULL,
  desiredSells: NULL,
  gap: NULL,
  excess: NULL,
  travel: NULL,
  budget: NULL,
  wealth: NULL,
  personalWealth: NULL,
  slack: NULL,
  capacity: NULL,
  balance: NULL,
  delivered: NULL,
  received: NULL,
  rounding: NULL,
};

/** A decimal as JSON: its digits need no escapes. */
export function quantaCell(quanta: bigint, decimals: number): string {
  return quanta === 0n ? ZERO : `"${formatUnits(quanta, decimals)}"`;
}

/** One cell of several decimals. */
export function quantaListCell(quanta: readonly bigint[], decimals: number): string {
  return `[${quanta.map((amount) => quantaCell(amount, decimals)).join(',')}]`;
}

/**
 * The market's part of the rows of a round.
 *
 * @returns gives that of one row of the participants
 */
export function marketCells(market: LoggedMarket, quantityScale: number): (row: number) => MarketCells {
  const { prices, valuation, travel } = market;
  const goods = prices.units.length;
  const valueDecimals = prices.decimals + quantityScale;
  const value = (units: bigint): string => quantaCell(units, valueDecimals);
  const zeros = quantaListCell(
    prices.units.map(() => 0n),
    0,
  );
  const amounts = (column: QuantaColumn | null, row: number): string => {
    if (column === null) return zeros;
    let text = '';
    for (let cell = row * goods; cell < (row + 1) * goods; cell++)
      text += `${text === '' ? '[' : ','}${quantaCell(column[cell] as bigint, quantityScale)}`;
    return `${text}]`;
  };
  const orders = orderCells(market, quantityScale);
  const excess = excessCells(market, quantityScale);
  return (row) => {
    const travelled = travel?.amounts[row] ?? 0n;
    return {
      ...orders(row),
      excess: excess(row),
      travel: travelled === -1n ? '"Infinity"' : quantaCell(travelled, travel?.decimals ?? 0),
      budget: quantaCell(valuation.effectiveBudget[row] as bigint, valuation.budgetDecimals),
      wealth: value(valuation.totalWealth[row] as bigint),
      personalWealth: value(valuation.personalWealth[row] as bigint),
      slack: value(market.slack[row] as bigint),
      capacity: amounts(market.personal, row),
      balance: value(market.balance[row] as bigint),
      delivered: amounts(market.delivered, row),
      received: amounts(market.received, row),
      rounding: value(market.rounding[row] as bigint),
    };
  };
}

/** Orders are either purchases or sales: what one side has, the other has as 0. */
function orderCells(
  { prices, desired, requested, executed }: LoggedMarket,
  quantityScale: number,
): (row: number) => OrderCells {
  const goods = prices.units.length;
  const text = (quanta: bigint): string => quantaCell(quanta, quantityScale);
  return (row) => {
    let net = '[';
    let requestedBuys = '[';
    let requestedSells = '[';
    let executedBuys = '[';
    let executedSells = '[';
    let unmetBuys = '[';
    let unmetSells = '[';
    let fillRateBuys = '[';
    let fillRateSells = '[';
    let desiredBuys = '[';
    let desiredSells = '[';
    let gap = '[';
    for (let g = 0; g < goods; g++) {
      const cell = row * goods + g;
      const wanted = desired[cell] as bigint;
      const asked = requested[cell] as bigint;
      const done = executed[cell] as bigint;
      const end = g + 1 === goods ? ']' : ',';
      const nothing = ZERO + end;
      const whole = ONE + end;
      // Most orders are filled as they were wished for: one text serves all three.
      const traded = text(done < 0n ? -done : done);
      if (wanted > 0n) {
        const wish = text(wanted);
        const order = asked === wanted ? wish : text(asked);
        const missing = text(asked - done);
        net += traded + end;
        requestedBuys += order + end;
        executedBuys += traded + end;
        unmetBuys += missing + end;
        fillRateBuys += ratio(done, asked) + end;
        desiredBuys += wish + end;
        gap += (asked === wanted ? missing : text(wanted - done)) + end;
        requestedSells += nothing;
        executedSells += nothing;
        unmetSells += nothing;
        fillRateSells += whole;
        desiredSells += nothing;
      } else {
        const wish = text(-wanted);
        net += (done === 0n ? ZERO : `"-${traded.slice(1)}`) + end;
        requestedSells += (asked === wanted ? wish : text(-asked)) + end;
        executedSells += traded + end;
        unmetSells += text(done - asked) + end;
        fillRateSells += ratio(done, asked) + end;
        desiredSells += wish + end;
        requestedBuys += nothing;
        executedBuys += nothing;
        unmetBuys += nothing;
        fillRateBuys += whole;
        desiredBuys += nothing;
        gap += nothing;
      }
    }
    return {
      net,
      requestedBuys,
      requestedSells,
      executedBuys,
      executedSells,
      unmetBuys,
      unmetSells,
      fillRateBuys,
      fillRateSells,
      desiredBuys,
      desiredSells,
      gap,
    };
  };
}

/** Executed over requested, both of one sign; 1 where nothing was requested. */
function ratio(executed: bigint, requested: bigint): string {
  if (executed === requested) return ONE;
  if (executed === 0n) return ZERO;
  const filled = executed < 0n ? -executed : executed;
  const asked = requested < 0n ? -requested : requested;
  return quantaCell(halfEvenDiv(filled * RATIO_ONE, asked), RATIO_DECIMALS);
}

/** (ideal - endowment) - net of each good: the ideal bundle alpha * budget / price is rounded to whole quanta, half-even. */
function excessCells(market: LoggedMarket, quantityScale: number): (row: number) => string {
  const { prices, valuation, weights, home, personal, executed } = market;
  const { units } = prices;
  const goods = units.length;
  // x* in quanta: alpha / 10^12 * w / 10^budgetDecimals / (P / 10^K) * 10^scale.
  const shift = BigInt(prices.decimals + quantityScale - valuation.budgetDecimals);
  const up = shift > 0n ? 10n ** shift : 1n;
  const divisors = units.map((unit) => unit * WEIGHT_UNITS * (shift < 0n ? 10n ** -shift : 1n));
  return (row) => {
    const budget = (valuation.effectiveBudget[row] as bigint) * up;
    let text = '[';
    for (let g = 0; g < goods; g++) {
      const cell = row * goods + g;
      const divisor = divisors[g] as bigint;
      if (g > 0) text += ',';
      if (divisor === 0n) {
        text += NULL;
        continue;
      }
      const ideal = halfEvenDiv(BigInt(weights[cell] as number) * budget, divisor);
      const owned = (home[cell] as bigint) + (personal[cell] as bigint);
      text += quantaCell(ideal - owned - (executed[cell] as bigint), quantityScale);
    }
    return `${text}]`;
  };
}
