/**
 * P13: a hundred agents, a hundred rounds, three goods, everybody in the market and everything carried, with the log as columns in memory. What financing out of all
 * one owns costs against financing out of what one carries, and the CPU time of either, without the log's text and with it.
 */
import { createFinancingLog, createSpatialEconomy, generatePopulation } from '@bagehot/financing';
import { createRandom } from '@bagehot/kernel';

const AGENTS = 100;
const ROUNDS = 100;
const GOODS = 3;
const WARM_UP = 16;
const REPEATS = 61;

/** CPU milliseconds since `before`. */
function cpuMs(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** One run; returns CPU milliseconds of the rounds, and of the rounds and the log as JSON Lines, set-up left out. */
function run(mode, seed) {
  const grid = { width: 4, height: 4 };
  const drawn = generatePopulation({ agents: AGENTS, goods: GOODS, grid }, createRandom(seed));
  const agents = drawn.map((agent) => ({ ...agent, homePosition: [1, 1] }));
  const log = createFinancingLog();
  const economy = createSpatialEconomy({ agents, grid, mode, departure: 'never' }, { events: log });
  const before = process.cpuUsage();
  let priced = 0;
  for (let round = 0; round < ROUNDS; round++)
    if (economy.runRound().market.equilibrium.status === 'converged') priced++;
  const rounds = cpuMs(before);
  let text = '';
  log.jsonLines({
    write(lines) {
      text += lines;
    },
  });
  const logged = cpuMs(before);
  if (text.split('\n').length !== log.length + 1) throw new Error('lines are missing');
  if (priced !== ROUNDS || log.length !== AGENTS * ROUNDS)
    throw new Error(`${priced} rounds priced, ${log.length} rows`);
  return { rounds, logged };
}

const untimed = () => ({ rounds: Number.POSITIVE_INFINITY, logged: Number.POSITIVE_INFINITY });
const best = { PERSONAL: untimed(), TOTAL_WEALTH: untimed() };
const ratios = [];
// By turns and in both orders, so that a busy machine hits both modes alike.
for (let turn = 0; turn < WARM_UP + REPEATS; turn++) {
  const modes = Object.keys(best);
  const ms = {};
  for (const mode of turn % 2 === 0 ? modes : modes.reverse()) ms[mode] = run(mode, 1 + turn);
  if (turn < WARM_UP) continue;
  for (const mode of modes)
    for (const part of ['rounds', 'logged']) best[mode][part] = Math.min(best[mode][part], ms[mode][part]);
  ratios.push(ms.TOTAL_WEALTH.rounds / ms.PERSONAL.rounds);
}

const line = (fields) => process.stdout.write(`${JSON.stringify({ id: 'P13', ...fields })}\n`);
const median = ratios.toSorted((a, b) => a - b)[Math.floor(REPEATS / 2)];
const ratio = Number(median.toFixed(3));
line({ name: 'TOTAL_WEALTH against PERSONAL', value: ratio, unit: 'x', target: '<= 1.05' });
for (const [mode, { rounds, logged }] of Object.entries(best))
  for (const [what, ms, limit] of [
    ['', rounds, 100],
    [', as JSON Lines', logged, 300],
  ]) {
    const value = Number(ms.toFixed(1));
    const name = `100 agents, 100 rounds, 3 goods, ${mode}${what}`;
    line({ name, value, unit: 'ms', target: `<= ${limit}` });
  }
