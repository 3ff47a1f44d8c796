export { dailyInvariants, economyInvariants } from './economy-invariants.js';
export type { AssetFlow, EconomyState, JournalPart } from './economy-state.js';
export { checkEconomy, type EconomyLawOptions, type EconomyLaws, EconomyWatch } from './economy-watch.js';
