import { InvalidRateError, InvalidTickError } from '../errors.js';
import { optionProblems, readRate } from '../input-reading.js';
import type { Money } from '../money.js';
import { type AmountInput, RATE_ONE } from '../numbers.js';
import type { CentralBank } from '../protocols/central-bank.js';
import { refused } from '../refusal.js';
import type { FacilityState } from './facilities-snapshot.js';
import { corridorAt, lendingRate } from './facility-rates.js';
import type { FacilityTerms } from './facility-terms.js';

/** Rates in units of 10^-12. */
export interface RateUnits {
  readonly policyRate: bigint;
  readonly floor: bigint;
  readonly ceiling: bigint;
}

/** What the facilities cost now, and whether they lend. State joins a running transaction of the ledger. */
export class FacilityConditions {
  readonly #money: Money;
  readonly #terms: FacilityTerms;
  readonly #centralBank: Pick<CentralBank, 'getPolicyRate'>;
  #frozenFrom: number | null = null;
  #defaults = 0n;

  /** @throws InvalidConfigError `INVALID_CONFIG` without a central bank */
  constructor(money: Money, terms: FacilityTerms, centralBank: Pick<CentralBank, 'getPolicyRate'>) {
    this.#money = money;
    this.#terms = terms;
    const problems = optionProblems();
    if (typeof centralBank?.getPolicyRate !== 'function')
      problems.add('INVALID_CONFIG', 'centralBank', centralBank, 'given: rates lie around its policy rate');
    problems.check();
    this.#centralBank = centralBank;
  }

  /** Is lending frozen now? */
  get frozen(): boolean {
    return this.#frozenFrom !== null && this.#frozenFrom <= this.#money.tick();
  }

  get state(): Pick<FacilityState, 'frozenFrom' | 'defaults'> {
    return { frozenFrom: this.#frozenFrom, defaults: this.#defaults };
  }

  /** Rates around the policy rate when so much is lent already, in quanta. */
  rates(lent: bigint): RateUnits {
    const policyRate = readRate('policyRate', this.#centralBank.getPolicyRate().rate);
    const bounds = corridorAt(policyRate, this.#terms, this.#defaults);
    return { policyRate, floor: bounds.floor, ceiling: lendingRate(bounds, this.#terms, lent) };
  }

  /** @throws InvalidTickError for no whole number of at least 0 */
  freeze(tick: number | null): void {
    if (tick !== null && (!Number.isSafeInteger(tick) || tick < 0))
      throw new InvalidTickError('INVALID_TICK', ...refused('tick', tick, 'a whole number of at least 0'));
    this.#set(tick, this.#defaults);
  }

  /** @throws InvalidRateError for no share from 0 to 1 */
  observe(share: AmountInput): void {
    const units = readRate('share', share);
    if (units < 0n || units > RATE_ONE)
      throw new InvalidRateError('INVALID_RATE', ...refused('share', share, 'a share from 0 to 1'));
    this.#set(this.#frozenFrom, units);
  }

  /** Takes up the state of a snapshot. */
  restore({ frozenFrom, defaults }: Pick<FacilityState, 'frozenFrom' | 'defaults'>): void {
    this.#frozenFrom = frozenFrom;
    this.#defaults = defaults;
  }

  #set(frozenFrom: number | null, defaults: bigint): void {
    const before = this.state;
    this.restore({ frozenFrom, defaults });
    this.#money.accounts.onRollback(() => this.restore(before));
  }
}
