import { createLedger, type Day, type Ledger, type LedgerSnapshot } from '@bagehot/kernel';
import { type Accounts, quanta } from '@bagehot/kernel/quanta';
import type { Good } from '../goods.js';
import type { Mode } from '../matching.js';
import { Problems, refusal } from '../problems.js';
import { createTraders } from '../row-traders.js';
import type { ExchangeConfig, ExchangePorts, SpatialAgent } from './exchange-config.js';
import { playTick, type TickParts } from './exchange-tick.js';
import { type ExchangeWorld, readExchange } from './exchange-world.js';
import { GridState } from './grid-state.js';
import { Keepsake } from './keepsake.js';
import { assetsOf, HoldingBooks } from './posting.js';
import type { ResourceCell } from './resources.js';
import { type ExchangeSnapshot, restoreSnapshot, takeSnapshot } from './snapshot.js';
import { cellsOf, spatialAgents } from './spatial-agents.js';
import { assembleTick, type Foundation } from './tick-assembly.js';

/** An exchange of goods, for goods or for money, among agents on a grid. Holdings stand on the ledger. */
export interface Exchange {
  /** The next tick, from 0. */
  readonly tick: number;
  /** The mode of the tick before; null before the first. */
  readonly mode: Mode | null;
  readonly goods: readonly Good[];
  readonly ledger: Ledger;
  /** Everybody by ascending id, as it is now; made when it is read. */
  readonly agents: readonly SpatialAgent[];
  /** The resource cells in order of x, then y, as they are now; made when it is read. */
  readonly resources: readonly ResourceCell[];
  /**
   * Runs one tick. It happens as a whole or, when it throws, not at all.
   *
   * @param day - on which it is booked: its own number unless given
   * @throws ExchangeError `PORT_ANSWER_INVALID`; `HOLDING_INVALID` or `STALE_TRADE` when somebody would hold more than 2^53 - 1; in strict mode
   * `CONSERVATION_VIOLATED`, `PAIRING_NOT_MUTUAL`; what ports throw
   */
  runTick(day?: Day): void;
  /** Runs so many ticks. */
  run(ticks: number): void;
  /** The state between two ticks: plain JSON. */
  snapshot(): ExchangeSnapshot;
}

/**
 * An exchange at its beginning, or where a snapshot left it. Everything is deterministic: no random numbers are drawn.
 *
 * @param snapshot - of an exchange with the same goods, grid, people and resources; regime, modes, params other than `moneyScale` and the schedule may be others.
 * Without a shared ledger it holds the ledger, too; a shared ledger is restored by whoever shares it.
 * @throws ExchangeError with every problem found, before anything changes: what `createAgents` throws, `INVALID_OPTION`, `NOT_SUPPORTED`, `MONEY_SCALE_OFF_GRID`,
 * `INVALID_SNAPSHOT`
 * @throws KernelError `ASSET_EXISTS` when the shared ledger has a good of that name with another issuer or grid
 * @example
 * const exchange = createExchange({ side: 12, rules: createRules({ regime: 'mixed' }), agents, resources });
 * exchange.run(100);
 * @see exchange specification, sections 1 and 11
 */
export function createExchange(
  config: ExchangeConfig,
  ports: ExchangePorts = {},
  snapshot?: ExchangeSnapshot,
): Exchange {
  const world = readExchange(config, ports);
  const traders = createTraders(world.agents, world.rules);
  const state = new GridState(world.x, world.y, world.resources);
  if (snapshot !== undefined) restoreSnapshot(snapshot, world, state, traders, ports.ledger !== undefined);
  const ledger = ports.ledger ?? openLedger(snapshot?.ledger);
  const accounts = quanta(ledger);
  if (snapshot !== undefined) requireWorld(accounts, world);
  return accounts.transaction(() => {
    const books = new HoldingBooks(accounts, {
      goods: world.goods,
      names: world.names,
      moneyScale: world.rules.params.moneyScale,
      isOwn: ports.ledger === undefined,
    });
    if (snapshot === undefined) books.endow(traders.holdings);
    return new GridExchange(world, ports, { ledger, accounts, books, traders, state }, snapshot === undefined);
  });
}

