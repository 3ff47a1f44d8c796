import { BagehotError, createLedger, type Day, type Ledger, type LedgerSnapshot } from '@bagehot/kernel';
import { type Accounts, quanta } from '@bagehot/kernel/quanta';
import type { FinancingConfig, FinancingPorts, SpatialAgent } from './economy-config.js';
import { type EconomyWorld, readEconomy } from './economy-world.js';
import { FinancingError } from './errors.js';
import type { FinancingEvent, RoundCompleted, TerminationReason } from './events.js';
import type { FinancingAudit } from './invariants.js';
import { GoodsBooks, homeName } from './posting.js';
import { Problems, refusal } from './problems.js';
import type { RoundQuanta } from './round-quanta.js';
import { type EconomyState, type FinancingSnapshot, readSnapshot, takeSnapshot } from './snapshot.js';
import type { Grid } from './space/grid.js';
import { startAtHome } from './space/whereabouts.js';
import { populationQuanta, spatialAgents } from './spatial-agents.js';
import { playRound } from './spatial-round.js';

/** How a run ended. */
export interface FinancingRun {
  /** Rounds run in all. */
  readonly rounds: number;
  readonly reason: TerminationReason;
}

/** People who carry goods between their homes and a market, round by round. The ledger is its state: stocks are read from it at the start of each round. */
export interface SpatialEconomy {
  /** Rounds run so far. */
  readonly round: number;
  /** Why a run ends with the last round; null while it does not. */
  readonly termination: TerminationReason | null;
  /** Asset names, the numeraire first. */
  readonly goods: readonly string[];
  readonly grid: Grid;
  readonly ledger: Ledger;
  /** Everybody by ascending id, as it is now; made when it is read. */
  readonly agents: readonly SpatialAgent[];
  /**
   * Runs one round, also when a run would have ended. It happens as a whole or, when it throws, not at all.
   *
   * @param day - on which it is booked: its own number unless given
   * @returns what happened, which is also emitted
   * @throws FinancingError `CONSERVATION_VIOLATED`, `LEDGER_UNBALANCED`; what a mode, a solver, a settlement, a movement policy or the hook throw
   */
  runRound(day?: Day): RoundCompleted;
  /** Runs rounds until the run ends: none when it has ended already. */
  run(): FinancingRun;
  /** What the laws of the package look at. */
  audit(): FinancingAudit;
  /** The state between two rounds: plain JSON. */
  snapshot(): FinancingSnapshot;
}

/**
 * A spatial economy at its beginning, or where a snapshot left it. Everything is deterministic: no random numbers are drawn.
 *
 * @param snapshot - of an economy with the same goods, grid and people; rules (mode, travel cost, load, departure, limits) may be others. Without a
 * shared ledger it holds the ledger, too; a shared ledger is restored by whoever shares it.
 * @throws FinancingError with every problem found, before anything changes: what `createAgent` and the rules of a round throw, `DUPLICATE_AGENT_ID`,
 * `DIMENSION_MISMATCH`, `GRID_INVALID`, `POSITION_OUTSIDE_GRID`, `LOAD_FRACTION_OUT_OF_RANGE`, `INVALID_OPTION`, `INVALID_SNAPSHOT`
 * @throws KernelError `ASSET_EXISTS` when the shared ledger has a good of that name with another issuer or grid
 * @example
 * const economy = createSpatialEconomy({ agents, grid: { width: 12, height: 9 }, mode: 'TOTAL_WEALTH', loadFraction: '0.5' });
 * const { rounds, reason } = economy.run();
 * @see financing specification, sections 3, 7 and 10
 */
export function createSpatialEconomy(
  config: FinancingConfig,
  ports: FinancingPorts = {},
  snapshot?: FinancingSnapshot,
): SpatialEconomy {
  const world = readEconomy(config, ports);
  if (snapshot === undefined) {
    const ledger = ports.ledger ?? createLedger({ journal: 'none' });
    const books = opened(quanta(ledger), (accounts) => {
      const fresh = new GoodsBooks(accounts, { ...world, quantityScale: world.people.quantityScale });
      fresh.endow(world.people);
      fresh.checkStations();
      return fresh;
    });
    return new Economy(world, ports, ledger, books, {
      round: 0,
      quiet: { cleared: 0, stale: 0 },
      termination: null,
      whereabouts: startAtHome(world.space.homes),
    });
  }
  const state = readSnapshot(snapshot, world, ports.ledger !== undefined);
  const ledger = ports.ledger ?? fromSnapshot(() => createLedger({ ...ownLedger(snapshot), journal: 'none' }));
  requireWorld(quanta(ledger), world);
  const books = fromSnapshot(() =>
    opened(
      quanta(ledger),
      (accounts) => new GoodsBooks(accounts, { ...world, quantityScale: world.people.quantityScale }),
    ),
  );
  books.checkStations();
  return new Economy(world, ports, ledger, books, state);
}

