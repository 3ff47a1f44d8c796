export { type GoldenAgent, goldenFirms, goldenHouseholds } from './golden-agents.js';
export { createRecordingTreasury, type RecordingTreasury, type TreasuryCall } from './recording-treasury.js';
