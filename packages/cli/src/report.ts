import { renderReport } from '@bagehot/report';
import {
  BALANCE_COLUMNS,
  type BalanceRow,
  balanceCells,
  type PlainRecord,
  runRecord,
  runRecords,
  type ScenarioResult,
} from '@bagehot/sim';

/** What one needs to know to make a run again. */
export function manifestOf({ scenario, stopped, days }: ScenarioResult, version: string, wallMs: number): PlainRecord {
  return {
    bagehot: version,
    node: process.version,
    seed: scenario.run.seed,
    ring_seed: scenario.generated?.seed ?? null,
    outcome: stopped,
    days_run: days,
    wall_ms: Math.round(wallMs),
  };
}

/** The report of a run, with the figures of a comparison if there is one. */
export function reportOf(
  result: ScenarioResult,
  sheets: readonly BalanceRow[],
  comparison?: { readonly control: PlainRecord; readonly arm: PlainRecord },
): string {
  const { scenario, economy } = result;
  return renderReport({
    title: scenario.name,
    ...(scenario.description === undefined ? {} : { description: scenario.description }),
    parameters: parametersOf(result),
    metrics: runRecord(result),
    records: runRecords(economy.events.events),
    balances: sheets.map((row) => {
      const cells = balanceCells(row);
      return Object.fromEntries(BALANCE_COLUMNS.map((column, k) => [column, cells[k]]));
    }),
    ...(comparison === undefined ? {} : { comparison }),
  });
}

/** What made this run, in the order in which a reader asks. */
function parametersOf({ scenario }: ScenarioResult): readonly (readonly [string, unknown])[] {
  const { generated, dealer, moneyMarket, liquidity, facilities, treasury, policy, run: section } = scenario;
  const money = { moneyMarket, liquidity, facilities, treasury, policy };
  const draws = { draws: undefined };
  return [
    ['seed', section.seed],
    ...(generated === undefined ? [] : [['ring', { ...generated.params, ...draws }] as const]),
    ...(generated === undefined ? [] : [['realised', generated.statistics] as const]),
    ...(dealer === undefined ? [] : [['ticket_size', dealer.ticketSize] as const, ['dealer', dealer] as const]),
    ...Object.entries(money).flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const])),
    ['rules', { ...section.rules, maxDays: section.maxDays }],
  ];
}