class Economy implements SpatialEconomy {
  readonly ledger: Ledger;
  readonly #world: EconomyWorld;
  readonly #ports: FinancingPorts;
  readonly #books: GoodsBooks;
  readonly #emit: (event: FinancingEvent) => void;
  #state: EconomyState;
  #market: RoundQuanta | null = null;
  #isPlaying = false;

  constructor(world: EconomyWorld, ports: FinancingPorts, ledger: Ledger, books: GoodsBooks, state: EconomyState) {
    this.ledger = ledger;
    this.#world = world;
    this.#ports = ports;
    this.#books = books;
    this.#emit = (event) => ports.events?.emit(event);
    this.#state = state;
  }

  get round(): number {
    return this.#state.round;
  }

  get termination(): TerminationReason | null {
    return this.#state.termination;
  }

  get goods(): readonly string[] {
    return this.#world.assets;
  }

  get grid(): Grid {
    return this.#world.space.grid;
  }

  get agents(): readonly SpatialAgent[] {
    return spatialAgents(this.#world, this.#state.whereabouts, this.#books.read());
  }

  runRound(day: Day = this.#state.round + 1): RoundCompleted {
    this.#refuseInside('runRound');
    const { accounts } = this.#books;
    const before = { state: this.#state, market: this.#market };
    const dayBefore = accounts.day;
    const { onRoundEnd, takesPart } = this.#ports;
    const stage = { world: this.#world, books: this.#books, ledger: this.ledger, onRoundEnd, takesPart };
    return accounts.transaction(() => {
      accounts.onRollback(() => {
        this.#state = before.state;
        this.#market = before.market;
        accounts.day = dayBefore;
      });
      accounts.day = day;
      this.#isPlaying = true;
      try {
        const { state, event } = playRound(stage, before.state, day);
        this.#state = state;
        this.#market = event.market;
        accounts.defer(this.#emit, event);
        return event;
      } finally {
        this.#isPlaying = false;
      }
    });
  }

  run(): FinancingRun {
    let reason = this.termination;
    while (reason === null) reason = this.runRound().termination;
    return { rounds: this.round, reason };
  }

  audit(): FinancingAudit {
    const { assets, names, space } = this.#world;
    return {
      round: this.round,
      ledger: this.ledger,
      goods: assets,
      places: names.flatMap((name) => [name, homeName(name)]),
      grid: space.grid,
      population: populationQuanta(this.#world, this.#state.whereabouts, this.#books.read()),
      market: this.#market,
    };
  }

  snapshot(): FinancingSnapshot {
    this.#refuseInside('snapshot');
    const own = this.#ports.ledger === undefined ? this.ledger.snapshot() : undefined;
    return takeSnapshot(this.#world, this.#state, own);
  }

  #refuseInside(call: string): void {
    if (this.#isPlaying) throw refusal('INVALID_OPTION', call, 'called inside a round', 'called between rounds');
  }
}

function ownLedger({ ledger }: FinancingSnapshot): { readonly from?: LedgerSnapshot } {
  return ledger === undefined ? {} : { from: ledger };
}

/** Sets up on a ledger, completely or not at all. */
function opened<T>(accounts: Accounts, body: (accounts: Accounts) => T): T {
  return accounts.transaction(() => body(accounts));
}

/** Reads the part of a snapshot that the kernel reads; what it refuses is told as a refused snapshot. */
function fromSnapshot<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BagehotError) || error instanceof FinancingError) throw error;
    throw refusal('INVALID_SNAPSHOT', 'snapshot.ledger', error.message, 'the ledger of this economy');
  }
}

/** A snapshot continues on a ledger that knows its goods and people already. */
function requireWorld(accounts: Accounts, { assets, names }: EconomyWorld): void {
  const problems = new Problems();
  const missing = [
    ...assets.filter((asset) => !accounts.hasAsset(asset)),
    ...names.flatMap((name) => [name, homeName(name)]).filter((place) => accounts.find(place) === -1),
  ];
  if (missing.length > 0)
    problems.add('INVALID_SNAPSHOT', 'ledger', `without ${missing.join(', ')}`, 'one that knows the goods and people');
  problems.check();
}
