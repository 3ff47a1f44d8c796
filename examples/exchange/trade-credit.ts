/** Bread on credit: what Ben's money does not cover he owes Ada, 5 % more and due in three days. He pays out of his wages. */
import { MONEY, type PurchaseLimit, type RulesInput, type TradeCredit, toMajor } from '@bagehot/exchange';
import { createExchange, type Exchange } from '@bagehot/exchange/spatial';
import {
  type ContractRegister,
  createContracts,
  createLedger,
  type Decimal,
  decimal,
  type Ledger,
} from '@bagehot/kernel';

const CENTS = 100;
const TERM = 3;
const DAYS = 9;
const nameOf = (id: number): string => (id === 1 ? 'Ada' : 'Ben');

/** What became of a market in which Ben buys bread for money, with or without credit. */
export interface Outcome {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly exchange: Exchange;
  /** By day: bread Ben has, and what he owes in the evening. */
  readonly evenings: readonly { readonly bread: number; readonly owed: Decimal }[];
}

function play(onCredit: boolean): Outcome {
  const ledger = createLedger({ moneyDecimals: 2 });
  const contracts = createContracts(ledger);
  ledger.issue('cash', 'mill');
  let today = 0;

  // In cents: as much as there is and, on credit, as much more as brings all debts to 4.00, not counting the 5 %.
  const debtOf = (name: string): Decimal =>
    contracts.owedBy(name).reduce((total, { amount }) => total.plus(amount), decimal(0));
  const purchaseLimit: PurchaseLimit = {
    limit({ id, inventory }) {
      const room = Math.max(0, 400 - Number(debtOf(nameOf(id)).times(CENTS)));
      return (inventory[MONEY] ?? 0) + (onCredit ? room : 0);
    },
  };
  // Within the transaction of the trade: goods, cash and claim change together or not at all.
  const tradeCredit: TradeCredit = {
    markup: '0.05',
    grant({ sellerId, buyerId }, credit) {
      const amount = toMajor(Math.ceil((credit * 105) / 100), CENTS);
      const [debtor, creditor] = [nameOf(buyerId), nameOf(sellerId)];
      return contracts.issue({ kind: 'payable', debtor, creditor, amount, dueDay: today + TERM }).id;
    },
  };
  const params = { moneyScale: CENTS, tradeExecutionMode: 'nash', dAMax: 2 };
  const rules: RulesInput = { goods: ['bread', 'wine'], regime: 'money_only', params, purchaseLimit };
  const exchange = createExchange(
    {
      side: 1,
      rules: onCredit ? { ...rules, tradeCredit } : rules,
      agents: [
        { id: 1, x: 0, y: 0, inventory: { bread: 20 }, utility: { type: 'linear', params: { vbread: 0.5, vwine: 1 } } },
        { id: 2, x: 0, y: 0, inventory: { M: 100 }, utility: { type: 'linear', params: { vbread: 2, vwine: 1 } } },
      ],
    },
    { ledger, agentName: nameOf },
  );

  const evenings: { bread: number; owed: Decimal }[] = [];
  for (; today < DAYS; today++) {
    exchange.runTick(today);
    ledger.transfer({ day: today, kind: 'wage', asset: 'cash', from: 'mill', to: 'Ben', amount: decimal('1.50') });
    for (const { id, debtor, creditor, amount } of contracts.dueOn(today)) {
      if (ledger.cash(debtor).lt(amount)) continue;
      ledger.transfer({
        day: today,
        kind: 'settlement',
        asset: 'cash',
        from: debtor,
        to: creditor,
        amount,
        reference: id,
      });
      contracts.remove(id);
    }
    evenings.push({ bread: Number(ledger.balance('Ben', 'good/bread')), owed: debtOf('Ben') });
  }
  return { ledger, contracts, exchange, evenings };
}

export const cash: Outcome = play(false);
export const credit: Outcome = play(true);
for (const [name, { evenings }] of Object.entries({ cash, credit })) {
  console.log(`${name}: bread ${evenings.map(({ bread }) => bread).join(' ')}`);
  console.log(`${name}: owed  ${evenings.map(({ owed }) => owed.toFixed(2)).join(' ')}`);
}
