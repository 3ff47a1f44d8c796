import { createCallMarket, type LiquidityPolicyName, noCentralBank } from '@bagehot/central-bank';
import type { AgentId, DecimalInput, EventRecord } from '@bagehot/kernel';
import type { ExplicitWorld, RingRules, RingWorld } from '@bagehot/ring';
import {
  createEconomy,
  createRecordStream,
  type DealerFundingOptions,
  dealerFunding,
  type Economy,
  lateSession,
  marketBid,
  type OvernightMarket,
  overnightMarket,
  type RunOptions,
  type RunResult,
  type RunSnapshot,
  restoreEconomy,
  type SecondaryMarket,
  type SecondaryMarketConfig,
  secondaryMarket,
  simulate,
} from '@bagehot/sim';

/** A ring with dealers and a market for overnight money, and what may differ between two of them. */
export interface FundedArm {
  readonly world: ExplicitWorld | RingWorld;
  /** Nobody thought of funding unless given. */
  readonly funding?: DealerFundingOptions;
  readonly dealer?: SecondaryMarketConfig;
  readonly policy?: LiquidityPolicyName;
  readonly perAgent?: ReadonlyMap<AgentId, LiquidityPolicyName>;
  readonly withdraw?: { readonly fromDay: number; readonly share: DecimalInput };
  readonly rules?: RingRules;
  readonly maxDays?: number;
  readonly seed?: number;
  /** No late session. */
  readonly early?: boolean;
  readonly from?: RunSnapshot;
  readonly onDay?: RunOptions['onDay'];
}

export interface FundedRun {
  readonly economy: Economy;
  readonly result: RunResult;
  readonly records: readonly EventRecord[];
  readonly dealers: SecondaryMarket;
  readonly money: OvernightMarket;
}

/** Runs it, with every law checked every day. */
export function runFunded(arm: FundedArm): FundedRun {
  const { world, funding: options, policy = 'sell-only', perAgent, withdraw, from, seed = 7, maxDays = 8 } = arm;
  const records: EventRecord[] = [];
  const sinks = [createRecordStream((record) => records.push(record))];
  const economy = from === undefined ? createEconomy({ seed, sinks }) : restoreEconomy(from.economy, { sinks });
  const { ledger, contracts, events } = economy;
  const funding = options && dealerFunding(economy, options, () => dealers.market);
  const callMarket = () =>
    createCallMarket({ settlement: 'netted', spreadSensitivity: '0.1' }, { ledger, contracts, asset: 'cash', events });
  const money = overnightMarket(economy, () => ({ centralBank: noCentralBank('0.05'), callMarket: callMarket() }), {
    policy,
    bid: marketBid(economy, () => dealers.market),
    ...(perAgent === undefined ? {} : { perAgent }),
    ...(withdraw === undefined ? {} : { withdraw }),
    ...(funding === undefined ? {} : { borrowers: funding.borrowers }),
  });
  const config: SecondaryMarketConfig = { block: 'shortfall', maxArrivals: 'all', checks: 'event', ...arm.dealer };
  const dealers = secondaryMarket(
    economy,
    funding === undefined ? config : { ...config, reserveDealerDues: funding.reserveDues },
    { sellers: (day) => money.sellers(day) },
  );
  const late = lateSession(economy, { dealers, money, funding });
  const result = simulate(economy, world, {
    maxDays,
    phases: arm.early === true ? [dealers, money] : [dealers, money, late],
    rules: { check: 'daily', ...arm.rules },
    ...(from === undefined ? {} : { from }),
    ...(arm.onDay === undefined ? {} : { onDay: arm.onDay }),
  });
  return { economy, result, records, dealers, money };
}
