import { fromUnits } from '@bagehot/kernel/quanta';
import type { Participants } from '../participants.js';
import { type PriceGrid, rowValue } from '../price-grid.js';
import { refusal } from '../problems.js';
import type { OrdersQuanta, SettlementQuanta } from '../round-quanta.js';
import { valueDecimals, valueUnits } from '../valuation.js';
import type { SettlementContext, SettlementOutcome, SettlementParty, SettlementPolicy } from './settlement-policy.js';

/** The bounds that executed trades must keep. */
export type TradeBounds = Pick<OrdersQuanta, 'fixed' | 'coefficient' | 'coefficientOne' | 'claimLimit'>;

/**
 * Checks a round's trades and settles what they leave owing, at the round's prices.
 *
 * @throws FinancingError `CONSERVATION_VIOLATED`, `SELL_CAPACITY_VIOLATED`, `VALUE_FEASIBILITY_VIOLATED` for trades that cannot be,
 * `CONSERVATION_VIOLATED`, `SELL_CAPACITY_VIOLATED`, `LEDGER_UNBALANCED` for a policy that breaks its laws
 * @see financing specification, section 7
 */
export function settlementQuanta(
  participants: Participants,
  prices: PriceGrid,
  bounds: TradeBounds,
  executed: readonly bigint[],
  policy: SettlementPolicy,
): SettlementQuanta {
  const balance = balances(participants, prices, bounds, executed);
  const debtors: SettlementParty[] = [];
  const creditors: SettlementParty[] = [];
  for (let row = 0; row < balance.length; row++) {
    const amount = balance[row] as bigint;
    const id = participants.ids[row] as number;
    if (amount > prices.tolerance) creditors.push({ row, id, amount });
    else if (-amount > prices.tolerance) debtors.push({ row, id, amount: -amount });
  }
  const decimals = valueDecimals(prices, participants);
  const context: SettlementContext = {
    participants,
    prices,
    executed,
    balance,
    debtors,
    creditors,
    value: (units) => fromUnits(units, decimals),
    units: (value) => valueUnits(value, decimals, 'floor'),
  };
  const settled = debtors.length > 0 && creditors.length > 0;
  return closed(context, settled ? policy.settle(context) : {}, policy.id);
}

/** Value sold less value bought, for everybody. Checks the trades on the way. */
function balances(
  { goods, count, ids, personal }: Participants,
  prices: PriceGrid,
  bounds: TradeBounds,
  executed: readonly bigint[],
): bigint[] {
  const balance = new Array<bigint>(count);
  const net = new Array<bigint>(goods).fill(0n);
  for (let row = 0; row < count; row++) {
    let sold = 0n;
    let bought = 0n;
    for (let g = 0; g < goods; g++) {
      const cell = row * goods + g;
      const amount = executed[cell] as bigint;
      if (amount === 0n) continue;
      net[g] = (net[g] as bigint) + amount;
      const value = (prices.units[g] as bigint) * amount;
      if (amount > 0n) bought += value;
      else {
        sold -= value;
        if (-amount > (personal[cell] as bigint))
          throw refusal(
            'SELL_CAPACITY_VIOLATED',
            `executedSells[agent ${ids[row]}][${g}]`,
            -amount,
            `at most what is carried, ${personal[cell]} quanta`,
          );
      }
    }
    balance[row] = sold - bought;
    checkBounds(bounds, row, ids[row] as number, bought, sold, prices.tolerance);
  }
  for (const [g, rest] of net.entries())
    if (rest !== 0n) throw refusal('CONSERVATION_VIOLATED', `executed[good ${g}]`, rest, '0: as much bought as sold');
  return balance;
}

