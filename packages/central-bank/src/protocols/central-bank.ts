import type { Decimal } from '@bagehot/kernel';
import type { AmountInput } from '../numbers.js';
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
  setPolicyRate(rate: AmountInput, tick: number): void;
  getPolicyRate(): PolicyRate;
  conductOpenMarketOperations(treasury: TreasuryService, quantityToBuy: number): OpenMarketOperationResult;
}
