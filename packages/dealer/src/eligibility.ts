import { type AgentId, type Decimal, type DecimalInput, decimal } from '@bagehot/kernel';
import { DealerError } from './errors.js';
import type { TraderView } from './trader-view.js';

/**
 * Port: who may trade today. Asked once, when the session opens; the order of the answer does not matter (sets are kept in canonical order).
 */
export interface EligibilityRule {
  /** Who of the traders may sell. */
  sellers(view: TraderView, traders: readonly AgentId[]): readonly AgentId[];
  /** Who of the traders may buy. */
  buyers(view: TraderView, traders: readonly AgentId[]): readonly AgentId[];
}

/** Numbers of the default eligibility. */
export interface ShortfallEligibilityConfig {
  /** H: a buyer's next debt after today is at least so many days away. */
  readonly horizonDays: number;
  /** A buyer has more money than this. */
  readonly cashBuffer: DecimalInput;
  /** h: a shortfall may lie so many days ahead. @defaultValue 0 */
  readonly sellHorizonDays?: number;
  /** What a trader receives before a debt is due lessens its shortfall. @defaultValue false */
  readonly countInflows?: boolean;
}

/** {@link shortfallEligibility}. The engine knows it and tests only traders whose position changed. */
export class ShortfallEligibility implements EligibilityRule {
  readonly horizonDays: number;
  readonly cashBuffer: Decimal;
  readonly sellHorizonDays: number;
  readonly countInflows: boolean;

  constructor(config: ShortfallEligibilityConfig) {
    this.horizonDays = config.horizonDays;
    this.cashBuffer = decimal(config.cashBuffer);
    this.sellHorizonDays = config.sellHorizonDays ?? 0;
    this.countInflows = config.countInflows ?? false;
  }

  sellers(view: TraderView, traders: readonly AgentId[]): readonly AgentId[] {
    return traders.filter((trader) => this.#shortfall(view, trader).gt(0) && view.toSell(trader) !== undefined);
  }

  buyers(view: TraderView, traders: readonly AgentId[]): readonly AgentId[] {
    return traders.filter((trader) => {
      if (!view.money(trader).gt(this.cashBuffer) || this.#shortfall(view, trader).gt(0)) return false;
      const next = view.nextDueDay(trader, view.day);
      return next === undefined || next - view.day >= this.horizonDays;
    });
  }

  #shortfall(view: TraderView, trader: AgentId): Decimal {
    return view.shortfall(trader, this.sellHorizonDays, this.countInflows);
  }
}

/**
 * Sellers are those who are short of money and hold a ticket that can be sold. Buyers are those who are not short, owe nothing on the next
 * `horizonDays - 1` days, and have more than a buffer. Nobody is both.
 *
 * @throws DealerError `BAD_CONFIG` when a number is out of range
 * @see dealer specification, section 9 step 4
 */
export function shortfallEligibility(config: ShortfallEligibilityConfig): EligibilityRule {
  const wrong = (['horizonDays', 'sellHorizonDays'] as const).filter((field) => {
    const value = config[field] ?? 0;
    return !Number.isInteger(value) || value < 0;
  });
  if (wrong.length > 0) {
    const problems = wrong.map((path) => ({
      code: 'BAD_CONFIG' as const,
      path,
      message: `must be a whole number of at least 0, but is ${config[path]}`,
    }));
    throw new DealerError(
      'BAD_CONFIG',
      { problems },
      problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
    );
  }
  return new ShortfallEligibility(config);
}
