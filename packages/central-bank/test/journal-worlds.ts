import {
  type AmountInput,
  type CallMarketConfig,
  type CallMarketService,
  type CentralBankService,
  type CollateralPool,
  createBrokeredTreasury,
  createCallMarket,
  createCentralBank,
  createCollateralPool,
  createStandingFacilities,
  createTreasury,
  type JournalEntry,
  type JournalLine,
  type LedgerTreasury,
  type MoneyJournal,
  type MoneyMarketEvent,
  openMoneyJournal,
  reserveAccounts,
  type StandingFacilities,
  type StoredTreasury,
} from '@bagehot/central-bank';
import { createEventLog, type Decimal, type EventLog, type Ledger, sum, tee, ZERO } from '@bagehot/kernel';
import { expect } from 'vitest';

/** Everything the package has, on one ledger, with a view of everybody's books. */
export interface JournalWorld {
  readonly ledger: Ledger;
  readonly events: EventLog<MoneyMarketEvent>;
  readonly journal: MoneyJournal;
  readonly bank: CentralBankService;
  readonly treasury: LedgerTreasury;
  readonly brokered: StoredTreasury;
  readonly market: CallMarketService;
  readonly pool: CollateralPool;
  readonly facilities: StandingFacilities;
  price: AmountInput | null;
}

/** Who is there. */
export const AGENTS: readonly (readonly [string, AmountInput])[] = [
  ['A', '500.00'],
  ['B', '300.00'],
  ['C', '20.00'],
  ['D', '10.00'],
];

/** A world in which A and B hold bonds, C and D may borrow, and the treasury spends half of what it gets on A and C. */
export function journalWorld(config: CallMarketConfig = { spreadSensitivity: '0.1' }): JournalWorld {
  const accounts = reserveAccounts({ balances: [...AGENTS, ['treasury', 100]] });
  const journal = openMoneyJournal({ faceValue: 1 }, accounts);
  const events = createEventLog<MoneyMarketEvent>();
  const ports = { ...accounts, events: tee(events, journal.sink) };
  const world = { price: null as AmountInput | null };
  const bank = createCentralBank(
    { initialPolicyRate: '0.36', faceValue: 1, initialBonds: { quantity: 50, bookValue: 50 } },
    { ...ports, pricing: { price: () => world.price } },
  );
  const recipients = [
    { agentId: 'A', weight: 1 },
    { agentId: 'C', weight: 1 },
  ];
  const treasury = createTreasury(
    { inventory: 1000, faceValue: 1, passThrough: { fraction: '0.5', recipients } },
    ports,
  );
  const brokered = createBrokeredTreasury(
    {
      holders: [
        { agentId: 'A', quantity: 60 },
        { agentId: 'B', quantity: 40 },
      ],
    },
    ports,
  );
  const pool = createCollateralPool({}, ports);
  const facilities = createStandingFacilities(
    { depositSpread: '0.36', lendingSpread: '0.36', autoDeposit: true, autoLending: true },
    { ...ports, centralBank: bank, collateral: pool },
  );
  const market = createCallMarket(config, ports);
  return Object.assign(world, {
    ledger: accounts.ledger,
    events,
    journal,
    bank,
    treasury,
    brokered,
    market,
    pool,
    facilities,
  });
}

/** Lines as texts: `A: Dr reserves 5`. */
export function texts(lines: readonly JournalLine[]): readonly string[] {
  return lines.map(({ owner, account, debit, credit, quantity }) => {
    const side = debit === undefined ? 'Cr' : 'Dr';
    const bonds = quantity === undefined ? '' : ` (${quantity})`;
    return `${owner}: ${side} ${account} ${(debit ?? credit)?.toString()}${bonds}`;
  });
}

/** Debits less credits of everybody's accounts so far: asked for by owner and account. */
export function booksOf(entries: readonly JournalEntry[]): (owner: string, account: string) => Decimal {
  const books = new Map<string, Decimal>();
  for (const { lines } of entries)
    for (const { owner, account, debit = ZERO, credit = ZERO } of lines) {
      const key = `${owner} ${account}`;
      books.set(key, (books.get(key) ?? ZERO).plus(debit).minus(credit));
    }
  return (owner, account) => books.get(`${owner} ${account}`) ?? ZERO;
}

/** Debits are credits, for every owner of every entry. */
export function expectDoubleEntry(entries: readonly JournalEntry[]): void {
  for (const { kind, lines } of entries) {
    for (const owner of new Set(lines.map((line) => line.owner))) {
      const own = lines.filter((line) => line.owner === owner);
      const left = sum(own.map(({ debit = ZERO, credit = ZERO }) => debit.minus(credit)));
      expect([kind, owner, left.toString()]).toEqual([kind, owner, '0']);
    }
    for (const { debit = ZERO, credit = ZERO } of lines) expect(debit.gte(0) && credit.gte(0)).toBe(true);
  }
}
