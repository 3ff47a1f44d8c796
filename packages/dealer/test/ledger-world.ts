import {
  createDealerMarket,
  type DealerEvent,
  type DealerMarket,
  type DealerMarketConfig,
  type DealerMarketSnapshot,
  type DealerPorts,
  windowTickets,
} from '@bagehot/dealer';
import {
  type ContractRegister,
  committed,
  createContracts,
  createEventLog,
  createLedger,
  createRandom,
  decimal,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';

/** A market on a ledger that others share. */
export interface World {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly market: DealerMarket;
  readonly events: EventLog<DealerEvent>;
}

/** Settings of a market on a ring, with every law checked. */
const RING: DealerMarketConfig = {
  tradeMaturing: false,
  vbtFunding: 'outside',
  block: 'shortfall',
  maxArrivals: 'all',
  reserveHorizonDays: 3,
  checks: 'event',
};

/** Who owes whom how much, and when. */
export type Debt = readonly [debtor: string, creditor: string, amount: string | number, dueDay: number, kind?: string];

/** People with cash who owe each other, a window of tickets on their payables, and a market in these. */
export function openWorld(
  cash: Readonly<Record<string, string | number>>,
  debts: readonly Debt[],
  config: DealerMarketConfig = {},
  ports: Partial<DealerPorts> = {},
): World {
  const ledger = createLedger();
  const contracts = createContracts(ledger);
  ledger.issue('cash', 'CB');
  for (const [agent, amount] of Object.entries(cash)) {
    ledger.open(agent);
    if (decimal(amount).gt(0))
      ledger.transfer({ day: 0, kind: 'mint', asset: 'cash', from: 'CB', to: agent, amount: decimal(amount) });
  }
  for (const [debtor, creditor, amount, dueDay, kind = 'payable'] of debts)
    contracts.issue({ kind, debtor, creditor, amount: decimal(amount), dueDay });
  const events = createEventLog<DealerEvent>();
  const market = marketOn({ ledger, contracts }, config, {
    events: committed(ledger, events),
    ...ports,
  });
  return { ledger, contracts, market, events };
}

/** A market on books that are there. Only payables are tickets. */
export function marketOn(
  { ledger, contracts }: Pick<World, 'ledger' | 'contracts'>,
  config: DealerMarketConfig,
  ports: Partial<DealerPorts> = {},
  snapshot?: DealerMarketSnapshot,
): DealerMarket {
  const register = quanta(contracts);
  const covers = (contract: number): boolean => register.kindOf(contract) === 'payable';
  const tickets = windowTickets(ledger, register.openWindow({ ticketSize: 10n ** 12n, covers }));
  const rules = { ...RING, ...config };
  return createDealerMarket(rules, { ledger, contracts, tickets, random: createRandom(3), ...ports }, snapshot);
}
