import type { EventSink } from '@bagehot/kernel';
import { DEFAULT_GOODS, type Good, MONEY } from '../../goods.js';
import { createPairTable } from '../../pair-type.js';
import type { AgentSnapshot, Cell, Decision } from '../events.js';
import { PER_PAIR } from './agent-tables.js';
import type { ColumnBlock } from './column-block.js';
import { cellText } from './decision-tables.js';
import { type ExchangeTableOptions, exchangeTables } from './exchange-tables.js';
import type { TableCell, TableEvent } from './table-columns.js';
import { TradeColumns } from './trade-columns.js';

/** Blocks by table: `eventBlocks` of `@bagehot/telemetry` are some. */
export interface ColumnBlocks {
  /** The block of a table, made when it is first asked for. */
  block(table: string): ColumnBlock;
}

/**
 * A sink that writes events into typed columns, the same cells as the rows of {@link exchangeTables} with the same options. What there is most of, snapshots,
 * decisions and trades, becomes no row on the way.
 *
 * @param blocks - of the tables that `exchangeTables(options)` gives; the caller begins and ends their runs
 * @throws ExchangeError `GOODS_INVALID`
 * @example
 * const blocks = eventBlocks(exchangeTables(), database);
 * blocks.begin({ id: '1', seed: 1 });
 * createExchange(config, { events: exchangeColumns(blocks) }).run(100);
 * blocks.end();
 */
export function exchangeColumns(blocks: ColumnBlocks, options: ExchangeTableOptions = {}): EventSink<TableEvent> {
  const tables = exchangeTables(options);
  const { goods = DEFAULT_GOODS } = options;
  const has = (name: string): boolean => tables.some((table) => table.name === name);
  const snapshots = has('agent_snapshots') ? new SnapshotColumns(blocks.block('agent_snapshots'), goods) : null;
  const decisions = has('decisions') ? new DecisionColumns(blocks.block('decisions')) : null;
  const trades = has('trades')
    ? new TradeColumns(blocks.block('trades'), options.pairs ?? createPairTable(goods))
    : null;
  const quotes = tables.filter(({ name }) => name === 'agent_quotes');
  const others = tables.filter(
    ({ name }) => !['agent_snapshots', 'decisions', 'trades', 'agent_quotes'].includes(name),
  );
  const add = (these: typeof tables, event: TableEvent): void => {
    for (const { name, rows } of these) for (const row of rows(event)) blocks.block(name).addRow(row as TableCell[]);
  };
  return {
    emit(event) {
      switch (event.kind) {
        case 'AgentSnapshot':
          snapshots?.write(event);
          add(quotes, event);
          return;
        case 'Decision':
          decisions?.write(event);
          return;
        case 'ExchangeTrade':
          trades?.write(event);
          return;
        case 'Harvested':
        case 'Regrown':
        case 'Moved':
          return;
        default:
          add(others, event);
      }
    },
  };
}

type Values = Float64Array;

/** More than any grid has. */
const MOST_ROWS = 2 ** 26;

/** The columns of `agent_snapshots`. */
class SnapshotColumns {
  readonly #block: ColumnBlock;
  readonly #tick: Values;
  readonly #agent: Values;
  readonly #x: Values;
  readonly #y: Values;
  readonly #holdings: readonly Values[];
  readonly #utility: Values;
  readonly #totalUtility: Values;
  readonly #utilityType: Int32Array;
  /** With the place of each among the quotes of a snapshot. */
  readonly #quotes: readonly (readonly [at: number, values: Values])[];
  readonly #perceived: readonly Values[];
  readonly #lambda: Values;
  readonly #lambdaChanged: Values;
  readonly #depth: Values;
  readonly #barterOpen: Values;
  readonly #partner: Values;
  readonly #targetAgent: Values;
  readonly #targetX: Values;
  readonly #targetY: Values;

