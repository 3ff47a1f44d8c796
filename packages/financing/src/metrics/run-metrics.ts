import { type Decimal, type EventSink, sum } from '@bagehot/kernel';
import type { FinancingEvent, RoundCompleted, TerminationReason } from '../events.js';
import { populationUtilities } from '../log/utility.js';
import { AgentFold, type FinancingAgentFigures } from './agent-figures.js';
import { type FinancingRoundFigures, tradeFigures } from './round-figures.js';

/** A run in figures. Values are in units of the numeraire, each at the prices of its round. */
export interface FinancingSummary {
  readonly rounds: number;
  /** Rounds in which prices formed. */
  readonly pricedRounds: number;
  /** Rounds in which something was traded. */
  readonly tradingRounds: number;
  readonly tradedValue: Decimal;
  /** What was wanted and not bought, over all rounds. */
  readonly liquidityGapValue: Decimal;
  /** Purchases beyond sales, over all rounds: what settlement had to extinguish. */
  readonly debtValue: Decimal;
  /** Null before the first round. */
  readonly meanUtilityStart: number | null;
  readonly meanUtilityEnd: number | null;
  /** The sum over everybody; null where there never were prices. */
  readonly equivalentVariation: number | null;
  /** People whose equivalent variation is below 0. */
  readonly worseOff: number;
  /** Null as long as the run goes on. */
  readonly termination: TerminationReason | null;
}

/** The figures of a run, round by round and person by person. */
export interface FinancingMetrics {
  readonly summary: FinancingSummary;
  readonly rounds: readonly FinancingRoundFigures[];
  /** By ascending id. */
  readonly agents: readonly FinancingAgentFigures[];
}

/** A sink that measures a run while its events pass by. */
export interface FinancingMeasurement extends EventSink<FinancingEvent> {
  /** The run so far. */
  result(): FinancingMetrics;
}

/**
 * Measures a run of a spatial economy: traded value, liquidity gaps, fill rates, utility and equivalent variation. Quantities, prices and values are exact;
 * utilities are doubles that are the same on every machine.
 *
 * @example
 * const metrics = createFinancingMetrics();
 * createSpatialEconomy(config, { events: metrics }).run();
 * metrics.result().summary.liquidityGapValue;
 * @see financing specification, section 8
 */
export function createFinancingMetrics(): FinancingMeasurement {
  const rounds: FinancingRoundFigures[] = [];
  let people: AgentFold | undefined;
  let last: RoundCompleted | undefined;
  return {
    emit(event) {
      people ??= new AgentFold(event);
      people.take(event);
      rounds.push(roundFigures(event));
      last = event;
    },
    result() {
      const agents = people?.result() ?? [];
      return { summary: summaryOf(rounds, agents, last), rounds: rounds.slice(), agents };
    },
  };
}

function roundFigures(event: RoundCompleted): FinancingRoundFigures {
  const { round, market, population } = event;
  return Object.freeze({
    round,
    status: market.equilibrium.status,
    reason: market.equilibrium.reason,
    participants: market.participants.count,
    trade: tradeFigures(event),
    meanUtility: mean(populationUtilities(population)) ?? 0,
  });
}

function summaryOf(
  rounds: readonly FinancingRoundFigures[],
  agents: readonly FinancingAgentFigures[],
  last: RoundCompleted | undefined,
): FinancingSummary {
  const trades = rounds.flatMap(({ trade }) => trade ?? []);
  const variations = agents.flatMap(({ equivalentVariation }) => equivalentVariation ?? []);
  return {
    rounds: rounds.length,
    pricedRounds: trades.length,
    tradingRounds: trades.filter(({ tradedValue }) => tradedValue.gt(0)).length,
    tradedValue: sum(trades.map(({ tradedValue }) => tradedValue)),
    liquidityGapValue: sum(trades.map(({ liquidityGapValue }) => liquidityGapValue)),
    debtValue: sum(trades.map(({ debtValue }) => debtValue)),
    meanUtilityStart: mean(agents.map(({ utilityStart }) => utilityStart)),
    meanUtilityEnd: mean(agents.map(({ utilityEnd }) => utilityEnd)),
    equivalentVariation: variations.length === 0 ? null : variations.reduce((total, value) => total + value, 0),
    worseOff: variations.filter((value) => value < 0).length,
    termination: last?.termination ?? null,
  };
}

function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k] as number;
  return total / values.length;
}
