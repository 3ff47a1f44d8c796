export { type RingScenario, type RingScenarioOptions, ringRules, ringScenario } from './ring-scenario.js';
