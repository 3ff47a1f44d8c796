import { type Decimal, decimalPlaces, ONE } from '@bagehot/kernel';
import { type BalanceBook, readBalances } from './balances.js';
import { type DayFacts, factsByDay } from './day-facts.js';
import { createFigures, type Figures } from './figures.js';
import type { ReportInput } from './input.js';
import { type MetricTree, readMetrics } from './metric-tree.js';
import { flatten, type NameValue } from './name-value.js';
import { amountOf, readDecimal, textOf } from './record.js';
import { eventsOf, type RunLog, readLog } from './run-log.js';

/** The two agents that make a market in one bucket. */
interface Makers {
  dealer: string;
  vbt: string;
}

/** Everything the sections of a report look at, read once. */
export interface RunView {
  readonly log: RunLog;
  readonly facts: readonly DayFacts[];
  readonly figures: Figures;
  readonly parameters: readonly NameValue[];
  readonly metrics: MetricTree;
  /** Metrics of the run without dealers and of the run with them, when there are two. */
  readonly comparison: { readonly control: MetricTree; readonly arm: MetricTree } | undefined;
  readonly balances: BalanceBook;
  /** Face of a ticket. */
  readonly ticketSize: Decimal;
  /** Who makes the market, by bucket in the order in which buckets appear. */
  readonly makers: ReadonlyMap<string, Makers>;
  /** Where the complete log is. */
  readonly logName: string;
}

/** A parameter by the end of its dotted name. */
export function parameter(parameters: readonly NameValue[], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = parameters.find((row) => row.name === name || row.name.endsWith(`.${name}`));
    if (found !== undefined) return found.value;
  }
  return undefined;
}

function ticketSizeOf(parameters: readonly NameValue[], log: RunLog): Decimal {
  const given = readDecimal(parameter(parameters, 'ticket_size', 'ticketSize', 'ticket_face'));
  if (given !== undefined) return given;
  const moved = eventsOf(log, 'ClaimTransferred').find(({ record }) => textOf(record, 'cause') === 'trade');
  return (moved && amountOf(moved.record, 'face')) ?? ONE;
}

function makersOf(log: RunLog): ReadonlyMap<string, Makers> {
  const makers = new Map<string, Makers>();
  const known = (names: readonly string[], otherwise: string): string =>
    names.find((name) => log.agents.has(name)) ?? otherwise;
  for (const { record } of eventsOf(log, 'DealerQuote')) {
    const bucket = textOf(record, 'bucket');
    if (makers.has(bucket)) continue;
    makers.set(bucket, {
      dealer: known([`dealer_${bucket}`, `D:${bucket}`], `dealer_${bucket}`),
      vbt: known([`vbt_${bucket}`, `V:${bucket}`], `vbt_${bucket}`),
    });
  }
  for (const { record } of eventsOf(log, 'Trade')) {
    const pair = makers.get(textOf(record, 'bucket'));
    if (pair === undefined) continue;
    pair.dealer = textOf(record, 'dealer') || pair.dealer;
    const outside = textOf(record, 'vbt');
    // A central bank that stands behind the value-based trader takes its place in single trades only.
    if (outside !== '' && log.agents.get(outside) !== 'central_bank') pair.vbt = outside;
  }
  return makers;
}

/** Whole amounts everywhere: no decimals. Otherwise two. */
function moneyDecimals(log: RunLog): number {
  for (const { record } of log.events) {
    for (const field of ['amount', 'amount_paid', 'shortfall', 'total_paid']) {
      const amount = amountOf(record, field);
      if (amount !== undefined && decimalPlaces(amount) > 0) return 2;
    }
  }
  return 0;
}

/**
 * Reads the input of a report once.
 *
 * @throws ReportError `BAD_RECORD`, `BAD_BALANCE`
 */
export function readRun(input: ReportInput): RunView {
  const log = readLog(input.records);
  const parameters = flatten(input.parameters);
  const { comparison } = input;
  return {
    log,
    facts: factsByDay(log),
    figures: createFigures(moneyDecimals(log)),
    parameters,
    metrics: readMetrics(input.metrics),
    comparison: comparison && { control: readMetrics(comparison.control), arm: readMetrics(comparison.arm) },
    balances: readBalances(input.balances ?? []),
    ticketSize: ticketSizeOf(parameters, log),
    makers: makersOf(log),
    logName: input.logName ?? 'events.jsonl',
  };
}
