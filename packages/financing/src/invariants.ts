import type { AgentId, Invariant, LedgerView, Violation } from '@bagehot/kernel';
import { sum } from '@bagehot/kernel';
import { PHASES, type PopulationQuanta } from './population-quanta.js';
import { MARKET_STATION, SETTLEMENT_STATION } from './posting.js';
import { rowValue } from './price-grid.js';
import type { RoundQuanta } from './round-quanta.js';
import type { Grid } from './space/grid.js';

/** What the laws look at: an economy between two rounds. */
export interface FinancingAudit {
  /** Rounds run so far. */
  readonly round: number;
  readonly ledger: LedgerView;
  /** Asset names. */
  readonly goods: readonly string[];
  /** Owners on the ledger: what is carried and what is at home, by person. */
  readonly places: readonly AgentId[];
  readonly grid: Grid;
  readonly population: PopulationQuanta;
  /** The last round's; null before the first, and after a snapshot. */
  readonly market: RoundQuanta | null;
}

type Law = Invariant<FinancingAudit>;

/**
 * Laws of a spatial economy, as data, exact.
 *
 * @see financing specification, sections 3, 5 to 7 and 10
 */
export const financingInvariants: readonly Law[] = [
  law('goods sum to zero', ({ goods, ledger }) => {
    for (const good of goods) {
      const total = sum(ledger.agents().map((agent) => ledger.balance(agent, good)));
      if (!total.eq(0)) return `${good} sums to ${total}`;
    }
    return undefined;
  }),
  law('stations are empty', ({ goods, ledger }) => {
    for (const good of goods)
      for (const station of [MARKET_STATION, SETTLEMENT_STATION]) {
        const left = ledger.balance(station, good);
        if (!left.eq(0)) return `${station} holds ${left} of ${good}`;
      }
    return undefined;
  }),
  law('nobody has less than nothing', ({ goods, ledger, places }) => {
    for (const good of goods)
      for (const place of places) {
        const stock = ledger.balance(place, good);
        if (stock.lt(0)) return `${place} has ${stock} of ${good}`;
      }
    return undefined;
  }),
  law('phases fit places', ({ population, grid }) => {
    const { count, ids, x, y, phase, inMarket, tripDistance } = population;
    for (let row = 0; row < count; row++) {
      const at = `agent ${ids[row]} at [${x[row]},${y[row]}]`;
      if (!grid.isFree(x[row] as number, y[row] as number)) return `${at} stands on no free cell`;
      const name = PHASES[phase[row] as number];
      if (name === 'at_market' && inMarket[row] === 0) return `${at} trades outside the market`;
      if (name === 'home_prep' && tripDistance[row] !== 0) return `${at} has travelled ${tripDistance[row]} at home`;
    }
    return undefined;
  }),
  perCell('executed is at most requested, and requested at most desired', ({ orders, clearing }, cell) => {
    if (orders === null || clearing === null) return true;
    const steps = [orders.desired[cell], orders.requested[cell], clearing.executed[cell], 0n] as bigint[];
    const sign = (steps[0] as bigint) < 0n ? -1n : 1n;
    return steps.every((amount, at) => at === 0 || amount * sign <= (steps[at - 1] as bigint) * sign);
  }),
  perCell('sales are carried', ({ participants, clearing }, cell) => {
    if (clearing === null) return true;
    return -(clearing.executed[cell] as bigint) <= (participants.personal[cell] as bigint);
  }),
  perMarket('purchases are sales', ({ participants: { goods }, clearing }) => {
    if (clearing === null) return undefined;
    for (let g = 0; g < goods; g++) {
      const trades = columnOf(clearing.executed, g, goods);
      const bought = total(trades.filter((amount) => amount > 0n));
      const sold = -total(trades.filter((amount) => amount < 0n));
      if (bought !== sold || bought !== clearing.volume[g])
        return `good ${g}: ${bought} bought, ${sold} sold, volume ${clearing.volume[g]}`;
    }
    return undefined;
  }),
  perMarket('bounds hold within the tolerance', ({ participants, prices, orders, clearing }) => {
    if (prices === null || orders === null || clearing === null) return undefined;
    const bought = clearing.executed.map((amount) => (amount > 0n ? amount : 0n));
    const sold = clearing.executed.map((amount) => (amount < 0n ? -amount : 0n));
    for (let row = 0; row < participants.count; row++) {
      const purchases = rowValue(prices, bought, row);
      const sales = rowValue(prices, sold, row);
      const onSales = ((orders.coefficient[row] as bigint) * sales) / orders.coefficientOne;
      const limit = (orders.fixed[row] as bigint) + onSales + prices.tolerance;
      if (purchases > limit) return `agent ${participants.ids[row]} bought for ${purchases}, its bound is ${limit}`;
      const claims = orders.claimLimit[row] ?? null;
      if (claims !== null && sales > purchases + claims + prices.tolerance)
        return `agent ${participants.ids[row]} sold for ${sales} and bought for ${purchases}, its claim limit is ${claims}`;
    }
    return undefined;
  }),
  perMarket('settlement closes', ({ participants: { goods }, settlement }) => {
    if (settlement === null) return undefined;
    const written = total(settlement.rounding);
    if (written !== 0n) return `roundings add up to ${written}`;
    for (let g = 0; g < goods; g++) {
      const delivered =
        total(columnOf(settlement.deliveredHome, g, goods)) + total(columnOf(settlement.deliveredPersonal, g, goods));
      const received = total(columnOf(settlement.received, g, goods));
      if (delivered !== received) return `good ${g}: ${delivered} delivered, ${received} received`;
    }
    return undefined;
  }),
];

function law(name: string, test: (audit: FinancingAudit) => string | undefined): Law {
  return {
    name,
    check(audit): Violation | undefined {
      const message = test(audit);
      return message === undefined ? undefined : { invariant: name, message: `round ${audit.round}: ${message}` };
    },
  };
}

/** A law of the last round's market. */
function perMarket(name: string, test: (market: RoundQuanta) => string | undefined): Law {
  return law(name, ({ market }) => (market === null ? undefined : test(market)));
}

/** A law of each participant and good. */
function perCell(name: string, holds: (market: RoundQuanta, cell: number) => boolean): Law {
  return perMarket(name, (market) => {
    const { goods, count, ids } = market.participants;
    for (let cell = 0; cell < goods * count; cell++)
      if (!holds(market, cell)) return `agent ${ids[Math.floor(cell / goods)]}, good ${cell % goods}`;
    return undefined;
  });
}

function columnOf(matrix: readonly bigint[], g: number, goods: number): readonly bigint[] {
  return matrix.filter((_, cell) => cell % goods === g);
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