class GridExchange implements Exchange {
  readonly ledger: Ledger;
  readonly #world: ExchangeWorld;
  readonly #accounts: Accounts;
  readonly #books: HoldingBooks;
  readonly #parts: TickParts;
  readonly #ownsLedger: boolean;
  readonly #keptLambda: Keepsake<Float64Array> = new Keepsake();
  #isPlaying = false;

  constructor(world: ExchangeWorld, ports: ExchangePorts, foundation: Foundation, isNew: boolean) {
    const { accounts } = foundation;
    this.ledger = foundation.ledger;
    this.#world = world;
    this.#accounts = accounts;
    this.#books = foundation.books;
    this.#ownsLedger = ports.ledger === undefined;
    this.#parts = assembleTick(world, ports, foundation);
    this.#readHoldings();
    if (isNew && ports.snapshotInitial !== false) {
      this.#parts.observation.agents(-1);
      this.#parts.observation.resources(-1);
    }
  }

  get tick(): number {
    return this.#parts.state.tick;
  }

  get mode(): Mode | null {
    return this.#parts.state.mode;
  }

  get goods(): readonly Good[] {
    return this.#world.goods;
  }

  get agents(): readonly SpatialAgent[] {
    return spatialAgents(this.#world, this.#parts.state, this.#parts.traders);
  }

  get resources(): readonly ResourceCell[] {
    return cellsOf(this.#world, this.#parts.state);
  }

  runTick(day: Day = this.tick): void {
    this.#refuseInside('runTick');
    const accounts = this.#accounts;
    const { traders } = this.#parts;
    const dayBefore = accounts.day;
    const isOnly = accounts.depth === 0;
    this.#isPlaying = true;
    try {
      accounts.transaction(() => {
        accounts.onRollback(this.#undo(isOnly));
        accounts.day = day;
        this.#readHoldings();
        playTick(this.#parts, day);
        if (this.#parts.strict) this.#books.check(traders.holdings);
      });
    } finally {
      accounts.day = dayBefore;
      this.#isPlaying = false;
    }
  }

  run(ticks: number): void {
    for (let k = 0; k < ticks; k++) this.runTick();
  }

  snapshot(): ExchangeSnapshot {
    this.#refuseInside('snapshot');
    const { state, traders } = this.#parts;
    return takeSnapshot(this.#world, state, traders, this.#ownsLedger ? this.ledger.snapshot() : undefined);
  }

  /** The ledger may have changed since; quotes of those who are concerned change with it. */
  #readHoldings(): void {
    const { traders } = this.#parts;
    for (const row of this.#books.read(traders.holdings)) traders.touch(row);
    traders.refreshChanged();
  }

  /** Takes a tick back. The ledger is back where the tick began by then. */
  #undo(isOnly: boolean): () => void {
    const { state, traders, sight, forageSearch } = this.#parts;
    const lambda = this.#keptLambda.keep(traders.lambda, isOnly);
    const restore = state.remember(isOnly);
    return () => {
      restore();
      for (const [row, before] of lambda.entries()) if (traders.lambda[row] !== before) traders.setLambda(row, before);
      this.#readHoldings();
      sight.expire();
      forageSearch.expire();
    };
  }

  #refuseInside(call: string): void {
    if (this.#isPlaying) throw refusal('INVALID_OPTION', call, 'called inside a tick', 'called between ticks');
  }
}

/** The exchange's own ledger: one minor unit of money is its quantum. */
function openLedger(from: LedgerSnapshot | undefined): Ledger {
  try {
    return createLedger({ journal: 'none', ...(from === undefined ? { moneyDecimals: 0 } : { from }) });
  } catch (error) {
    throw refusal('INVALID_SNAPSHOT', 'snapshot.ledger', (error as Error).message, 'the ledger of this exchange');
  }
}

/** A snapshot continues on a ledger that knows its goods and people already. */
function requireWorld(accounts: Accounts, { goods, names }: ExchangeWorld): void {
  const problems = new Problems();
  const missing = [
    ...assetsOf(goods).filter((asset) => !accounts.hasAsset(asset)),
    ...names.filter((name) => accounts.find(name) === -1),
  ];
  if (missing.length > 0)
    problems.add('INVALID_SNAPSHOT', 'ledger', `without ${missing.join(', ')}`, 'one that knows the goods and people');
  problems.check();
}
