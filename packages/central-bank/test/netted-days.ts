import {
  type CallMarketConfig,
  type CallMarketService,
  CENTRAL_BANK,
  createCallMarket,
  type MoneyMarketEvent,
  reserveAccounts,
} from '@bagehot/central-bank';
import {
  type ContractRegister,
  createContracts,
  createEventLog,
  createLedger,
  decimal,
  type EventLog,
  type Ledger,
} from '@bagehot/kernel';
import fc from 'fast-check';

/** Everybody in a market of eight. */
export const AGENTS: readonly string[] = Array.from({ length: 8 }, (_, k) => `A${k}`);

/** What an agent does in a session: offers shares of its money and of what is due to it, or asks for an amount. In quarters and quanta. */
interface Move {
  readonly money: number;
  readonly renewed: number;
  readonly asks: number;
}

/** A tick: what becomes of everybody's money before the session, and what each does in it. */
export interface NettedDay {
  readonly spends: readonly number[];
  readonly moves: readonly Move[];
  readonly policyRate: string;
}

/** A few days of a market of eight. */
export const nettedDays: fc.Arbitrary<readonly NettedDay[]> = fc.array(
  fc.record({
    spends: fc.array(fc.oneof(fc.constant(0), fc.nat(60)), { minLength: 8, maxLength: 8 }),
    moves: fc.array(
      fc.oneof(
        fc.record({ money: fc.nat(4), renewed: fc.nat(4), asks: fc.constant(0) }),
        fc.record({ money: fc.constant(0), renewed: fc.constant(0), asks: fc.nat(200) }),
      ),
      { minLength: 8, maxLength: 8 },
    ),
    policyRate: fc.constantFrom('0.05', '0.5', '0', '-0.3', '-1'),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A market in netted mode, with everything it stands on. */
export interface NettedEconomy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly market: CallMarketService;
  readonly log: EventLog<MoneyMarketEvent>;
}

/** Eight agents with a hundred quanta each. */
export function nettedEconomy(config: CallMarketConfig = {}): NettedEconomy {
  const { ledger, contracts } = reserveAccounts({ balances: AGENTS.map((agent) => [agent, 100]), moneyDecimals: 0 });
  return marketOn(ledger, contracts, config);
}

/** The same ledger, register and market again, out of their snapshots. */
export function reopened({ ledger, contracts, market }: NettedEconomy, config: CallMarketConfig = {}): NettedEconomy {
  const again = createLedger({ from: JSON.parse(JSON.stringify(ledger.snapshot())) });
  const economy = marketOn(again, createContracts(again, JSON.parse(JSON.stringify(contracts.snapshot()))), config);
  economy.market.restore(JSON.parse(JSON.stringify(market.snapshot())));
  return economy;
}

function marketOn(ledger: Ledger, contracts: ContractRegister, config: CallMarketConfig): NettedEconomy {
  const log = createEventLog<MoneyMarketEvent>();
  const market = createCallMarket(
    {
      ticksPerYear: 4,
      settlement: 'netted',
      barDefaulters: false,
      ...(config.rule ? {} : { spreadSensitivity: '0.5' }),
      ...config,
    },
    { ledger, contracts, events: log },
  );
  return { ledger, contracts, market, log };
}

/** Begins a tick: money leaves, and everybody places an order. */
export function placeOrders({ ledger, contracts, market }: NettedEconomy, day: NettedDay, tick: number): void {
  market.beginTick(tick);
  for (const [k, agent] of AGENTS.entries()) {
    const has = ledger.balance(agent, 'reserves');
    const leaves = decimal(day.spends[k] ?? 0);
    const amount = leaves.lt(has) ? leaves : has;
    if (amount.gt(0))
      ledger.transfer({ day: tick, kind: 'test', asset: 'reserves', from: agent, to: CENTRAL_BANK, amount });
  }
  for (const [k, agent] of AGENTS.entries()) {
    const { money = 0, renewed = 0, asks = 0 } = day.moves[k] ?? {};
    if (asks > 0) market.requestLoan({ borrowerId: agent, amount: asks });
    else
      market.supplyReserves(agent, quarters(ledger.balance(agent, 'reserves'), money), undefined, {
        renewed: quarters(claimsOf(contracts, agent, tick), renewed),
      });
  }
}

/** What is due to an agent on call loans. */
export function claimsOf(contracts: ContractRegister, agent: string, tick: number): ReturnType<typeof decimal> {
  return contracts
    .heldBy(agent)
    .filter(({ kind, dueDay }) => kind === 'call-loan' && dueDay <= tick)
    .reduce((sum, { claims }) => sum.plus(claims.find(({ holder }) => holder === agent)?.face ?? 0), decimal(0));
}

function quarters(amount: ReturnType<typeof decimal>, count: number): string {
  return amount.times(count).div(4).round(0, 0).toFixed();
}
