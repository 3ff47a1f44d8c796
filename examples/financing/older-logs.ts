/** One reader for logs of every age: a row of version 1.1.0, and one of another simulator that went its own way to 1.4.1. */
import { agentDiagnostics, type FinancingLogRow, parseLog, upgradeRow } from '@bagehot/financing';

const OLD = {
  core_schema_version: '1.1.0',
  core_round: 0,
  core_agent_id: 1,
  spatial_pos_x: 4,
  spatial_pos_y: 5,
  spatial_in_marketplace: true,
  econ_prices: [1, 0.8],
  econ_executed_net: [-1.2, 1.5],
  ration_unmet_demand: [0, 0.5],
  ration_unmet_supply: [0, 0],
  wealth_travel_cost: 0.25,
  wealth_effective_budget: 7.75,
  utility: 4.5,
  financing_mode: 'PERSONAL',
  timestamp_ns: 0,
  econ_requested_buys: [0, 2],
  econ_requested_sells: [1.2, 0],
  econ_executed_buys: [0, 1.5],
  econ_executed_sells: [1.2, 0],
  econ_unmet_buys: [0, 0.5],
  econ_unmet_sells: [0, 0],
  econ_fill_rate_buys: [1, 0.75],
  econ_fill_rate_sells: [1, 1],
};
const FOREIGN = { ...OLD, core_schema_version: '1.4.1', core_frame_hash: '9f86d081', spatial_distance_to_market: 0 };

export const rows: readonly FinancingLogRow[] = parseLog([JSON.stringify(OLD), JSON.stringify(FOREIGN)]);
const [old, foreign] = rows;
console.log(`prices ${old?.econ_prices.join(' and ')}, distance to market: ${old?.spatial_distance_to_market}`);
console.log(
  `distance to market: ${foreign?.spatial_distance_to_market}, frame hash: ${foreign?.extra?.get('core_frame_hash')}`,
);

export const upgraded: readonly FinancingLogRow[] = rows.map(upgradeRow);
const {
  core_schema_version: version,
  effective_budget: budget,
  total_wealth_LTE: wealth,
} = upgraded[0] as FinancingLogRow;
console.log(`version ${version}: budget ${budget}, total wealth ${wealth}`);

const [agent] = agentDiagnostics(rows.slice(0, 1));
console.log(
  `bought ${agent?.purchases?.fillRate[1]} of what it asked for; unmet: worth ${agent?.purchases?.unmetValue}`,
);
