import { type LiquidityReader, liquidityReader } from '@bagehot/central-bank';
import type { Good } from '@bagehot/exchange';
import type { AgentId, ContractRegister, Day, Decimal, Ledger } from '@bagehot/kernel';
import { type Accounts, type Column, fromUnits, quanta, type Register } from '@bagehot/kernel/quanta';

/** Name on the ledger of a person of the goods market. */
export function personName(id: number): AgentId {
  return `H${id}`;
}

/** Quanta in a minor unit of an exchange's money. */
function minorUnit(moneyDecimals: number, moneyScale: number): bigint {
  return 10n ** BigInt(moneyDecimals) / BigInt(moneyScale);
}

/** What the people of a goods market have and owe: what its bridges read off the ledger and the register. */
export class GoodsFloor {
  readonly accounts: Accounts;
  readonly register: Register;
  /** Quanta in a minor unit. */
  readonly minor: bigint;
  readonly #moneyScale: number;
  readonly #cash: Column;
  readonly #goods: readonly Good[];
  readonly #people: ReadonlyMap<number, number>;
  readonly #reader: LiquidityReader;

  /** @param reserveDays - money for debts due up to so many days ahead is not offered */
  constructor(
    { ledger, contracts }: { readonly ledger: Ledger; readonly contracts: ContractRegister },
    market: {
      readonly ids: readonly number[];
      readonly goods: readonly Good[];
      readonly moneyScale: number;
      readonly reserveDays: number;
    },
  ) {
    const { ids, goods, moneyScale, reserveDays } = market;
    const accounts = quanta(ledger);
    this.accounts = accounts;
    this.register = quanta(contracts);
    this.minor = minorUnit(accounts.grid.decimals, moneyScale);
    this.#moneyScale = moneyScale;
    this.#cash = accounts.column('cash');
    this.#goods = goods;
    this.#people = new Map(ids.map((id) => [id, accounts.indexOf(personName(id))]));
    this.#reader = liquidityReader({ ledger, contracts, asset: 'cash' }, { reserveDays });
  }

  /** Its index on the ledger. */
  indexOf(id: number): number {
    return this.#people.get(id) as number;
  }

  /** Money offered for goods: what is not owed today or within the days of reserve, in whole minor units. */
  offered(id: number, day: Day): bigint {
    return this.#reader.spare(this.indexOf(id), day) / this.minor;
  }

  /** Minor units at hand that are not offered. */
  withheld(id: number, day: Day): number {
    return Number(this.#cash.get(this.indexOf(id)) / this.minor - this.offered(id, day));
  }

  /** Does it owe more today than it has? */
  isShort(id: number, day: Day): boolean {
    return this.#reader.need(this.indexOf(id), day) > 0n;
  }

  /** All it owes, in quanta. */
  debt(id: number): bigint {
    return this.register.payable(this.indexOf(id));
  }

  /** All it owes, in minor units. */
  outstanding(id: number): Decimal {
    return fromUnits(this.debt(id) * BigInt(this.#moneyScale), this.accounts.grid.decimals);
  }

  /** Units of each good it holds. */
  stocks(id: number): readonly { readonly good: Good; readonly quantity: bigint }[] {
    const person = this.indexOf(id);
    return this.#goods.map((good) => ({ good, quantity: this.accounts.column(`good/${good}`).get(person) }));
  }
}
