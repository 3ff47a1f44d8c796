import type { ExchangeRegistry } from '@bagehot/exchange';
import type { FinancingModes } from '@bagehot/financing';

/** How scenarios are read that name things registered in code. */
export interface ReadingOptions {
  /**
   * Financing modes a file may name.
   *
   * @defaultValue the built-in ones, `financingModes`
   */
  readonly modes?: FinancingModes | undefined;
  /**
   * Where the names in an exchange's file are looked up: regimes, money modes, tastes, searches, scores.
   *
   * @defaultValue that of the exchange specification
   */
  readonly registry?: ExchangeRegistry | undefined;
}
