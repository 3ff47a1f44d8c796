import type { Money } from '../money.js';

/** Sums that no balance tells, in quanta. */
export interface MemoUnits {
  readonly interestEarned: bigint;
  readonly interestPaid: bigint;
  readonly creditLosses: bigint;
  readonly collateralTaken: bigint;
}

const NOTHING: MemoUnits = { interestEarned: 0n, interestPaid: 0n, creditLosses: 0n, collateralTaken: 0n };

/** The memo accounts of the facilities. Changes join a running transaction of the ledger. */
export class FacilityMemo {
  readonly #money: Money;
  #units: MemoUnits = NOTHING;

  constructor(money: Money) {
    this.#money = money;
  }

  /** The sums so far. */
  get units(): MemoUnits {
    return this.#units;
  }

  /** Adds to some of the sums. */
  add(change: Partial<MemoUnits>): void {
    const before = this.#units;
    const { interestEarned = 0n, interestPaid = 0n, creditLosses = 0n, collateralTaken = 0n } = change;
    this.#units = {
      interestEarned: before.interestEarned + interestEarned,
      interestPaid: before.interestPaid + interestPaid,
      creditLosses: before.creditLosses + creditLosses,
      collateralTaken: before.collateralTaken + collateralTaken,
    };
    this.#money.accounts.onRollback(() => {
      this.#units = before;
    });
  }

  /** Takes up the sums of a snapshot. */
  restore(units: MemoUnits): void {
    this.#units = units;
  }
}
