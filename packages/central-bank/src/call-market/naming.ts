import type { AgentId, Decimal } from '@bagehot/kernel';
import { lazyDecimal } from '@bagehot/kernel/quanta';
import type { Money } from '../money.js';
import { RATE_DP } from '../numbers.js';

const REQUEST_NUMBER = /^R([1-9][0-9]{0,14})$/;

/** How a market's indices, numbers and quanta read outside. Decimals are made when somebody looks at them. */
export class Naming {
  readonly #money: Money;
  readonly #prefix: string;

  constructor(money: Money, prefix: string) {
    this.#money = money;
    this.#prefix = prefix;
  }

  /** Id of the request of a number. */
  request(number: number): string {
    return `${this.#prefix}R${number}`;
  }

  /** The number in a request's id; undefined for a text that is none. */
  requestNumber(id: string): number | undefined {
    if (typeof id !== 'string' || !id.startsWith(this.#prefix)) return undefined;
    const number = REQUEST_NUMBER.exec(id.slice(this.#prefix.length))?.[1];
    return number === undefined ? undefined : Number(number);
  }

  /** Id of the supply of a number. */
  supply(number: number): string {
    return `${this.#prefix}S${number}`;
  }

  /** Id of the loan of a number. */
  loan(number: number): string {
    return `${this.#prefix}L${number}`;
  }

  /** Name of an agent. */
  agent(index: number): AgentId {
    return this.#money.accounts.nameOf(index);
  }

  /** An amount in quanta. */
  amount(quanta: bigint): Decimal {
    return lazyDecimal(quanta, this.#money.grid.decimals);
  }

  /** A rate in units of 10^-12. */
  rate(units: bigint): Decimal {
    return lazyDecimal(units, RATE_DP);
  }
}
