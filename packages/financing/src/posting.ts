import type { AgentId } from '@bagehot/kernel';
import type { Accounts, Column } from '@bagehot/kernel/quanta';
import type { QuantaColumn } from './participants.js';
import { refusal } from './problems.js';
import type { ClearingQuanta, SettlementQuanta } from './round-quanta.js';

/** Issues every good: harvest and consumption are transfers from and to it. */
export const NATURE: AgentId = 'nature';
/** Where sales wait for purchases; holds nothing between rounds. */
export const MARKET_STATION: AgentId = 'market';
/** Where deliveries wait for receipts; holds nothing between rounds. */
export const SETTLEMENT_STATION: AgentId = 'settlement';

/** The place where somebody keeps what is not carried. */
export function homeName(name: AgentId): AgentId {
  return `${name}/home`;
}

/** Everybody's goods, agent-major. */
export interface Stocks {
  readonly home: QuantaColumn;
  readonly personal: QuantaColumn;
}

/** What stands on the ledger for whom. Rows by ascending id. */
export interface GoodsWorld {
  /** Asset names, `good/<name>`. */
  readonly assets: readonly string[];
  /** The ledger names of those who carry. */
  readonly names: readonly AgentId[];
  readonly quantityScale: number;
}

const MAX_NARROW = 2n ** 63n - 1n;

/**
 * The goods of an economy on the ledger: places are owners, `<name>` for what is carried and `<name>/home` for what is at home. Reads everybody's stocks and posts what a round does
 * to them; the ledger alone is the state.
 *
 * @see financing specification, section 7
 */
export class GoodsBooks {
  readonly accounts: Accounts;
  readonly goods: number;
  readonly count: number;
  readonly #columns: readonly Column[];
  readonly #carried: Int32Array;
  readonly #homes: Int32Array;
  readonly #places: ReadonlySet<number>;
  readonly #nature: number;
  readonly #market: number;
  readonly #settlement: number;
  readonly #labels: Readonly<
    Record<'endowment' | 'load' | 'deposit' | 'sale' | 'purchase' | 'delivery' | 'receipt', number>
  >;