function checkBounds(
  { fixed, coefficient, coefficientOne, claimLimit }: TradeBounds,
  row: number,
  id: number,
  bought: bigint,
  sold: bigint,
  tolerance: bigint,
): void {
  const limit = (fixed[row] as bigint) + ((coefficient[row] as bigint) * sold) / coefficientOne;
  if (bought - limit > tolerance)
    throw refusal(
      'VALUE_FEASIBILITY_VIOLATED',
      `executedBuys[agent ${id}]`,
      bought,
      `worth at most ${limit} value units, its bound`,
    );
  const claims = claimLimit[row] as bigint | null;
  if (claims !== null && sold - bought - claims > tolerance)
    throw refusal(
      'VALUE_FEASIBILITY_VIOLATED',
      `executedSells[agent ${id}]`,
      sold,
      `worth at most ${bought + claims} value units, its bound`,
    );
}

/** What a policy says, completed and checked. */
function closed(context: SettlementContext, outcome: SettlementOutcome, policy: string): SettlementQuanta {
  const { participants, prices, balance } = context;
  const cells = participants.goods * participants.count;
  const deliveredHome = column(outcome.deliveries?.home, cells, `${policy}.deliveries.home`);
  const deliveredPersonal = column(outcome.deliveries?.personal, cells, `${policy}.deliveries.personal`);
  const received = column(outcome.receipts, cells, `${policy}.receipts`);
  checkGoods(context, { deliveredHome, deliveredPersonal, received }, policy);
  const left = balance.map(
    (amount, row) =>
      amount +
      rowValue(prices, deliveredHome, row) +
      rowValue(prices, deliveredPersonal, row) -
      rowValue(prices, received, row),
  );
  const rounding =
    outcome.residuals === undefined ? left : column(outcome.residuals, balance.length, `${policy}.residuals`);
  for (const [account, amounts] of [
    ['settlement', left],
    ['rounding', rounding],
  ] as const) {
    const total = amounts.reduce((sum, amount) => sum + amount, 0n);
    if (total !== 0n) throw refusal('LEDGER_UNBALANCED', `${account} accounts after ${policy}`, total, '0 in all');
  }
  return { balance, deliveredHome, deliveredPersonal, received, rounding };
}

function checkGoods(
  { participants, executed }: SettlementContext,
  {
    deliveredHome,
    deliveredPersonal,
    received,
  }: Pick<SettlementQuanta, 'deliveredHome' | 'deliveredPersonal' | 'received'>,
  policy: string,
): void {
  const { goods, home, personal } = participants;
  const net = new Array<bigint>(goods).fill(0n);
  for (let cell = 0; cell < received.length; cell++) {
    const fromHome = deliveredHome[cell] as bigint;
    const carried = deliveredPersonal[cell] as bigint;
    const gained = received[cell] as bigint;
    if (fromHome === 0n && carried === 0n && gained === 0n) continue;
    const sold = (executed[cell] as bigint) < 0n ? (executed[cell] as bigint) : 0n;
    const g = cell % goods;
    if (
      fromHome < 0n ||
      fromHome > (home[cell] as bigint) ||
      carried < 0n ||
      carried > (personal[cell] as bigint) + sold ||
      gained < 0n
    )
      throw refusal(
        'SELL_CAPACITY_VIOLATED',
        `${policy}[agent ${participants.ids[(cell - g) / goods]}][${g}]`,
        `${fromHome} from home, ${carried} carried, ${gained} received`,
        'at least 0, and delivered at most what the agent owned and has not sold',
      );
    net[g] = (net[g] as bigint) + gained - fromHome - carried;
  }
  for (const [g, rest] of net.entries())
    if (rest !== 0n)
      throw refusal('CONSERVATION_VIOLATED', `${policy}[good ${g}]`, rest, '0: as much received as delivered');
}

function column(given: readonly bigint[] | undefined, length: number, path: string): readonly bigint[] {
  if (given === undefined) return new Array<bigint>(length).fill(0n);
  if (given.length !== length) throw refusal('DIMENSION_MISMATCH', path, `${given.length} long`, `${length} long`);
  return given;
}
