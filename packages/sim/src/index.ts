export { BALANCE_COLUMNS, type BalanceRow, balanceCells, equity, type Sheet } from './balance-sheet.js';
export type { MarketCapital, SecondaryMarketConfig } from './bridges/market-config.js';
export { type ScenarioProblem, type ScenarioProblemCode, SimError, type SimErrors } from './errors.js';
export { BalanceReplay, replayBalances } from './replay.js';
export { compileScenario } from './scenario/compile.js';
export { scenarioToYaml } from './scenario/file-form.js';
export { loadScenario, parseScenario } from './scenario/read.js';
export {
  type ExplicitScenario,
  type GeneratedNote,
  type GeneratorScenario,
  MARKET_DECIMALS,
  moneyDecimalsOf,
  type RingScenario,
  type RunExports,
  type RunSection,
  type RunShow,
  type ScenarioAgent,
} from './scenario/scenario.js';
export { scenarioJsonSchema } from './scenario/schema.js';