  /**
   * Declares the goods and opens everybody, within the running transaction of the caller.
   *
   * @throws KernelError `ASSET_EXISTS` when somebody else issues one of the goods, or on another grid
   */
  constructor(accounts: Accounts, world: GoodsWorld) {
    const decimals = world.quantityScale;
    this.accounts = accounts;
    this.goods = world.assets.length;
    this.count = world.names.length;
    this.#nature = accounts.open(NATURE);
    this.#columns = world.assets.map((asset) => accounts.columnAt(accounts.issue(asset, NATURE, { decimals })));
    this.#market = accounts.open(MARKET_STATION);
    this.#settlement = accounts.open(SETTLEMENT_STATION);
    this.#carried = Int32Array.from(world.names, (name) => accounts.open(name));
    this.#homes = Int32Array.from(world.names, (name) => accounts.open(homeName(name)));
    this.#places = new Set([...this.#carried, ...this.#homes]);
    this.#labels = {
      endowment: accounts.label('endowment'),
      load: accounts.label('load'),
      deposit: accounts.label('deposit'),
      sale: accounts.label('sale'),
      purchase: accounts.label('purchase'),
      delivery: accounts.label('delivery'),
      receipt: accounts.label('receipt'),
    };
  }

  /** Hands out what everybody begins with. */
  endow({ home, personal }: Stocks): void {
    const { endowment } = this.#labels;
    this.#eachCell((column, row, cell) => {
      this.#move(column, endowment, this.#nature, this.#homes[row] as number, home[cell] as bigint);
      this.#move(column, endowment, this.#nature, this.#carried[row] as number, personal[cell] as bigint);
    });
  }

  /** Everybody's stocks as the ledger has them now, in new columns. */
  read(): Stocks {
    return { home: this.#readPlaces(this.#homes), personal: this.#readPlaces(this.#carried) };
  }

  /** Takes each row's share of its home stock, rounded down, onto the way. */
  load(rows: readonly number[], { home }: Stocks, shares: readonly bigint[], shareOne: bigint): void {
    const { load } = this.#labels;
    this.#eachCell((column, row, cell) => {
      const held = home[cell] as bigint;
      const share = shares[row] as bigint;
      const loaded = share === shareOne ? held : (held * share) / shareOne;
      this.#move(column, load, this.#homes[row] as number, this.#carried[row] as number, loaded);
    }, rows);
  }

  /** Puts everything carried by the rows into their homes. */
  deposit(rows: readonly number[], { personal }: Stocks): void {
    const { deposit } = this.#labels;
    this.#eachCell((column, row, cell) => {
      const held = personal[cell] as bigint;
      this.#move(column, deposit, this.#carried[row] as number, this.#homes[row] as number, held);
    }, rows);
  }

  /**
   * Posts a round: all sales, then all purchases, then deliveries and receipts.
   *
   * @param rows - of the participants, in the order of the clearing's rows
   * @throws FinancingError `LEDGER_UNBALANCED` when a station is left with something
   */
  trade(rows: readonly number[], { executed }: ClearingQuanta, settlement: SettlementQuanta): void {
    const { sale, purchase, delivery, receipt } = this.#labels;
    const carried = this.#carried;
    const homes = this.#homes;
    const market = this.#market;
    const station = this.#settlement;
    this.#eachEntry(rows, executed, (column, row, amount) => {
      if (amount < 0n) column.move(sale, carried[row] as number, market, -amount);
    });
    this.#eachEntry(rows, executed, (column, row, amount) => {
      if (amount > 0n) column.move(purchase, market, carried[row] as number, amount);
    });
    this.#eachEntry(rows, settlement.deliveredHome, (column, row, amount) =>
      column.move(delivery, homes[row] as number, station, amount),
    );
    this.#eachEntry(rows, settlement.deliveredPersonal, (column, row, amount) =>
      column.move(delivery, carried[row] as number, station, amount),
    );
    this.#eachEntry(rows, settlement.received, (column, row, amount) =>
      column.move(receipt, station, homes[row] as number, amount),
    );
    this.checkStations();
  }

  /** @throws FinancingError `LEDGER_UNBALANCED` when a station holds something */
  checkStations(): void {
    for (const column of this.#columns) {
      for (const station of [this.#market, this.#settlement]) {
        const left = column.get(station);
        if (left === 0n) continue;
        const path = `${this.accounts.nameOf(station)} in ${column.name}`;
        throw refusal('LEDGER_UNBALANCED', path, `${left} quanta`, '0 between rounds');
      }
    }
  }

  /**
   * A step of a round moves goods and makes none.
   *
   * @throws FinancingError `CONSERVATION_VIOLATED`
   */
  checkConserved(before: Stocks, after: Stocks, step: string): void {
    const had = this.#totals(before);
    for (const [g, total] of this.#totals(after).entries())
      if (had[g] !== total)
        throw refusal(
          'CONSERVATION_VIOLATED',
          `${this.#columns[g]?.name} after ${step}`,
          `${total} quanta`,
          `the ${had[g]} there were before`,
        );
  }

  /**
   * Looks at every transfer since a row of the journal: a hook may move the goods of this economy between a person's places and nature only.
   *
   * @throws FinancingError `CONSERVATION_VIOLATED` for the first other one
   */
  checkHook(since: number): void {
    const { accounts } = this;
    const { journal } = accounts;
    for (let row = since; row < journal.length; row++) {
      const entry = journal.row(row);
      if (entry.op !== 'transfer' || !this.#columns.some(({ index }) => index === entry.asset)) continue;
      const { from, to, amount } = entry;
      if (!this.#isOurs(from) && !this.#isOurs(to)) continue;
      if (from === this.#nature && this.#places.has(to)) continue;
      if (to === this.#nature && this.#places.has(from)) continue;
      throw refusal(
        'CONSERVATION_VIOLATED',
        `onRoundEnd: ${accounts.columnAt(entry.asset).name} from ${accounts.nameOf(from)} to ${accounts.nameOf(to)}`,
        `${amount} quanta`,
        `a transfer between ${NATURE} and an agent's places`,
      );
    }
  }

  #totals({ home, personal }: Stocks): readonly bigint[] {
    const { goods } = this;
    const totals = new Array<bigint>(goods).fill(0n);
    for (let cell = 0; cell < home.length; cell++) {
      const g = cell % goods;
      totals[g] = (totals[g] as bigint) + (home[cell] as bigint) + (personal[cell] as bigint);
    }
    return totals;
  }

  #isOurs(agent: number): boolean {
    return this.#places.has(agent) || agent === this.#market || agent === this.#settlement;
  }

  #readPlaces(places: Int32Array): QuantaColumn {
    const { goods, count } = this;
    const narrow = new BigInt64Array(goods * count);
    for (let g = 0; g < goods; g++) {
      const column = this.#columns[g] as Column;
      for (let row = 0; row < count; row++) {
        const held = column.get(places[row] as number);
        if (held > MAX_NARROW) return this.#readWide(places);
        narrow[row * goods + g] = held;
      }
    }
    return narrow;
  }

  #readWide(places: Int32Array): readonly bigint[] {
    return Array.from({ length: this.goods * this.count }, (_, cell) => {
      const row = Math.floor(cell / this.goods);
      return (this.#columns[cell % this.goods] as Column).get(places[row] as number);
    });
  }

  #eachCell(visit: (column: Column, row: number, cell: number) => void, rows?: readonly number[]): void {
    const { goods, count } = this;
    for (let at = 0; at < (rows?.length ?? count); at++) {
      const row = rows === undefined ? at : (rows[at] as number);
      for (let g = 0; g < goods; g++) visit(this.#columns[g] as Column, row, row * goods + g);
    }
  }

  /** The cells of a matrix of participants that are not 0. */
  #eachEntry(
    rows: readonly number[],
    amounts: readonly bigint[],
    visit: (column: Column, row: number, amount: bigint) => void,
  ): void {
    const { goods } = this;
    for (let at = 0; at < rows.length; at++) {
      for (let g = 0; g < goods; g++) {
        const amount = amounts[at * goods + g] as bigint;
        if (amount !== 0n) visit(this.#columns[g] as Column, rows[at] as number, amount);
      }
    }
  }

  #move(column: Column, label: number, from: number, to: number, amount: bigint): void {
    if (amount !== 0n) column.move(label, from, to, amount);
  }
}
