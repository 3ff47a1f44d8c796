import type { Decimal } from '@bagehot/kernel';
import type { AmountInput } from '../numbers.js';
import type { AgentAmount } from './events.js';
import type { MoneyMarketWarning } from './ports.js';
import type { TreasuryService } from './treasury.js';

/** The policy rate since a tick; a fraction per year. */
export interface PolicyRate {
  readonly rate: Decimal;
  readonly tick: number;
}

/** What an open market operation came to. */
export interface OpenMarketOperationResult {
  readonly success: boolean;
  /** More than 0 bought by the central bank, less than 0 sold. */
  readonly bondsTransacted: number;
  /** More than 0 paid out by the central bank (an injection), less than 0 received. */
  readonly cashTransferred: Decimal;
  /** Of one bond; null when the quantity was 0. */
  readonly price: Decimal | null;
  readonly priceSource: 'market' | 'face' | null;
  /** Of a sale: cash less average cost. 0 for purchases. */
  readonly realisedGain: Decimal;
  readonly message: string;
}

/** Port: the central bank as others see it. */
export interface CentralBank {
  /**
   * Sets the rate from a tick on, at once; in place of a rate set for the same tick.
   *
   * @throws InvalidPolicyRateError `INVALID_POLICY_RATE`: no rate, more than 12 decimals, outside the bounds
   * @throws InvalidTickError `INVALID_TICK`
   * @throws NonMonotonicTickError `NON_MONOTONIC_TICK` for a tick before the last one's
   */
  setPolicyRate(rate: AmountInput, tick: number): void;
  /** The last rate set. A frozen copy. */
  getPolicyRate(): PolicyRate;
  /**
   * Buys bonds (quantity more than 0) or sells them (less than 0), for money that the central bank creates or takes back. All or nothing: after an
   * error the ledger, the central bank and the treasury are as they were.
   *
   * @throws InvalidQuantityError `INVALID_QUANTITY` unless the quantity is a safe integer
   * @throws BondPricingError `BOND_PRICING`
   * @throws InsufficientBondsError `INSUFFICIENT_BONDS` for a sale of more than is held
   * @throws TreasuryOperationError `TREASURY_OPERATION_FAILED` with the treasury's reason in `details.code`
   * @see central bank specification, section 6
   */
  conductOpenMarketOperations(treasury: TreasuryService, quantityToBuy: number): OpenMarketOperationResult;
}

/** Lending and deposits of the standing facilities, at principal, with what was earned and lost by them. */
export interface FacilityPositions {
  readonly lending: readonly AgentAmount[];
  readonly deposits: readonly AgentAmount[];
  /** Received on loans less paid on deposits. */
  readonly interest: Decimal;
  /** Principal never repaid; at least 0. */
  readonly creditLosses: Decimal;
}

/** One line of a balance sheet. */
export interface BalanceSheetLine {
  /** Such as `bonds` or `reserves:F1`. */
  readonly account: string;
  readonly amount: Decimal;
}

/** A balance sheet: assets are liabilities and equity. */
export interface BalanceSheet {
  readonly assets: readonly BalanceSheetLine[];
  readonly liabilities: readonly BalanceSheetLine[];
  readonly equity: readonly BalanceSheetLine[];
}

/** A central bank between two operations, as plain JSON. */
export interface CentralBankSnapshot {
  readonly kind: 'central-bank';
  readonly version: 1;
  /** Rates with the ticks since which they hold, from tick 0 on. */
  readonly history: readonly { readonly rate: string; readonly tick: number }[];
  /** Bonds held, as the ledger has it, too. */
  readonly holdings: number;
  readonly bookValue: string;
  readonly omoCashPosition: string;
  readonly realisedGains: string;
  /** Bonds bought less bonds sold in operations. */
  readonly netBought: number;
}

/** A central bank on a ledger. */
export interface CentralBankService extends CentralBank {
  /** What it had to assume. */
  readonly warnings: readonly MoneyMarketWarning[];
  /**
   * The rate that holds at a tick.
   *
   * @throws InvalidTickError `INVALID_TICK`
   */
  policyRateAt(tick: number): PolicyRate;
  /** All rates, from tick 0 on. */
  policyRateHistory(): readonly PolicyRate[];
  /** Bonds, at average cost. */
  bondHoldings(): { readonly quantity: number; readonly bookValue: Decimal };
  /**
   * What one bond would cost in an operation of so many, 1 unless given.
   *
   * @throws BondPricingError `BOND_PRICING`, InvalidQuantityError `INVALID_QUANTITY`
   */
  bondPrice(quantityToBuy?: number): Decimal;
  /** All received for bonds less all paid. A memo: a central bank pays by creating money, so there is no cash it could run out of. */
  omoCashPosition(): Decimal;
  /** What sales brought above average cost. */
  realisedGains(): Decimal;
  /**
   * Money is what it owes. `other-assets` is what stands behind money that came into being otherwise: no operation changes it.
   *
   * @param facilities - how the standing facilities stand, if there are any
   */
  balanceSheet(facilities?: FacilityPositions): BalanceSheet;
  /** The state beside the ledger, as plain JSON. */
  snapshot(): CentralBankSnapshot;
  /**
   * Continues from a snapshot.
   *
   * @throws SnapshotError `INVALID_SNAPSHOT` with everything that is wrong with it; nothing has changed then
   */
  restore(snapshot: unknown): void;
}
