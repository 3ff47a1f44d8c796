import {
  compareRegimesByTick,
  createExchangeCourse,
  type ExchangeScenario,
  type RegimeComparison,
  regimeComparisonRecord,
  regimeTable,
  scenarioToYaml,
} from '@bagehot/sim';
import { EXIT, type ExitCode } from '../exit-code.js';
import { interruptible, toItsEnd } from '../interrupt.js';
import { requireOptionsOf } from '../model-options.js';
import { OutputFolder } from '../output-folder.js';
import { dayProgress } from '../progress.js';
import { csvTable, json } from '../run-folder.js';
import type { CompareOptions } from '../run-options.js';
import { refusal } from '../scenario-file.js';
import type { Terminal } from '../terminal.js';
import { overrideExchange, readRegimes, readSeeds } from './exchange-options.js';
import { exchangeReport, type FollowedRun } from './exchange-report.js';
import { regimeSummary } from './exchange-summary.js';

/** Regimes that are compared unless the command line names others. */
const REGIMES = 'barter_only,money_only,mixed';

/** Runs an exchange under several regimes on the same seeds, and writes what differs. */
export async function compareExchange(
  file: string,
  scenario: ExchangeScenario,
  options: CompareOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  requireOptionsOf('exchange', options);
  const regimes = readRegimes(options.regimes ?? REGIMES);
  const changed = overrideExchange(scenario, options);
  const seeds = readSeeds(options.seeds, changed);
  const folder = new OutputFolder(options.out);
  try {
    const comparison = await interruptible((signal) => compareInto(folder, changed, regimes, seeds, signal, terminal));
    if (options.json === true)
      terminal.out(JSON.stringify({ ...regimeComparisonRecord(comparison), out: options.out }));
    else {
      terminal.out(regimeSummary(changed.name, comparison));
      terminal.out(`written to ${options.out}: report.html, regimes.csv, comparison.json, scenario.yaml`);
    }
    if (comparison.completed) return EXIT.ok;
    terminal.err('interrupted; seeds that were not run under every regime are left out');
    return EXIT.interrupted;
  } catch (error) {
    throw refusal(file, error);
  }
}

/** Runs regime after regime for each seed, a tick at a time, and writes what came of it. */
async function compareInto(
  folder: OutputFolder,
  scenario: ExchangeScenario,
  regimes: readonly string[],
  seeds: readonly number[],
  signal: AbortSignal,
  terminal: Terminal,
): Promise<RegimeComparison> {
  const perRun = scenario.run.ticks;
  const progress = dayProgress(terminal, perRun * regimes.length * seeds.length, 'tick');
  let ticks = 0;
  const followed: FollowedRun[] = [];
  const steps = compareRegimesByTick(scenario, regimes, seeds, {
    signal,
    of: (regime, seed) => {
      // The page shows the first seed tick by tick; of the others it needs the figures alone.
      if (seed !== seeds[0]) return {};
      const course = createExchangeCourse(scenario.exchange.moneyMode);
      const { sinks, onStart, onTick } = course.listening;
      return {
        sinks,
        onTick,
        onStart: (exchange) => {
          // The folder is made when the first exchange could be set up.
          if (regime === regimes[0]) folder.make();
          onStart(exchange);
        },
        onEnd: (result) => followed.push({ result, course }),
      };
    },
  });
  const comparison = await toItsEnd(steps, () => {
    ticks++;
    progress.day(ticks);
  }).finally(() => progress.stop());
  folder.write('comparison.json', json(regimeComparisonRecord(comparison)));
  const table = regimeTable(comparison);
  folder.write(`${table.name}.csv`, csvTable(table.columns, table.rows));
  folder.write('report.html', exchangeReport(followed as [FollowedRun, ...FollowedRun[]], comparison));
  folder.write('scenario.yaml', scenarioToYaml(scenario));
  return comparison;
}
