import { KernelError } from '../errors.js';
import type { MoneyGrid } from '../grid.js';
import type { AgentId } from '../identity.js';
import type { AgentTable } from './agent-table.js';
import { Column } from './column.js';
import { HeldOrder } from './held-order.js';
import type { Transactions } from './transactions.js';

/** The assets in order of declaration, each with its column, and the families (`deposit/...`) they belong to. */
export class AssetTable {
  readonly #agents: AgentTable;
  readonly #log: Transactions;
  readonly #columns: Column[] = [];
  readonly #byName: Map<string, Column> = new Map();
  readonly #families: Map<string, HeldOrder> = new Map();

  constructor(agents: AgentTable, log: Transactions) {
    this.#agents = agents;
    this.#log = log;
  }

  /** Number of assets. */
  get count(): number {
    return this.#columns.length;
  }

  /** The asset's column, undefined when it is not declared. */
  find(asset: string): Column | undefined {
    return this.#byName.get(asset);
  }

  /** @throws KernelError `UNKNOWN_ASSET` */
  column(asset: string): Column {
    const column = this.#byName.get(asset);
    if (column !== undefined) return column;
    const known = this.#columns.map(({ name }) => name).join(', ');
    const message = `no asset is called ${JSON.stringify(asset)}; declared are: ${known}`;
    throw new KernelError('UNKNOWN_ASSET', { asset }, message);
  }

  /** @throws KernelError `UNKNOWN_ASSET` */
  at(index: number): Column {
    const column = this.#columns[index];
    if (column === undefined)
      throw new KernelError('UNKNOWN_ASSET', { asset: String(index) }, `there is no asset number ${index}`);
    return column;
  }

  /**
   * The asset that was declared with this issuer and grid, undefined when there is none of that name.
   *
   * @throws KernelError `ASSET_EXISTS` when its issuer or grid is another
   */
  declared(name: string, issuer: AgentId, decimals: number): Column | undefined {
    const column = this.find(name);
    if (column === undefined) return undefined;
    const current = this.#agents.nameOf(column.issuer) as AgentId;
    if (current === issuer && column.grid.decimals === decimals) return column;
    const message = `${JSON.stringify(name)} is already issued by ${JSON.stringify(current)} with ${column.grid.decimals} decimals`;
    throw new KernelError('ASSET_EXISTS', { asset: name, issuer: current }, message);
  }

  /** Appends an asset, whose name must be new. */
  add(name: string, issuer: number, grid: MoneyGrid): Column {
    const asset = { name, index: this.count, issuer, grid };
    const column = new Column(asset, this.#agents, this.#log, this.#family(name));
    this.#columns.push(column);
    this.#byName.set(name, column);
    return column;
  }

  /** Takes the last asset, of which nothing is in circulation, away. */
  pop(): void {
    this.#byName.delete((this.#columns.pop() as Column).name);
  }

  /** Makes room for agents opened since. */
  grow(): void {
    for (const column of this.#columns) column.grow(this.#agents.count);
  }

  /** The assets of a family of which the agent has a positive balance, oldest position first. */
  held(agent: number, family: string): readonly number[] {
    return this.#families.get(family)?.of(agent) ?? [];
  }

  #family(asset: string): HeldOrder | undefined {
    const name = familyOf(asset);
    if (name === undefined) return undefined;
    let family = this.#families.get(name);
    if (family === undefined) {
      family = new HeldOrder();
      this.#families.set(name, family);
    }
    return family;
  }
}

/** The family of an asset: `deposit` of `deposit/<bank>`; undefined without a slash. */
function familyOf(asset: string): string | undefined {
  const slash = asset.indexOf('/');
  return slash === -1 ? undefined : asset.slice(0, slash);
}
