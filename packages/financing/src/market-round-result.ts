import type { AgentAtMarket, FinancingAgent, FinancingAgentInput } from './agent.js';
import { agentAt, columnsOf, readAgents } from './agent-columns.js';
import { agentOrders } from './agent-orders.js';
import { type ClearingResult, clearingResult } from './clearing/clearing-result.js';
import type { EquilibriumResult } from './equilibrium/equilibrium.js';
import { type RoundOptions, type RoundRules, readRoundOptions, tradeRound } from './market-round.js';
import type { Participants } from './participants.js';
import { Problems } from './problems.js';
import type { RoundQuanta } from './round-quanta.js';
import { type SettlementResult, settlementResult } from './settlement/settle.js';
import { agentTravelCosts } from './travel.js';

/** A market's round, named. */
export interface MarketRoundResult {
  readonly mode: string;
  readonly equilibrium: EquilibriumResult;
  /** Orders and what became of them; null where no price formed, so that nobody traded. */
  readonly clearing: ClearingResult | null;
  /** Null where no price formed. */
  readonly settlement: SettlementResult | null;
  /** By ascending id, with the stocks after the round. */
  readonly agents: readonly AgentAtMarket[];
}

/** The same with the agents as they were given, but for their stocks: ready for another round. */
export interface MarketRound extends MarketRoundResult {
  readonly agents: readonly FinancingAgent[];
}

/** The named face of a round in integers. */
export function marketRoundResult(round: RoundQuanta): MarketRoundResult {
  const { mode, equilibrium, participants, prices, valuation, orders, clearing, settlement } = round;
  const before = Array.from(participants.ids, (_, row) => agentAt(participants, row));
  if (
    equilibrium.prices === null ||
    prices === null ||
    valuation === null ||
    orders === null ||
    clearing === null ||
    settlement === null
  )
    return Object.freeze({ mode, equilibrium, clearing: null, settlement: null, agents: Object.freeze(before) });
  const rows = before.map((_, row) => agentOrders({ participants, prices, valuation }, orders, mode, row));
  const settled = settlementResult(participants, prices, clearing.executed, settlement);
  const after = before.map((agent, row) => withStocks(agent, settled, row));
  return Object.freeze({
    mode,
    equilibrium,
    clearing: clearingResult(participants, prices, orders, clearing, equilibrium.prices, rows),
    settlement: settled,
    agents: Object.freeze(after),
  });
}

/**
 * One round of a market: prices, orders, clearing, settlement.
 *
 * @param agents - those in the market, in any order
 * @throws FinancingError with every problem found: what `createAgent` throws, `DUPLICATE_AGENT_ID`, `UNKNOWN_MODE`, `TRAVEL_COST_NEGATIVE`, `STAGES_INVALID`,
 * `DIMENSION_MISMATCH`, `CAPACITY_NEGATIVE`, `QUANTITY_OFF_GRID`, `INVALID_OPTION`; then `MODE_BOUND_INVALID`, `MODE_BOUND_EXCEEDS_ENDOWMENT`
 * @example
 * const { clearing, agents: after } = runMarketRound([baker, miller], { mode: 'TOTAL_WEALTH' });
 * @see financing specification, section 3
 */
export function runMarketRound(agents: readonly FinancingAgentInput[], options: RoundOptions): MarketRound {
  const { rows, participants, rules } = readMarket(agents, options, [options.mode]);
  const result = marketRoundResult(tradeRound(participants, rules[0] as RoundRules));
  return Object.freeze({
    ...result,
    agents: Object.freeze(rows.map((row, r) => withStocks(row, result.settlement, r))),
  });
}

/** A market that has been read, with the rules of one or more rounds that may be held in it. */
export interface ReadMarket {
  /** By ascending id. */
  readonly rows: readonly FinancingAgent[];
  readonly participants: Participants;
  readonly rules: readonly RoundRules[];
}

/**
 * Reads agents and the options of rounds, which differ in their mode only.
 *
 * @throws FinancingError with every problem found
 */
export function readMarket(
  agents: readonly FinancingAgentInput[],
  options: Omit<RoundOptions, 'mode'>,
  modes: readonly string[],
): ReadMarket {
  const problems = new Problems();
  const goods = agents[0]?.alpha.length ?? options.capacity?.length ?? 0;
  const rules = readRoundOptions(options, modes, goods, problems);
  const { quantityScale, travel: rate } = rules[0] as RoundRules;
  const rows = readAgents(agents, quantityScale, problems);
  problems.check();
  const columns = columnsOf(rows, quantityScale);
  const travel = agentTravelCosts(rate, rows);
  return { rows, participants: travel === undefined ? columns : { ...columns, travel }, rules };
}

function withStocks<Agent extends AgentAtMarket>(agent: Agent, settled: SettlementResult | null, row: number): Agent {
  const after = settled?.agents[row];
  return after === undefined ? agent : Object.freeze({ ...agent, home: after.home, personal: after.personal });
}
