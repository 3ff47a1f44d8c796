import {
  type Collateral,
  type CollateralPool,
  createCollateralPool,
  createStandingFacilities,
  type FacilitiesConfig,
  type MoneyMarketEvent,
  reserveAccounts,
  type StandingFacilities,
} from '@bagehot/central-bank';
import { type ContractRegister, createEventLog, decimal, type EventLog, type Ledger } from '@bagehot/kernel';
import { quanta, toQuanta } from '@bagehot/kernel/quanta';

/** The facilities of a central bank whose rate the test sets, a pool of pledges, and agents with reserves. */
export interface FacilityEconomy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
  readonly pool: CollateralPool;
  readonly facilities: StandingFacilities;
  readonly log: EventLog<MoneyMarketEvent>;
  balance(agent: string): string;
  /** Reserves leave the system. */
  spend(agent: string, amount: number | string): void;
}

/** Spreads of one per cent and a day count of one tick a year, unless told otherwise. */
export function facilityEconomy(
  balances: Readonly<Record<string, string | number>>,
  config: Partial<FacilitiesConfig> & { readonly policyRate?: string; readonly discount?: string } = {},
  options: { readonly unsecured?: boolean } = {},
): FacilityEconomy {
  const { policyRate = '0.05', discount = '0', ...rest } = config;
  const { ledger, contracts } = reserveAccounts({ balances: Object.entries(balances) });
  const log = createEventLog<MoneyMarketEvent>();
  const ports = { ledger, contracts, events: log };
  const pool = createCollateralPool({ liquidationDiscount: discount }, ports);
  const collateral: { readonly collateral?: Collateral } = options.unsecured ? {} : { collateral: pool };
  const facilities = createStandingFacilities(
    { depositSpread: '0.01', lendingSpread: '0.01', ticksPerYear: 1, ...rest },
    { ...ports, ...collateral, centralBank: { getPolicyRate: () => ({ rate: decimal(policyRate), tick: 0 }) } },
  );
  return {
    ledger,
    contracts,
    pool,
    facilities,
    log,
    balance: (agent) => ledger.balance(agent, 'reserves').toFixed(2),
    spend: (agent, amount) => {
      const accounts = quanta(ledger);
      const column = accounts.column('reserves');
      column.move(accounts.label('test'), accounts.indexOf(agent), column.issuer, toQuanta(column.grid, amount));
    },
  };
}
