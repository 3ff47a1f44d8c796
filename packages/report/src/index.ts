export { ReportError, type ReportErrors } from './errors.js';
export type {
  ExchangeReportAgent,
  ExchangeReportFigures,
  ExchangeReportFrame,
  ExchangeReportInput,
  ExchangeReportLambda,
  ExchangeReportPair,
  ExchangeReportRun,
  ExchangeReportSeeds,
  ExchangeReportTrades,
} from './exchange/input.js';
export { renderExchangeReport } from './exchange/render-exchange.js';
export type {
  ExperimentDifference,
  ExperimentFigure,
  ExperimentFigureWords,
  ExperimentInput,
  ExperimentMean,
  ExperimentPoint,
  ExperimentStatement,
} from './experiment/input.js';
export { renderExperiment } from './experiment/render-experiment.js';
export type {
  FinancingReportAgent,
  FinancingReportFrame,
  FinancingReportInput,
  FinancingReportRound,
  FinancingReportRun,
  SameStateRound,
} from './financing/input.js';
export { renderFinancingReport } from './financing/render-financing.js';
export type { ReportInput } from './input.js';
export type { NameValue, NameValues } from './name-value.js';
export { renderReport } from './report.js';
export type { PairReports, SweepInput } from './sweep/input.js';
export { renderSweep } from './sweep/render-sweep.js';
