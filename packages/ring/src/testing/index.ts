export type { RingLawOptions, RingLawPorts } from './law-runs.js';
export { checkTradingPhase, type PhaseLawOptions } from './phase-laws.js';
export { type RingScenario, type RingScenarioOptions, ringRules, ringScenario } from './ring-scenario.js';
export { checkSettlementPorts, type SettlementPorts } from './settlement-laws.js';
