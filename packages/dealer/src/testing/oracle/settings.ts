import { type Decimal, decimal } from '@bagehot/kernel';
import { onGrid } from './money.js';
import type { OracleBucketRow, OracleConfig } from './scenario.js';

/** A configuration with every default filled in and every price per ticket. */
export interface Settings {
  readonly size: Decimal;
  readonly moneyDecimals: number;
  readonly guardMid: Decimal;
  readonly spreadMin: Decimal;
  readonly clip: boolean;
  readonly parCap: boolean;
  readonly arrivalsMax: number | 'all';
  readonly horizonDays: number;
  readonly buffer: Decimal;
  readonly reserveDue: boolean;
  readonly reserveHorizonDays: number;
  readonly sellHorizonDays: number;
  readonly block: 'one' | 'shortfall';
  readonly singleIssuer: boolean;
  readonly issuerDraw: 'earliest' | 'proportional';
  readonly skipPinned: boolean;
  readonly tradeMaturing: boolean;
  readonly dealersMayOverdraw: boolean;
  readonly vbtFunding: 'overdraw' | 'outside' | 'funded';
  readonly simultaneous: boolean;
  readonly anchorUpdates: boolean;
  readonly lossAttribution: 'maturing-label' | 'origin-bucket' | 'system';
  readonly acceptNonPositive: boolean;
  /** SELL iff the draw from [0, 10^9) is below this. */
  readonly sellBelow: Decimal;
  readonly stopOnDefault: boolean;
}

/** Buckets of the dealer specification, section 3.2. */
export const DEFAULT_BUCKET_ROWS: readonly OracleBucketRow[] = [
  ['short', 1, 3],
  ['mid', 4, 8],
  ['long', 9, null],
];

/** A scenario price as money per ticket, on the grid. */
export function pricePerTicket(config: OracleConfig, text: string): Decimal {
  const price = decimal(text);
  const perTicket = config.anchorUnit === 'face' ? price.times(config.S ?? '1') : price;
  return onGrid(perTicket, config.moneyDecimals ?? 12);
}

/** Fills in the defaults of the dealer specification, section 16. */
export function settingsOf(config: OracleConfig): Settings {
  return {
    size: decimal(config.S ?? '1'),
    moneyDecimals: config.moneyDecimals ?? 12,
    guardMid: pricePerTicket(config, config.Mmin ?? '0.02'),
    spreadMin: pricePerTicket(config, config.Omin ?? '0'),
    clip: config.clip ?? true,
    parCap: config.parCap ?? false,
    arrivalsMax: config.Nmax ?? 3,
    horizonDays: config.H ?? 3,
    buffer: decimal(config.bufferB ?? '1'),
    reserveDue: config.reserveDue ?? true,
    reserveHorizonDays: config.reserveHorizon ?? 0,
    sellHorizonDays: config.sellHorizon ?? 0,
    block: config.block ?? 'one',
    singleIssuer: (config.issuerConstraint ?? 'single') === 'single',
    issuerDraw: config.issuerDraw ?? 'earliest',
    skipPinned: config.skipPinned ?? false,
    tradeMaturing: config.tradeMaturing ?? true,
    dealersMayOverdraw: config.overdraft === 'allow',
    vbtFunding: config.vbtFunding ?? 'overdraw',
    simultaneous: config.settlement === 'simultaneous',
    anchorUpdates: config.anchorUpdates ?? true,
    lossAttribution: config.lossAttribution ?? 'maturing-label',
    acceptNonPositive: config.acceptNonPositive ?? false,
    sellBelow: decimal(config.piSell ?? '0.5').times(1_000_000_000),
    stopOnDefault: config.stopOnDefault ?? false,
  };
}