  constructor(block: ColumnBlock, goods: readonly Good[]) {
    const whole = (name: string): Values => block.integer(name).values;
    const real = (name: string): Values => block.real(name).values;
    const { moneyStart } = createPairTable(goods);
    const [first = '', second = ''] = goods;
    const barter = [`ask_${first}_in_${second}`, `bid_${first}_in_${second}`, 'p_min', 'p_max'];
    this.#block = block;
    this.#tick = whole('tick');
    this.#agent = whole('agent_id');
    this.#x = whole('x');
    this.#y = whole('y');
    this.#holdings = [...goods, MONEY].map((good) => whole(`inventory_${good}`));
    this.#utility = real('utility');
    this.#totalUtility = real('total_utility');
    this.#utilityType = block.text('utility_type').ids;
    this.#quotes = [
      ...barter.map((name, k) => [k, real(name)] as const),
      ...goods.flatMap((good, g) => {
        const at = (moneyStart + g) * PER_PAIR;
        return [
          [at, real(`ask_${good}_in_${MONEY}`)],
          [at + 1, real(`bid_${good}_in_${MONEY}`)],
        ] as const;
      }),
    ];
    this.#perceived = goods.map((good) => real(`perceived_price_${good}`));
    this.#lambda = real('lambda_money');
    this.#lambdaChanged = whole('lambda_changed');
    this.#depth = whole('liquidity_depth');
    this.#barterOpen = whole('barter_open');
    this.#partner = whole('paired_with_id');
    this.#targetAgent = whole('target_agent_id');
    this.#targetX = whole('target_x');
    this.#targetY = whole('target_y');
  }

  write(event: AgentSnapshot): void {
    const row = this.#block.add();
    const { cell, target, holdings, quotes, perceivedPrices } = event;
    this.#tick[row] = event.day;
    this.#agent[row] = event.agent;
    this.#x[row] = cell[0];
    this.#y[row] = cell[1];
    for (let k = 0; k < holdings.length; k++) (this.#holdings[k] as Values)[row] = holdings[k] as number;
    this.#utility[row] = event.utility;
    this.#totalUtility[row] = event.totalUtility;
    this.#utilityType[row] = this.#block.texts.id(event.utilityType);
    for (const [at, values] of this.#quotes) values[row] = quotes[at] as number;
    if (perceivedPrices !== null)
      for (let k = 0; k < perceivedPrices.length; k++)
        (this.#perceived[k] as Values)[row] = perceivedPrices[k] ?? Number.NaN;
    this.#lambda[row] = event.lambda;
    this.#lambdaChanged[row] = event.lambdaChanged ? 1 : 0;
    if (event.liquidityDepth !== null) this.#depth[row] = event.liquidityDepth;
    if (event.barterOpen !== null) this.#barterOpen[row] = event.barterOpen ? 1 : 0;
    if (event.partner !== null) this.#partner[row] = event.partner;
    if (event.targetAgent !== null) this.#targetAgent[row] = event.targetAgent;
    if (target === null) return;
    this.#targetX[row] = target[0];
    this.#targetY[row] = target[1];
  }
}

/** The columns of `decisions`. */
class DecisionColumns {
  readonly #block: ColumnBlock;
  readonly #tick: Values;
  readonly #agent: Values;
  readonly #partner: Values;
  readonly #surplus: Values;
  readonly #targetType: Int32Array;
  readonly #targetX: Values;
  readonly #targetY: Values;
  readonly #neighbors: Values;
  readonly #alternatives: Values;
  readonly #mode: Int32Array;
  readonly #claimed: Int32Array;
  readonly #isPaired: Values;
  readonly #isCommitted: Values;
  /** Ids of the texts of cells. */
  readonly #cells: Map<number, number> = new Map();

  constructor(block: ColumnBlock) {
    const whole = (name: string): Values => block.integer(name).values;
    this.#block = block;
    this.#tick = whole('tick');
    this.#agent = whole('agent_id');
    this.#partner = whole('chosen_partner_id');
    this.#surplus = block.real('surplus_with_partner').values;
    this.#targetType = block.text('target_type').ids;
    this.#targetX = whole('target_x');
    this.#targetY = whole('target_y');
    this.#neighbors = whole('num_neighbors');
    this.#alternatives = whole('alternatives');
    this.#mode = block.text('mode').ids;
    this.#claimed = block.text('claimed_resource_pos').ids;
    this.#isPaired = whole('is_paired');
    this.#isCommitted = whole('is_foraging_committed');
  }

  write(event: Decision): void {
    const { texts } = this.#block;
    const row = this.#block.add();
    const { target, claimed } = event;
    this.#tick[row] = event.day;
    this.#agent[row] = event.agent;
    if (event.partner !== null) this.#partner[row] = event.partner;
    this.#surplus[row] = event.discounted;
    this.#targetType[row] = texts.id(event.targetType);
    this.#neighbors[row] = event.neighbors;
    this.#alternatives[row] = event.alternatives;
    this.#mode[row] = texts.id(event.mode);
    if (claimed !== null) this.#claimed[row] = this.#cellId(claimed);
    this.#isPaired[row] = event.isPaired ? 1 : 0;
    this.#isCommitted[row] = event.isCommitted ? 1 : 0;
    if (target === null) return;
    this.#targetX[row] = target[0];
    this.#targetY[row] = target[1];
  }

  #cellId(cell: Cell): number {
    const key = cell[0] * MOST_ROWS + cell[1];
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const id = this.#block.texts.id(cellText(cell));
    this.#cells.set(key, id);
    return id;
  }
}
