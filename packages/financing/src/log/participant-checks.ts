import { type Decimal, max, ONE, quotient, sum, ZERO } from '@bagehot/kernel';
import type { IntegrityNotes } from './integrity-notes.js';
import { type Amounts, less, type RowFigures } from './row-figures.js';

/** Decimals of fill rates. */
const RATIO_DECIMALS = 12;

/** What is known of the round that a row belongs to. */
export interface RoundFacts {
  /** At least one quantum: amounts of the round are multiples of it. */
  readonly quantum: Decimal;
  /** The sum of the prices. */
  readonly priceSum: Decimal;
  /** Does the settlement policy carry balances from round to round? A log does not tell them. */
  readonly carriesBalances: boolean;
}

/**
 * Everything that the figures of one participant must satisfy among themselves, exactly; only what is rounded to whole quanta may be off by as much.
 *
 * @see financing specification, sections 5 to 8
 */
export function checkParticipant(figures: RowFigures, facts: RoundFacts, notes: IntegrityNotes): void {
  checkOrders(figures, notes);
  checkWealth(figures, facts, notes);
  checkSlack(figures, facts, notes);
  checkIdealBundle(figures, facts, notes);
  checkSettlement(figures, facts, notes);
}

function checkOrders(figures: RowFigures, notes: IntegrityNotes): void {
  for (const side of ['buys', 'sells'] as const) {
    const desired = figures.amounts(`econ_desired_${side}`);
    const requested = figures.amounts(`econ_requested_${side}`);
    const executed = figures.amounts(`econ_executed_${side}`);
    notes.notNegative(`econ_executed_${side}`, executed);
    notes.amountsAtMost(`econ_executed_${side}`, executed, requested, 'what was requested');
    notes.amountsAtMost(`econ_requested_${side}`, requested, desired, 'what was desired');
    const unmet = less(requested, executed);
    notes.equalAmounts(`econ_unmet_${side}`, figures.amounts(`econ_unmet_${side}`), unmet, 'requested less executed');
    const rates = figures.amounts(`econ_fill_rate_${side}`);
    notes.equalAmounts(`econ_fill_rate_${side}`, rates, fillRates(executed, requested), 'executed over requested');
  }
  for (const stage of ['desired', 'requested', 'executed'] as const) {
    const buys = figures.amounts(`econ_${stage}_buys`);
    const sells = figures.amounts(`econ_${stage}_sells`);
    for (const [g, buy] of (buys ?? []).entries())
      if (!buy.eq(0) && sells?.[g]?.eq(0) === false)
        notes.wrong(`econ_${stage}_sells[${g}]`, sells[g], '0, as the same good is bought');
  }
  const executed = figures.amounts('econ_executed_buys');
  const net = less(executed, figures.amounts('econ_executed_sells'));
  notes.equalAmounts('econ_executed_net', figures.amounts('econ_executed_net'), net, 'bought less sold');
  const gap = less(figures.amounts('econ_desired_buys'), executed);
  notes.equalAmounts('liquidity_gap', figures.amounts('liquidity_gap'), gap, 'desired less executed purchases');
  const capacity = figures.amounts('sell_capacity');
  notes.amountsAtMost('econ_desired_sells', figures.amounts('econ_desired_sells'), capacity, 'what was carried');
}

function fillRates(executed: Amounts, requested: Amounts): Amounts {
  if (executed === null || requested === null) return null;
  return requested.map((asked, g) =>
    asked.eq(0) ? ONE : quotient(executed[g] ?? ZERO, asked, { decimals: RATIO_DECIMALS }),
  );
}

function checkWealth(figures: RowFigures, { carriesBalances }: RoundFacts, notes: IntegrityNotes): void {
  const { row } = figures;
  const wealth = figures.value('total_wealth_LTE');
  const personal = figures.value('personal_wealth_entry');
  const carried = figures.worth(figures.amounts('sell_capacity'));
  notes.equal('personal_wealth_entry', personal, carried, 'the value of what was carried');
  notes.atMost('personal_wealth_entry', personal, wealth, 'total wealth');
  const cost = row.travel_cost_deduction;
  if (cost?.startsWith('-') === true) notes.wrong('travel_cost_deduction', cost, 'at least 0');
  if (cost !== null && wealth !== null) {
    const budget = figures.value('effective_budget');
    const most = cost === 'Infinity' ? ZERO : max(ZERO, wealth.minus(cost));
    if (carriesBalances) notes.atMost('effective_budget', budget, most, 'total wealth less travel cost');
    else notes.equal('effective_budget', budget, most, 'total wealth less travel cost, at least 0');
  }
  if (cost !== null && row.wealth_travel_cost !== cost)
    notes.wrong('wealth_travel_cost', row.wealth_travel_cost, `${cost}, as travel_cost_deduction is`);
  if (row.effective_budget !== null && row.wealth_effective_budget !== row.effective_budget)
    notes.wrong(
      'wealth_effective_budget',
      row.wealth_effective_budget,
      `${row.effective_budget}, as effective_budget is`,
    );
}

