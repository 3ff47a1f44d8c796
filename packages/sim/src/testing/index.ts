export { type EconomyDocument, type MarketName, marketsOf, type Plain, type PlainSection } from './economy-document.js';
export { dailyInvariants, economyInvariants } from './economy-invariants.js';
export { type EconomyRun, type EconomyRunOptions, runEconomy } from './economy-run.js';
export type { AssetFlow, EconomyState, JournalPart } from './economy-state.js';
export { checkEconomy, type EconomyLawOptions, type EconomyLaws, EconomyWatch } from './economy-watch.js';
export { OWN_MONEY_REASONS, OWN_PHASES, type OwnPhaseKind, ownPhase, type PlacedPhase } from './own-phase.js';
export {
  economyText,
  type RandomEconomy,
  type RandomEconomyOptions,
  randomEconomy,
  withoutMarkets,
} from './random-economy.js';
export {
  checkStreams,
  type RandomRecord,
  type RecordedDraw,
  type RecordedStream,
  recordingRandom,
  sameDraws,
} from './random-record.js';
export { rateLaws } from './rate-laws.js';
