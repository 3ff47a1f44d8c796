import { type Decimal, decimal, ONE, sum, ZERO } from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import { PHASES } from '../population-quanta.js';
import type { Problems } from '../problems.js';
import { IntegrityNotes } from './integrity-notes.js';
import { isParticipant } from './log-rounds.js';
import type { FinancingLogRow } from './log-schema.js';
import { checkParticipant } from './participant-checks.js';
import { type Amounts, type AmountsField, RowFigures, total } from './row-figures.js';

/** Below this a price vector counts as found. */
const SOLVER_TOLERANCE = decimal('0.00000001');

/** Fields of version 1.2 that a row has if it is a participant's, and otherwise not. */
const PARTICIPANT_FIELDS: readonly (keyof FinancingLogRow)[] = [
  'wealth_travel_cost',
  'wealth_effective_budget',
  'econ_requested_buys',
  'econ_requested_sells',
  'econ_executed_buys',
  'econ_executed_sells',
  'econ_unmet_buys',
  'econ_unmet_sells',
  'econ_fill_rate_buys',
  'econ_fill_rate_sells',
  'total_wealth_LTE',
  'travel_cost_deduction',
  'effective_budget',
  'value_feasibility_slack',
  'personal_wealth_entry',
  'sell_capacity',
  'econ_desired_buys',
  'econ_desired_sells',
  'liquidity_gap',
  'econ_excess_demand_gap',
  'settlement_balance',
  'settlement_delivered',
  'settlement_received',
  'settlement_rounding',
];
/** Those that each row of a round with prices has, and otherwise none. */
const MARKET_FIELDS: readonly (keyof FinancingLogRow)[] = [
  'ration_unmet_demand',
  'ration_unmet_supply',
  'market_liquidity_gap',
];
/** Those that every row has. */
const COMMON_FIELDS: readonly (keyof FinancingLogRow)[] = [
  'utility',
  'financing_mode',
  'spatial_distance_to_market',
  'trip_distance',
  'phase',
  'solver_status',
  'solver_method',
];
/** Amounts that are whole quanta. */
const QUANTA_FIELDS: readonly (keyof FinancingLogRow)[] = [
  'econ_executed_net',
  'econ_requested_buys',
  'econ_requested_sells',
  'econ_desired_buys',
  'econ_desired_sells',
  'sell_capacity',
  'econ_excess_demand_gap',
  'settlement_delivered',
  'settlement_received',
];

/** What the rules of a run leave open. */
export interface RoundCheckRules {
  readonly carriesBalances: boolean;
}

/**
 * Checks what the rows of one round prove about one another: sums over the agents, and each participant's own figures.
 *
 * @param rows - of one round, with the same prices and figures of the market
 * @see financing specification, sections 2 to 8
 */
export function checkRound(rows: readonly FinancingLogRow[], rules: RoundCheckRules, problems: Problems): void {
  const [first] = rows;
  if (first === undefined) return;
  const path = `round ${first.core_round}`;
  const notes = new IntegrityNotes(path, problems);
  const notesOf = (row: FinancingLogRow): IntegrityNotes =>
    new IntegrityNotes(`${path}, agent ${row.core_agent_id}`, problems);
  for (const row of rows) {
    checkFields(row, notesOf(row));
    if (row.timestamp_ns !== first.timestamp_ns)
      notesOf(row).wrong('timestamp_ns', row.timestamp_ns, `${first.timestamp_ns}, as in the round's first row`);
  }
  checkSolver(first, notes);
  const prices = first.econ_prices.map((text) => (text === null ? null : decimal(text)));
  if (prices.length === 0) return;
  checkPrices(prices, notes);
  const participants = rows.filter(isParticipant).map((row) => new RowFigures(row, prices));
  const priceSum = sum(prices.map((price) => price ?? ZERO));
  const facts = { quantum: finestQuantum(rows), priceSum, carriesBalances: rules.carriesBalances };
  for (const figures of participants) checkParticipant(figures, facts, notesOf(figures.row));
  checkTotals(participants, first, notes);
}

