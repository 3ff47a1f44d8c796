/** The log of a village, written, read again and checked: a figure that somebody changed is found by the digest, and by the log's own arithmetic. */
import {
  createFinancingLog,
  createSpatialEconomy,
  FinancingError,
  type FinancingErrorDetails,
  type FinancingLogRow,
  type LogVerdict,
  logDigest,
  parseLog,
  replayLog,
  roundSummaries,
  verifyLog,
} from '@bagehot/financing';

const log = createFinancingLog();
const village = createSpatialEconomy(
  {
    mode: 'TOTAL_WEALTH',
    grid: { width: 6, height: 6 },
    loadFraction: '0.5',
    maxRounds: 12,
    agents: [
      { id: 1, alpha: ['0.5', '0.5'], home: [20, 0], personal: [0, 0], homePosition: [0, 0] },
      { id: 2, alpha: ['0.25', '0.75'], home: [6, 4], personal: [0, 0], homePosition: [5, 1] },
      { id: 3, alpha: ['0.6', '0.4'], home: [0, 12], personal: [0, 0], homePosition: [2, 5] },
    ],
  },
  { events: log },
);
village.run();

let text = '';
log.jsonLines({
  write: (lines) => {
    text += lines;
  },
});
const digest = await logDigest(text);
console.log(`${log.length} rows, ${digest.rounds.length} rounds, hash ${digest.hash.slice(0, 12)}...`);

export const rows: readonly FinancingLogRow[] = parseLog(text);
for (const { round, volume, liquidityGapValue } of roundSummaries(rows))
  if (volume !== null)
    console.log(`round ${round}: volume ${volume.join(' and ')}, gap worth ${liquidityGapValue?.toFixed(3)}`);

/** Somebody makes the first trader of the village richer than it was. */
const first = rows.findIndex((row) => row.econ_executed_net.length > 0);
const forged = [...log.lines()].with(first, JSON.stringify({ ...rows[first], total_wealth_LTE: '100' }));

export const verdict: LogVerdict = await verifyLog(forged, digest);
console.log(`the digest says: ${JSON.stringify(verdict)}`);
export const contradictions: string[] = [];
try {
  for (const { round } of replayLog(parseLog(forged))) console.log(`round ${round} is sound`);
} catch (error) {
  if (!(error instanceof FinancingError)) throw error;
  for (const { path } of (error.details as FinancingErrorDetails).problems) contradictions.push(path);
  console.log(`${error.code}: ${contradictions.join('; ')}`);
}
