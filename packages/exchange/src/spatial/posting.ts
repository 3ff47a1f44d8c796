import type { AgentId } from '@bagehot/kernel';
import type { Accounts, Column } from '@bagehot/kernel/quanta';
import type { Good } from '../goods.js';
import { refusal } from '../problems.js';

/** Issues every good: endowments and harvests are transfers from it. */
export const NATURE: AgentId = 'nature';
/** Issues the cash of an exchange that has a ledger of its own. */
export const MINT: AgentId = 'mint';
/** Issues the cash of an economy, unless somebody else does. */
const CENTRAL_BANK: AgentId = 'CB';
const CASH = 'cash';

/** What stands on the ledger for whom. Rows by ascending id. */
export interface BookKeeping {
  readonly goods: readonly Good[];
  readonly names: readonly AgentId[];
  /** Minor units in a unit of money. */
  readonly moneyScale: number;
  /** Whether the ledger is the exchange's own, with one minor unit as the quantum of its cash. */
  readonly isOwn: boolean;
}

/**
 * Holdings of goods and money on the ledger, which alone is the state: reads everybody's holdings and posts every trade and harvest when it happens.
 *
 * @see exchange specification, section 1
 */
export class HoldingBooks {
  readonly #accounts: Accounts;
  /** Goods in declared order, then cash. */
  readonly #columns: readonly Column[];
  readonly #rows: Int32Array;
  readonly #nature: number;
  /** Quanta of cash in a minor unit; goods have no decimals. */
  readonly #minor: bigint;
  readonly #labels: Readonly<Record<'endowment' | 'harvest' | 'trade', number>>;

  /**
   * Declares goods and cash and opens everybody, within the running transaction of the caller.
   *
   * @throws ExchangeError `MONEY_SCALE_OFF_GRID` when a minor unit is no whole number of quanta
   * @throws KernelError `ASSET_EXISTS` when somebody else issues one of the goods, or on another grid
   */
  constructor(accounts: Accounts, { goods, names, moneyScale, isOwn }: BookKeeping) {
    this.#accounts = accounts;
    this.#nature = accounts.open(NATURE);
    for (const good of goods) accounts.issue(assetOf(good), NATURE, { decimals: 0 });
    if (!accounts.hasAsset(CASH)) accounts.issue(CASH, isOwn ? MINT : CENTRAL_BANK);
    this.#columns = [...goods.map(assetOf), CASH].map((asset) => accounts.column(asset));
    this.#rows = Int32Array.from(names, (name) => accounts.open(name));
    this.#minor = isOwn ? 1n : quantaPerMinor(accounts, moneyScale);
    this.#labels = {
      endowment: accounts.label('endowment'),
      harvest: accounts.label('harvest'),
      trade: accounts.label('trade'),
    };
  }

  /** Hands out what everybody begins with: row-major, goods in declared order, then money in minor units. */
  endow(holdings: Float64Array): void {
    const columns = this.#columns;
    const width = columns.length;
    for (const [row, agent] of this.#rows.entries()) {
      for (const [at, column] of columns.entries()) {
        const amount = holdings[row * width + at] as number;
        if (amount > 0) column.move(this.#labels.endowment, column.issuer, agent, this.#quanta(at, amount));
      }
    }
  }

  /**
   * Writes everybody's holdings as the ledger has them now.
   *
   * @returns the rows that differ from what was there
   * @throws ExchangeError `HOLDING_INVALID` when somebody holds more than a safe integer
   */
  read(into: Float64Array): readonly number[] {
    const columns = this.#columns;
    const width = columns.length;
    const changed: number[] = [];
    const rows = this.#rows;
    for (let row = 0; row < rows.length; row++) {
      const agent = rows[row] as number;
      let isOther = false;
      for (let at = 0; at < width; at++) {
        const amount = this.#amount(at, (columns[at] as Column).get(agent));
        const cell = row * width + at;
        if (into[cell] === amount) continue;
        if (!Number.isSafeInteger(amount))
          throw refusal(
            'HOLDING_INVALID',
            `${(columns[at] as Column).name} of ${this.#accounts.nameOf(agent)}`,
            amount,
            'at most 2^53 - 1',
          );
        into[cell] = amount;
        isOther = true;
      }
      if (isOther) changed.push(row);
    }
    return changed;
  }

  /**
   * Posts what one gives another.
   *
   * @param at - index of the good, or their number for money
   * @param amount - in units or minor units, more than 0
   */
  pass(at: number, from: number, to: number, amount: number): void {
    const rows = this.#rows;
    const column = this.#columns[at] as Column;
    column.move(this.#labels.trade, rows[from] as number, rows[to] as number, this.#quanta(at, amount));
  }

  /** Posts a harvest. */
  harvest(good: number, row: number, amount: number): void {
    const column = this.#columns[good] as Column;
    column.move(this.#labels.harvest, this.#nature, this.#rows[row] as number, BigInt(amount));
  }

  /**
   * Compares the working copy with the ledger.
   *
   * @throws ExchangeError `CONSERVATION_VIOLATED` for the first difference
   */
  check(holdings: Float64Array): void {
    const width = this.#columns.length;
    for (const [row, agent] of this.#rows.entries()) {
      for (const [at, column] of this.#columns.entries()) {
        const amount = this.#amount(at, column.get(agent));
        const copy = holdings[row * width + at];
        if (amount !== copy)
          throw refusal(
            'CONSERVATION_VIOLATED',
            `${column.name} of ${this.#accounts.nameOf(agent)}`,
            copy,
            `${amount}`,
          );
      }
    }
  }

  #quanta(at: number, amount: number): bigint {
    const units = BigInt(amount);
    return at === this.#columns.length - 1 ? units * this.#minor : units;
  }

  /** Money less than a minor unit is kept but not seen. */
  #amount(at: number, quanta: bigint): number {
    return Number(at === this.#columns.length - 1 && this.#minor !== 1n ? quanta / this.#minor : quanta);
  }
}

/** The asset of a good. */
function assetOf(good: Good): string {
  return `good/${good}`;
}

/** The assets an exchange uses: goods in declared order, then cash. */
export function assetsOf(goods: readonly Good[]): readonly string[] {
  return [...goods.map(assetOf), CASH];
}

function quantaPerMinor({ grid }: Accounts, moneyScale: number): bigint {
  const unit = 10n ** BigInt(grid.decimals);
  const scale = BigInt(moneyScale);
  if (unit % scale === 0n) return unit / scale;
  throw refusal(
    'MONEY_SCALE_OFF_GRID',
    'params.moneyScale',
    moneyScale,
    `a divisor of 10^${grid.decimals}, the quanta in a unit of money`,
  );
}
