import type { EventRecord } from '@bagehot/kernel';
import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  type BalanceRow,
  type Branch,
  balanceCells,
  type EconomyResult,
  type PlainRecord,
  runRecord,
  runRecords,
  type ScenarioResult,
} from '@bagehot/sim';

/** What one needs to know to make a run again. */
export function manifestOf(
  { scenario, stopped, days }: ScenarioResult | EconomyResult,
  version: string,
  wallMs: number,
): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    seed: scenario.run.seed,
    ring_seed: scenario.model === 'economy' ? scenario.seed : (scenario.generated?.seed ?? null),
    outcome: stopped,
    days_run: days,
    wall_ms: Math.round(wallMs),
  };
}

/** The report of a run, with the figures of a comparison if there is one. */
export function reportOf(
  result: ScenarioResult | EconomyResult | Branch,
  sheets: readonly BalanceRow[],
  comparison?: { readonly control: PlainRecord; readonly arm: PlainRecord },
): string {
  const { scenario } = result;
  return renderReport({
    title: scenario.name,
    ...(scenario.description === undefined ? {} : { description: scenario.description }),
    parameters: parametersOf(result),
    metrics: runRecord(result),
    records: recordsOf(result),
    balances: sheets.map((row) => {
      const cells = balanceCells(row);
      return Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]]));
    }),
    ...(comparison === undefined ? {} : { comparison }),
  });
}

/** The whole log, of a branch with what it has from the run it comes from. */
export function* recordsOf(result: ScenarioResult | EconomyResult | Branch): Generator<EventRecord> {
  const past = 'past' in result ? result.past.records : [];
  yield* past;
  yield* runRecords(result.economy.events.events, { seq: past.length });
}

/** What made this run, in the order in which a reader asks. */
function parametersOf({ scenario }: ScenarioResult | EconomyResult): readonly (readonly [string, unknown])[] {
  const { dealer, moneyMarket, liquidity, facilities, treasury, policy, run: section } = scenario;
  const sections = { moneyMarket, liquidity, facilities, treasury, policy, ...ownSectionsOf(scenario) };
  return [
    ['seed', section.seed],
    ...ringOf(scenario),
    ...(dealer === undefined ? [] : [['ticket_size', dealer.ticketSize] as const, ['dealer', dealer] as const]),
    ...Object.entries(sections).flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const])),
    ['rules', { ...section.rules, maxDays: section.maxDays }],
  ];
}

/** From what a ring was drawn, and what it turned out to be. */
function ringOf(scenario: (ScenarioResult | EconomyResult)['scenario']): readonly (readonly [string, unknown])[] {
  const { params, statistics } =
    scenario.model === 'economy'
      ? { params: scenario.ring, statistics: scenario.statistics }
      : (scenario.generated ?? { params: undefined, statistics: undefined });
  if (params === undefined) return [];
  return [
    ['ring', { ...params, draws: undefined }],
    ['realised', statistics],
  ];
}

/** Sections that only an economy has; of its market for goods the rules, without the people. */
function ownSectionsOf(scenario: (ScenarioResult | EconomyResult)['scenario']): object {
  if (scenario.model !== 'economy') return {};
  const { people, exchange, financing, goods, purchaseLimit, tradeCredit, dealerFunding, backstop } = scenario;
  const traded = exchange && { ...exchange, agents: exchange.agents.length, resources: exchange.resources.length };
  const rounds = financing && { ...financing.rules, agents: financing.agents.length };
  return { people, exchange: traded, financing: rounds, goods, purchaseLimit, tradeCredit, dealerFunding, backstop };
}
