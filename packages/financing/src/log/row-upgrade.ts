import { type FinancingLogRow, LOG_SCHEMA_VERSION } from './log-schema.js';

const OLDER = /^1\.[01](?:\.|$)/;

/**
 * A row of an older version with what can be derived of the newer fields: the travel cost deduction and the effective budget, which 1.0.0 had under other names.
 * Everything else that is null stays null: wealth at pricing, for one, cannot be known from a row of 1.1.0. Columns under `extra` stay. The version becomes
 * 1.2.0; a later one stays.
 *
 * @see financing specification, section 11
 */
export function upgradeRow(row: FinancingLogRow): FinancingLogRow {
  return {
    ...row,
    core_schema_version: OLDER.test(row.core_schema_version) ? LOG_SCHEMA_VERSION : row.core_schema_version,
    travel_cost_deduction: row.travel_cost_deduction ?? row.wealth_travel_cost,
    effective_budget: row.effective_budget ?? row.wealth_effective_budget,
  };
}
