import type { MoneyMarketEvent, MoneyMarketPorts } from '@bagehot/central-bank';
import { type CallMarketConfig, type CallMarketService, CENTRAL_BANK, createCallMarket } from '@bagehot/central-bank';
import {
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  type EventSink,
  type Ledger,
} from '@bagehot/kernel';

/** Reserves of agents, as golden files write them. */
export type Reserves = Readonly<Record<string, string>>;

/** A market with agents who hold reserves. */
export interface MarketEconomy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly market: CallMarketService;
  /** Reserves leave the system. */
  spend(spending: Reserves | undefined): void;
  /** The agent's reserves with all the grid's decimals. */
  balance(agent: string): string;
  /** Of everybody named in `of`. */
  balances(of: Reserves): Reserves;
}

/** Agents with reserves out of the central bank, and a market among them. */
export function marketEconomy(
  reserves: Reserves,
  config: CallMarketConfig = { spreadSensitivity: '0.1' },
  options: {
    readonly moneyDecimals?: number;
    readonly events?: EventSink<MoneyMarketEvent>;
    readonly clock?: MoneyMarketPorts['clock'];
  } = {},
): MarketEconomy {
  const { moneyDecimals = 2, events, clock } = options;
  const ledger = createLedger({ moneyDecimals });
  const contracts = createContracts(ledger);
  ledger.issue('reserves', CENTRAL_BANK);
  const pay = (from: string, to: string, amount: string): void => {
    if (decimal(amount).gt(0))
      ledger.transfer({ day: 0, kind: 'test', asset: 'reserves', from, to, amount: decimal(amount) });
  };
  for (const [agent, amount] of Object.entries(reserves)) {
    ledger.open(agent);
    pay(CENTRAL_BANK, agent, amount);
  }
  const ports = {
    ledger,
    contracts,
    ...(events === undefined ? {} : { events }),
    ...(clock === undefined ? {} : { clock }),
  };
  const market = createCallMarket(config, ports);
  const balance = (agent: string): string => ledger.balance(agent, 'reserves').toFixed(moneyDecimals);
  return {
    ledger,
    contracts,
    market,
    spend: (spending = {}) => {
      for (const [agent, amount] of Object.entries(spending)) pay(agent, CENTRAL_BANK, amount);
    },
    balance,
    balances: (of) => Object.fromEntries(Object.keys(of).map((agent) => [agent, balance(agent)])),
  };
}
