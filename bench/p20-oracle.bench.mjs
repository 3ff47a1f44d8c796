/** P20: the integer market and the literal day of the specification write the same log, byte for byte, for a thousand whole scenarios. */
import { runOracle, sampleDealerScenarios, simulateScenario } from '@bagehot/dealer/testing';

const SCENARIOS = 1000;
const SEED = 20;

const lines = (records) => records.map((record) => JSON.stringify(record)).join('\n');

let identical = 0;
let records = 0;
let oracleMs = 0;
let engineMs = 0;
const kinds = new Map();
sampleDealerScenarios(SCENARIOS, SEED).forEach((scenario, index) => {
  const start = performance.now();
  const literal = runOracle(scenario).records;
  const middle = performance.now();
  let told;
  try {
    told = lines(simulateScenario(scenario).records);
  } catch (error) {
    told = String(error);
  }
  engineMs += performance.now() - middle;
  oracleMs += middle - start;
  records += literal.length;
  for (const { kind } of literal) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (told === lines(literal)) identical += 1;
  else process.stderr.write(`scenario ${index} of seed ${SEED} differs: ${told.slice(0, 200)}\n`);
});

const line = {
  id: 'P20',
  name: 'logs of whole scenarios, integer market equal to the literal day',
  value: identical,
  unit: 'scenarios',
  target: `>= ${SCENARIOS}`,
  records,
  trades: kinds.get('Trade') ?? 0,
  defaults: kinds.get('Default') ?? 0,
  oracleMs: Math.round(oracleMs),
  engineMs: Math.round(engineMs),
};
process.stdout.write(`${JSON.stringify(line)}\n`);
