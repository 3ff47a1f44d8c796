import type { Day, Ledger } from '@bagehot/kernel';
import type { FinancingPorts, RoundEnd, SpatialAgent } from './economy-config.js';
import type { EconomyWorld } from './economy-world.js';
import type { RoundCompleted } from './events.js';
import { tradeRound } from './market-round.js';
import type { GoodsBooks, Stocks } from './posting.js';
import type { RoundQuanta } from './round-quanta.js';
import type { EconomyState } from './snapshot.js';
import { depart } from './space/departure.js';
import { AT_MARKET, type Journey, NOBODY, travel, type Whereabouts } from './space/whereabouts.js';
import { participantsIn, populationQuanta, spatialAgents } from './spatial-agents.js';
import { quietAfter, terminationAfter } from './termination.js';

/** What all rounds of an economy share. */
export interface RoundStage {
  readonly world: EconomyWorld;
  readonly books: GoodsBooks;
  readonly ledger: Ledger;
  readonly onRoundEnd: FinancingPorts['onRoundEnd'];
  readonly takesPart: FinancingPorts['takesPart'];
}

/** A round that has been played, within a transaction that may still be undone. */
export interface PlayedRound {
  readonly state: EconomyState;
  readonly event: RoundCompleted;
}

/**
 * One round: home preparation and movement, the market, what happens at its end, departures. Everything that moves stands on the ledger; the
 * caller's transaction takes it back when something throws.
 *
 * @throws FinancingError `CONSERVATION_VIOLATED`, `LEDGER_UNBALANCED`; what the movement policy, the mode, the solver, the settlement or the hook throw
 * @see financing specification, section 3
 */
export function playRound(stage: RoundStage, before: EconomyState, day: Day): PlayedRound {
  const { world, books } = stage;
  const round = before.round + 1;
  const absent = absentRows(stage);
  const journey = travel(before.whereabouts, world.space, absent);
  const { after: whereabouts } = journey;
  const arrived = carry(stage, journey);
  const rows = rowsInMarket(whereabouts, absent);
  const market = tradeRound(participantsIn(world, rows, arrived, whereabouts), world.rules);
  const traded = exchange(books, rows, market, arrived);
  const left = endRound(stage, { round, day, market, whereabouts, stocks: traded });
  if (market.equilibrium.status === 'converged') depart(world.departure, rows, whereabouts, absent);

  const population = world.people.count - absent.size;
  const quiet = quietAfter(before.quiet, { market, population, moved: journey.moved });
  const termination = terminationAfter(round, quiet, world.limits);
  return {
    state: { round, quiet, termination, whereabouts },
    event: {
      kind: 'RoundCompleted',
      day,
      round,
      mode: market.mode,
      population: populationQuanta(world, whereabouts, left),
      market,
      participantRow: participantRows(rows, world.people.count),
      termination,
    },
  };
}

/** Loads those who set out and unloads those who came home. */
function carry({ world, books }: RoundStage, { loading, unloading }: Journey): Stocks {
  const stocks = books.read();
  if (loading.length === 0 && unloading.length === 0) return stocks;
  books.load(loading, stocks, world.loadShares, world.loadOne);
  books.deposit(unloading, stocks);
  const arrived = books.read();
  books.checkConserved(stocks, arrived, 'movement');
  return arrived;
}

/** Posts what the market has done. */
function exchange(books: GoodsBooks, rows: readonly number[], market: RoundQuanta, before: Stocks): Stocks {
  const { clearing, settlement } = market;
  if (clearing === null || settlement === null) return before;
  books.trade(rows, clearing, settlement);
  const after = books.read();
  books.checkConserved(before, after, 'trade');
  return after;
}

interface MarketClose extends Pick<RoundEnd, 'round' | 'day' | 'market'> {
  readonly whereabouts: Whereabouts;
  readonly stocks: Stocks;
}

/** Lets the hook act and looks at what it did. */
function endRound(stage: RoundStage, { round, day, market, whereabouts, stocks }: MarketClose): Stocks {
  const { world, books, ledger, onRoundEnd } = stage;
  if (onRoundEnd === undefined) return stocks;
  const since = books.accounts.journal.length;
  onRoundEnd({
    round,
    day,
    ledger,
    goods: world.assets,
    market,
    get agents(): readonly SpatialAgent[] {
      return spatialAgents(world, whereabouts, books.read());
    },
  });
  books.checkHook(since);
  return books.read();
}

/** Those who take no part in the round. */
function absentRows({ world, takesPart }: RoundStage): ReadonlySet<number> {
  if (takesPart === undefined) return NOBODY;
  const { ids, count } = world.people;
  const absent = new Set<number>();
  for (let row = 0; row < count; row++) if (!takesPart(ids[row] as number)) absent.add(row);
  return absent;
}

function rowsInMarket({ phase }: Whereabouts, absent: ReadonlySet<number>): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < phase.length; row++) if (phase[row] === AT_MARKET && !absent.has(row)) rows.push(row);
  return rows;
}

function participantRows(rows: readonly number[], count: number): Int32Array {
  const participantRow = new Int32Array(count).fill(-1);
  for (let at = 0; at < rows.length; at++) participantRow[rows[at] as number] = at;
  return participantRow;
}