/** Only the built-in modes say in a log what their bounds are. */
function checkSlack(
  figures: RowFigures,
  { quantum, priceSum, carriesBalances }: RoundFacts,
  notes: IntegrityNotes,
): void {
  const slack = figures.value('value_feasibility_slack');
  const bought = figures.worth(figures.amounts('econ_executed_buys'));
  const sold = figures.worth(figures.amounts('econ_executed_sells'));
  if (slack === null || bought === null || sold === null) return;
  if (figures.row.financing_mode === 'PERSONAL') {
    notes.equal('value_feasibility_slack', slack, sold.minus(bought), 'value sold less value bought');
    // Two quanta of every good: trade is in whole quanta, so that a balance cannot be exactly 0.
    const tolerance = quantum.times(priceSum).times(2);
    if (slack.abs().gt(tolerance)) notes.wrong('value_feasibility_slack', slack, `0 but for at most ${tolerance}`);
  }
  if (figures.row.financing_mode === 'TOTAL_WEALTH') {
    const wealth = figures.value('total_wealth_LTE');
    const most = wealth?.minus(bought) ?? null;
    if (carriesBalances) notes.atMost('value_feasibility_slack', slack, most, 'total wealth less value bought');
    else notes.equal('value_feasibility_slack', slack, most, 'total wealth less value bought');
    if (slack.lt(0)) notes.wrong('value_feasibility_slack', slack, 'at least 0');
  }
}

/**
 * The ideal bundle costs the whole budget, and what is at home is what was not carried. Stocks at home are not in the log; in value they are total less personal wealth.
 */
function checkIdealBundle(figures: RowFigures, { quantum, priceSum }: RoundFacts, notes: IntegrityNotes): void {
  const { row } = figures;
  const wealth = figures.value('total_wealth_LTE');
  const budget = figures.value('effective_budget');
  const net = figures.amounts('econ_executed_net');
  if (row.econ_excess_demand_gap === null || wealth === null || budget === null || net === null) return;
  const excess = row.econ_excess_demand_gap.map((text, g) => ZERO.plus(text ?? net[g]?.times(-1) ?? ZERO));
  // Ideal bundle less endowment.
  const change = excess.map((gap, g) => gap.plus(net[g] ?? ZERO));
  const quanta = quantum.times(priceSum);
  const off = figures.worth(change)?.minus(budget.minus(wealth)).abs();
  if (off?.gt(quanta))
    notes.wrong('econ_excess_demand_gap', row.econ_excess_demand_gap, 'with executed trades worth budget less wealth');
  const personal = figures.value('personal_wealth_entry');
  const desired = less(figures.amounts('econ_desired_buys'), figures.amounts('econ_desired_sells'));
  if (desired === null || personal === null || !BUILT_IN.has(row.financing_mode)) return;
  const home = desired.map((order, g) => order.minus(change[g] ?? ZERO));
  const atHome = figures.worth(home);
  if (atHome?.minus(wealth.minus(personal)).abs().gt(quanta.times(2)))
    notes.wrong('econ_desired_buys', row.econ_desired_buys, 'what is missing to the ideal bundle at home and carried');
  if (home.some((stock) => stock.lt(quantum.times(-2))))
    notes.wrong('econ_excess_demand_gap', row.econ_excess_demand_gap, 'at most desired less executed orders');
}

const BUILT_IN: ReadonlySet<string | null> = new Set(['PERSONAL', 'TOTAL_WEALTH']);

function checkSettlement(figures: RowFigures, { carriesBalances }: RoundFacts, notes: IntegrityNotes): void {
  const balance = figures.value('settlement_balance');
  const net = figures.worth(figures.amounts('econ_executed_net'));
  notes.equal('settlement_balance', balance, net?.times(-1) ?? null, 'value sold less value bought');
  const delivered = figures.amounts('settlement_delivered');
  const received = figures.amounts('settlement_received');
  notes.notNegative('settlement_delivered', delivered);
  notes.notNegative('settlement_received', received);
  const gained = figures.worth(less(delivered, received));
  if (carriesBalances || balance === null || gained === null) return;
  const why = 'balance and what was delivered less what was received';
  notes.equal('settlement_rounding', figures.value('settlement_rounding'), sum([balance, gained]), why);
}
