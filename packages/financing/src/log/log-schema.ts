/** Version that logs are written in. */
export const LOG_SCHEMA_VERSION = '1.2.0';

/**
 * What a field holds. `decimal` is the text of an exact decimal, `extended` one that may be `Infinity`, `decimals` one per good, `partial` one per good, but null
 * for a good without a price, `instant` an integer that may lie beyond 2^53; the others are plain JSON.
 */
export type LogFieldShape = 'integer' | 'instant' | 'flag' | 'text' | 'decimal' | 'extended' | 'decimals' | 'partial';

/** One column of the log. */
export interface LogField {
  readonly name: keyof FinancingLogRow;
  readonly shape: LogFieldShape;
  /** Minor number of the version that brought it: 0, 1 or 2. */
  readonly since: 0 | 1 | 2;
  /** May it be null? */
  readonly nullable: boolean;
}

/** The columns of a version 1.x: fields that later versions brought are null in rows of earlier ones. */
export interface FinancingLogRow {
  /** Such as `1.2.0`. */
  readonly core_schema_version: string;
  readonly core_round: number;
  readonly core_agent_id: number;
  readonly spatial_pos_x: number;
  readonly spatial_pos_y: number;
  /** On a market cell. */
  readonly spatial_in_marketplace: boolean;
  /** Of the round, on each of its rows; none where no price formed. A good that has left the round has null. */
  readonly econ_prices: readonly (string | null)[];
  /** Bought (more than 0) or sold (less) of each good; none for those who were not in a market with prices. */
  readonly econ_executed_net: readonly string[];
  /** Purchases that the whole market left undone, per good. */
  readonly ration_unmet_demand: readonly string[] | null;
  /** Sales that the whole market left undone, per good. */
  readonly ration_unmet_supply: readonly string[] | null;
  /** The same as `travel_cost_deduction`. */
  readonly wealth_travel_cost: string | null;
  /** The same as `effective_budget`. */
  readonly wealth_effective_budget: string | null;
  /** Of everything owned after the round, to 15 significant digits. */
  readonly utility: string | null;
  readonly financing_mode: string | null;
  /** 0 unless a clock was passed. Beyond 2^53 a double is the nearest one. */
  readonly timestamp_ns: number;

  /** What the mode let the agent ask for. */
  readonly econ_requested_buys: readonly string[] | null;
  readonly econ_requested_sells: readonly string[] | null;
  readonly econ_executed_buys: readonly string[] | null;
  readonly econ_executed_sells: readonly string[] | null;
  /** Requested less executed. */
  readonly econ_unmet_buys: readonly string[] | null;
  readonly econ_unmet_sells: readonly string[] | null;
  /** Executed over requested, half-even to 12 decimals; 1 where nothing was requested. */
  readonly econ_fill_rate_buys: readonly string[] | null;
  readonly econ_fill_rate_sells: readonly string[] | null;

  /** Value of home and carried stock at the round's prices, before trade. */
  readonly total_wealth_LTE: string | null;
  /** What travelling takes off the budget; may be `Infinity`. */
  readonly travel_cost_deduction: string | null;
  /** What is left of total wealth after that, at least 0. */
  readonly effective_budget: string | null;
  /** How far purchases stay below what the mode allows, given the executed sales. */
  readonly value_feasibility_slack: string | null;
  /** Value of carried stock before trade. */
  readonly personal_wealth_entry: string | null;
  /** Carried stock before trade. */
  readonly sell_capacity: readonly string[] | null;
  /** Before the mode scales them: the same in every mode. */
  readonly econ_desired_buys: readonly string[] | null;
  readonly econ_desired_sells: readonly string[] | null;
  /** Desired less executed purchases. */
  readonly liquidity_gap: readonly string[] | null;
  /** The sum of the agents' gaps, on each row of the round. */
  readonly market_liquidity_gap: readonly string[] | null;
  /** Ideal bundle less endowment less executed net; null for a good without a price. */
  readonly econ_excess_demand_gap: readonly (string | null)[] | null;
  /** Value sold less value bought. */
  readonly settlement_balance: string | null;
  /** Delivered in kind from home and carried stock to settle a debt. */
  readonly settlement_delivered: readonly string[] | null;
  /** Received at home in settlement of a claim. */
  readonly settlement_received: readonly string[] | null;
  /** What whole quanta leave open: written off, 0 in all. */
  readonly settlement_rounding: string | null;
  /** Steps to the market. */
  readonly spatial_distance_to_market: number | null;
  /** Steps since leaving home. */
  readonly trip_distance: number | null;
  readonly phase: string | null;
  readonly solver_status: string | null;
  readonly solver_reason: string | null;
  readonly solver_rest_norm: string | null;
  readonly solver_method: string | null;
  /** In the last round only. */
  readonly termination_reason: string | null;
  /** Columns that the schema does not have, as they were read. Never in rows that a log of ours makes. */
  readonly extra?: ReadonlyMap<string, unknown>;
}

const field =
  (since: 0 | 1 | 2, nullable: boolean, shape: LogFieldShape) =>
  (name: keyof FinancingLogRow): LogField => ({ name, shape, since, nullable });

/**
 * The columns of the log, in the order in which they are written.
 *
 * @see financing specification, section 11
 */
export const LOG_FIELDS: readonly LogField[] = [
  field(0, false, 'text')('core_schema_version'),
  ...(['core_round', 'core_agent_id', 'spatial_pos_x', 'spatial_pos_y'] as const).map(field(0, false, 'integer')),
  field(0, false, 'flag')('spatial_in_marketplace'),
  field(0, false, 'partial')('econ_prices'),
  field(0, false, 'decimals')('econ_executed_net'),
  ...(['ration_unmet_demand', 'ration_unmet_supply'] as const).map(field(0, true, 'decimals')),
  field(0, true, 'extended')('wealth_travel_cost'),
  field(0, true, 'decimal')('wealth_effective_budget'),
  field(0, true, 'extended')('utility'),
  field(0, true, 'text')('financing_mode'),
  field(0, false, 'instant')('timestamp_ns'),

  ...(
    [
      'econ_requested_buys',
      'econ_requested_sells',
      'econ_executed_buys',
      'econ_executed_sells',
      'econ_unmet_buys',
      'econ_unmet_sells',
      'econ_fill_rate_buys',
      'econ_fill_rate_sells',
    ] as const
  ).map(field(1, true, 'decimals')),

  field(2, true, 'decimal')('total_wealth_LTE'),
  field(2, true, 'extended')('travel_cost_deduction'),
  ...(['effective_budget', 'value_feasibility_slack', 'personal_wealth_entry'] as const).map(field(2, true, 'decimal')),
  ...(
    ['sell_capacity', 'econ_desired_buys', 'econ_desired_sells', 'liquidity_gap', 'market_liquidity_gap'] as const
  ).map(field(2, true, 'decimals')),
  field(2, true, 'partial')('econ_excess_demand_gap'),
  field(2, true, 'decimal')('settlement_balance'),
  ...(['settlement_delivered', 'settlement_received'] as const).map(field(2, true, 'decimals')),
  field(2, true, 'decimal')('settlement_rounding'),
  ...(['spatial_distance_to_market', 'trip_distance'] as const).map(field(2, true, 'integer')),
  ...(['phase', 'solver_status', 'solver_reason'] as const).map(field(2, true, 'text')),
  field(2, true, 'decimal')('solver_rest_norm'),
  ...(['solver_method', 'termination_reason'] as const).map(field(2, true, 'text')),
];
