import type { Money } from '../money.js';
import { formatRate } from '../numbers.js';
import type { ClearingReport } from '../protocols/call-market-reports.js';
import type { ClearingRule } from '../protocols/clearing.js';
import type { MoneyMarketWarning } from '../protocols/ports.js';

/** What a market had to assume or ignore: the latest warning of each kind, once what it is about is final. */
export class MarketWarnings {
  readonly #money: Money;
  readonly #latest: Map<string, MoneyMarketWarning>;

  constructor(money: Money, opening: readonly MoneyMarketWarning[]) {
    this.#money = money;
    this.#latest = new Map(opening.map((warning) => [warning.code, warning]));
  }

  list(): readonly MoneyMarketWarning[] {
    return [...this.#latest.values()];
  }

  /** An order came with a limit rate. */
  limitGiven({ name, ignoresLimits }: ClearingRule): void {
    if (ignoresLimits !== true || this.#latest.has('LIMIT_RATE_IGNORED')) return;
    this.#note({ code: 'LIMIT_RATE_IGNORED', message: `limit rates are given, and rule '${name}' ignores them` });
  }

  /** Less was supplied than requested. */
  shortOf({ tick, outcome, supplied, requested }: ClearingReport): void {
    const rate = formatRate(outcome.callRate);
    const message = `tick ${tick}: ${requested} was requested and ${supplied} supplied; the call rate is ${rate}`;
    this.#note({ code: 'INSUFFICIENT_LIQUIDITY', message });
  }

  #note(warning: MoneyMarketWarning): void {
    this.#money.accounts.defer(() => this.#latest.set(warning.code, warning), undefined);
  }
}