/** Are the fields there that belong to the row? Files of other minor versions have them as they please. */
function checkFields(row: FinancingLogRow, notes: IntegrityNotes): void {
  if (!row.core_schema_version.startsWith('1.2')) return;
  const priced = row.econ_prices.length > 0;
  const participant = isParticipant(row);
  const check = (names: readonly (keyof FinancingLogRow)[], due: boolean, when: string): void => {
    for (const name of names) {
      const found = row[name] ?? null;
      if ((found !== null) !== due) notes.wrong(name, found, `${due ? 'given' : 'null'} ${when}`);
    }
  };
  check(COMMON_FIELDS, true, 'in every row');
  if (!PHASES.some((phase) => phase === row.phase)) notes.wrong('phase', row.phase, `one of ${PHASES.join(', ')}`);
  check(PARTICIPANT_FIELDS, participant, participant ? 'for a participant' : 'for one who does not take part');
  check(MARKET_FIELDS, priced, priced ? 'in a round with prices' : 'in a round without prices');
  if (priced) check(['solver_rest_norm'], true, 'in a round with prices');
}

function checkSolver(row: FinancingLogRow, notes: IntegrityNotes): void {
  const { solver_status: status, solver_reason: reason, solver_rest_norm: norm } = row;
  if (status === null) return;
  const priced = row.econ_prices.length > 0;
  if ((status === 'converged') !== priced)
    notes.wrong('solver_status', status, priced ? 'converged, as there are prices' : 'another, as there are no prices');
  if ((status === 'no_equilibrium') !== (reason !== null))
    notes.wrong('solver_reason', reason, status === 'no_equilibrium' ? 'a reason' : 'null');
  if (priced && norm !== null && decimal(norm).gte(SOLVER_TOLERANCE))
    notes.wrong('solver_rest_norm', norm, `less than ${SOLVER_TOLERANCE}`);
}

function checkPrices(prices: readonly (Decimal | null)[], notes: IntegrityNotes): void {
  for (const [g, price] of prices.entries()) {
    if (g === 0 && price?.eq(ONE) !== true) notes.wrong('econ_prices[0]', price, '1, the price of the numeraire');
    else if (price?.lte(0) === true) notes.wrong(`econ_prices[${g}]`, price, 'more than 0');
  }
}

/** One quantum, or a multiple of it: the last digit of any amount in the round. */
function finestQuantum(rows: readonly FinancingLogRow[]): Decimal {
  let places = 0;
  for (const row of rows)
    for (const name of QUANTA_FIELDS) {
      const texts = row[name];
      if (!Array.isArray(texts)) continue;
      for (const text of texts) if (typeof text === 'string') places = Math.max(places, digitsAfterPoint(text));
    }
  return fromUnits(1n, places);
}

function digitsAfterPoint(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function checkTotals(participants: readonly RowFigures[], row: FinancingLogRow, notes: IntegrityNotes): void {
  const goods = row.econ_prices.length;
  const totalOf = (name: AmountsField): Amounts =>
    total(
      participants.map((figures) => figures.amounts(name)),
      goods,
    );
  for (const [g, net] of (totalOf('econ_executed_net') ?? []).entries())
    if (!net.eq(0)) notes.wrong(`econ_executed_net[${g}]`, net, '0 in all: as much bought as sold');
  const ofMarket = new RowFigures(row, []);
  const check = (name: AmountsField, part: AmountsField): void =>
    notes.equalAmounts(name, ofMarket.amounts(name), totalOf(part), `the sum of ${part}`);
  check('ration_unmet_demand', 'econ_unmet_buys');
  check('ration_unmet_supply', 'econ_unmet_sells');
  check('market_liquidity_gap', 'liquidity_gap');
  const delivered = totalOf('settlement_delivered');
  const received = totalOf('settlement_received');
  notes.equalAmounts('settlement_received', received, delivered, 'in all, as much as was delivered');
  const rounding = participants.map((figures) => figures.value('settlement_rounding'));
  const left = rounding.reduce((all, part) => (all === null || part === null ? null : all.plus(part)), ZERO);
  notes.equal('settlement_rounding', left, ZERO, 'in all');
}
