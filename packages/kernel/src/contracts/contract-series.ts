import { IntColumn } from '../ledger/int-column.js';
import { NONE } from './claim-pool.js';

/** The contracts of one kind, numbered from 1 in creation order. */
export class ContractSeries {
  /** Number of the next contract. */
  next = 1;
  readonly #numbers: IntColumn = new IntColumn();
  readonly #contracts: IntColumn = new IntColumn();

  /** Enters a contract under a number above all others. */
  add(number: number, contract: number): void {
    this.#numbers.push(number);
    this.#contracts.push(contract);
    this.next = number + 1;
  }

  /** Takes the last contract away; its number is free again. */
  pop(): void {
    this.#numbers.length--;
    this.#contracts.length--;
    this.next--;
  }

  /** The contract of a number, or -1. */
  find(number: number): number {
    let low = 0;
    let high = this.#numbers.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#numbers.get(middle);
      if (found === number) return this.#contracts.get(middle);
      if (found < number) low = middle + 1;
      else high = middle - 1;
    }
    return NONE;
  }
}
