import { readFileSync } from 'node:fs';
import { decimal, sum } from '@bagehot/kernel';
import { loadScenario, parseScenario, planSweep, runFigures, runScenario, sweepRows } from '@bagehot/sim';
import { expect, it } from 'vitest';
import { run } from '../program.js';

it('counting-sink: the sink sees what the metrics count', async () => {
  const { counts, result } = await run(() => import('./counting-sink.js'));
  expect(counts.get('Trade')).toBe(result.metrics.totalTrades);
  expect(counts.get('AgentDefaulted') ?? 0).toBe(result.metrics.totalDefaults);
  expect(counts.get('RunStopped')).toBe(1);
});

it('balanced-pair: one opening, with and without trade', async () => {
  const { pair } = await run(() => import('./balanced-pair.js'));
  const { runs, baseline, treatment } = pair;
  expect(runs.baseline.scenario).toEqual({ ...runs.treatment.scenario, dealer: undefined });
  expect(baseline.strategies).toBeUndefined();
  expect(treatment.market?.sells).toBeGreaterThan(0);
  expect(treatment.market?.buys).toBe(0);
  const { no_trade, sell_before } = treatment.strategies ?? {};
  const ended = (no_trade?.count ?? 0) + (sell_before?.count ?? 0);
  const owed = runs.treatment.scenario.initialActions.filter(({ kind }) => kind === 'create_payable');
  expect(ended).toBe(owed.length);
});

it('branch: one past, and fewer defaults the more freely the window lends', async () => {
  const { futures } = await run(() => import('./branch.js'));
  const [asItWas, against, without] = Object.values(futures);
  const past = JSON.stringify(asItWas?.past.records);
  for (const { past: own, branch: note } of [against, without].flatMap((one) => one ?? [])) {
    expect(JSON.stringify(own.records)).toBe(past);
    expect(note.day).toBe(3);
  }
  const defaults = [asItWas, against, without].map((one) => one?.metrics.totalDefaults ?? 0);
  expect(defaults).toEqual(defaults.toSorted((a, b) => b - a));
  expect(defaults[0]).toBeGreaterThan(defaults[2] ?? 0);
  expect(asItWas?.metrics.moneyMarket?.facilityLending.toFixed()).toBe('0');
});

it('overnight-money: two nights of interest on 50 are the price of not defaulting', async () => {
  const { run: simulated } = await run(() => import('./overnight-money.js'));
  expect(simulated(false).defaults).toBe(1);
  const { defaults, left } = simulated(true);
  // 60 come in at the settlement of the second day, after its session: until then the 50.006944444444 of the first night are borrowed for another,
  // which costs 0.006945408951 (5 % of them, a 360th of it).
  expect([defaults, left.toString()]).toEqual([0, '9.986110146605']);
});

it('dealer-of-last-resort: nobody who may sell is without a buyer, and no price lies below the standing bid', async () => {
  const { outcomes } = await run(() => import('./dealer-of-last-resort.js'));
  const [alone, ...backed] = outcomes;
  expect(alone?.backstop).toBeUndefined();
  expect(alone?.unsold).toBeGreaterThan(0);
  expect(backed.map(({ unsold }) => unsold)).toEqual([0, 0, 0]);
  // Half the spread below the opening mid of 1.
  expect(backed.map(({ worst }) => worst?.toFixed())).toEqual(['0.2', '0.5', '0.7']);
  const profits = backed.map(({ backstop }) => backstop?.profit.toNumber() ?? 0);
  expect(profits).toEqual([...profits].sort((a, b) => b - a));
});

it('funded-dealers: a run forces sales, and only of those who owe', async () => {
  const { run: simulated } = await run(() => import('./funded-dealers.js'));
  const [calm, panic] = [simulated(1, 99), simulated(1, 4)];
  expect([calm.forced, panic.forced]).toEqual([0, 0]);
  expect(panic.profit.eq(calm.profit)).toBe(true);
  expect(simulated(2, 99).forced).toBe(0);
  expect(simulated(2, 4).forced).toBeGreaterThan(0);
});

it('round-on-credit: who may owe gets what it came for, and its sellers bear what it does not pay', async () => {
  const { printed } = await run(() => import('./round-on-credit.js'));
  // Of the 1 that H1 may spend it asks for grain and wine alike, and nobody has brought grain. On credit it gets the 3 it came for: 1 is paid, 2 and the markup are owed.
  expect(printed).toEqual([
    'for money only: H1 buys 0.5 wine, owes 0; defaults: none',
    'on credit: H1 buys 3 wine, owes 2.1; defaults: none',
    'on credit that cannot be paid: H1 buys 3 wine, owes 2.1; defaults: H1',
  ]);
});

it('goods-on-credit: credit feeds the workers, and dealers save the bakers', async () => {
  const { cash, credit, dealt } = await run(() => import('./goods-on-credit.js'));
  expect([cash.bought, cash.onCredit, cash.defaulted]).toEqual([0, '', ['H1', 'H2', 'H3']]);
  expect([credit.bought, credit.sold, credit.defaulted]).toEqual([30, 0, ['H1', 'H2', 'H3']]);
  expect(credit.onCredit).toBe('H4 owes H1 30, H5 owes H2 30, H6 owes H3 30');
  expect([dealt.bought, dealt.onCredit, dealt.defaulted]).toEqual([30, credit.onCredit, []]);
  // Each needs 8 for its flour, and sells one claim of 1 after the other for less than that.
  expect(dealt.sold).toBeGreaterThan(24);
});

it('phase-beside-market: nobody defaults who is given what is missing', async () => {
  const { run: simulated } = await run(() => import('./phase-beside-market.js'));
  for (const hasDealers of [false, true]) {
    const { defaults, given } = await run(async () => simulated(hasDealers));
    expect(defaults).toBe(0);
    expect(given.gt(0)).toBe(true);
  }
});

it('proof-by-replay: the records alone give every balance sheet', async () => {
  const { sheets, rebuilt } = await run(() => import('./proof-by-replay.js'));
  expect(sheets.length).toBeGreaterThan(40);
  expect(rebuilt).toEqual(sheets);
});

it('resume: the rest of the run is the same, line by line', async () => {
  const { lines, rest, savedLines } = await run(() => import('./resume.js'));
  expect(savedLines).toBeGreaterThan(0);
  expect(rest.length).toBeGreaterThan(0);
  expect(rest).toEqual(lines.slice(savedLines));
});

it('scenario-from-text: both mistakes are named, with code and line', async () => {
  const { result, problems } = await run(() => import('./scenario-from-text.js'));
  expect(result.stopped).toBe('stable');
  expect(result.metrics.summary.totalDue.toString()).toBe('4000');
  expect(problems.map(({ code, path, line }) => `${code} ${path} ${line}`)).toEqual([
    'E_RING_KAPPA params.kappa 5',
    'E_RING_AGENTS params.n_agents 5',
  ]);
});

it('economy-from-text: people trade goods and claims on one ledger', async () => {
  const { result } = await run(() => import('./economy-from-text.js'));
  const { metrics, economy, scenario } = result;
  expect(economy.events.of('ExchangeTrade').length).toBeGreaterThan(0);
  expect(metrics.totalTrades).toBeGreaterThan(0);
  expect(scenario.agents).toHaveLength(1 + scenario.people.count);
});

it('economy-problems: each mistake has its place, as it is spelled, and what is missing is named', async () => {
  const { problems } = await run(() => import('./economy-problems.js'));
  expect(problems.map(({ path, line, missing }) => [path, line, missing])).toEqual([
    ['backstop', 5, ['dealer']],
    ['trade_credit', 6, ['exchange', 'financing']],
    ['trade_credit.term_days', 6, undefined],
  ]);
});

it('financing-scenario: everybody who traded is better off, and every round is in the log', async () => {
  const { result } = await run(() => import('./financing-scenario.js'));
  const { log, metrics, rounds } = result;
  expect(log.length).toBe(12 * rounds);
  expect(metrics.summary.debtValue.gt(0)).toBe(true);
  expect(metrics.summary.meanUtilityEnd).toBeGreaterThan(metrics.summary.meanUtilityStart ?? 0);
  const [first] = [...log.rows()];
  expect(first).toMatchObject({ core_schema_version: '1.2.0', core_round: 1, core_agent_id: 1 });
});

it('exchange-regimes: money does better than barter on average, and no order holds of every run', async () => {
  const { comparison } = await run(() => import('./exchange-regimes.js'));
  const [moneyOverBarter] = comparison.pairs;
  expect(moneyOverBarter?.regimes).toEqual(['barter_only', 'money_only']);
  expect(moneyOverBarter?.mean).toBeGreaterThan(0);
  const orders = comparison.orderings.filter(({ figure }) => figure === 'totalUtility');
  expect(orders.length).toBeGreaterThan(1);
  expect(orders.reduce((sum, { count }) => sum + count, 0)).toBe(10);
});

it('financing-modes: in no state is the gap under total wealth the larger one', async () => {
  const { comparison } = await run(() => import('./financing-modes.js'));
  const { runs, sameState } = comparison;
  expect(sameState.length).toBe(runs[0]?.metrics.summary.pricedRounds);
  for (const { modes } of sameState)
    modes[1]?.trade?.liquidityGap.forEach((gap, g) => {
      expect(gap.lte(modes[0]?.trade?.liquidityGap[g] ?? 0)).toBe(true);
    });
  expect(runs[1]?.scenario.agents).toEqual(runs[0]?.scenario.agents);
  const debts = runs.map(({ metrics }) => metrics.summary.debtValue);
  expect(debts[1]?.gt(debts[0] ?? 0)).toBe(true);
});

it('with-and-without: the arms share their ring, and differ by those rescued and those felled', async () => {
  const { comparison } = await run(() => import('./with-and-without.js'));
  const { baseline, treatment, deltaReduction, rescued, induced } = comparison;
  expect(baseline.totalTrades).toBe(0);
  expect(treatment.totalTrades).toBeGreaterThan(0);
  for (const arm of [baseline, treatment]) expect(arm.summary.totalDue.toString()).toBe('10000');
  expect(deltaReduction?.eq(baseline.defaultRate.minus(treatment.defaultRate))).toBe(true);
  expect(treatment.totalDefaults).toBe(baseline.totalDefaults - rescued.length + induced.length);
});

it('what-if: after the same day 0 nobody buys in the panic', async () => {
  const { calm, panicked } = await run(() => import('./what-if.js'));
  const sides = ({ economy }: typeof calm): string[] => economy.events.of('Trade').map(({ side }) => side);
  expect(sides(calm)).toContain('BUY');
  expect(sides(panicked)).toContain('SELL');
  expect(sides(panicked)).not.toContain('BUY');
  expect(calm.economy.events.events[0]?.day).toBe(1);
});

it('day-by-day: one step per day; stopped after day 2', async () => {
  const { days, result, stopped } = await run(() => import('./day-by-day.js'));
  expect(days).toEqual(Array.from({ length: result.days }, (_, day) => day));
  expect(result.stopped).toBe('stable');
  expect(stopped.map((run) => [run.stopped, run.days])).toEqual([['aborted', 3]]);
});

it('exact-numbers: 0.1 and 0.2 are 0.3, and no digit is lost', async () => {
  const { result } = await run(() => import('./exact-numbers.js'));
  const { ledger } = result.economy;
  expect(result.defaulted).toEqual([]);
  expect(ledger.cash('Ada').toFixed()).toBe('0');
  expect(ledger.cash('Ben').toFixed()).toBe('90071992547409930.31');
});

it('figures: five due days, which add up to the debt', async () => {
  const { record, tables } = await run(() => import('./figures.js'));
  const days = tables.find(({ name }) => name === 'metrics');
  const due = days?.columns.findIndex(({ name }) => name === 'S') ?? -1;
  expect(days?.rows.map(([day]) => day)).toEqual([1, 2, 3, 4, 5]);
  expect(sum(days?.rows.map((row) => decimal(String(row[due]))) ?? []).toString()).toBe('4000');
  expect(record).toMatchObject({ outcome: 'stable', total_trades: 0, summary: { S_total: '4000' } });
});

it('spelled-out: the file with everybody in it runs to the log of the generator', async () => {
  const { yaml, generated, logOf } = await run(() => import('./spelled-out.js'));
  const scenario = loadScenario(yaml);
  expect(scenario.form).toBe('explicit');
  expect(logOf(scenario)).toBe(generated);
});

it('many-pairs: every pair is improved, unchanged or worsened', async () => {
  const { summary, reliefs } = await run(() => import('./many-pairs.js'));
  expect(summary.completedPairs).toBe(20);
  expect(summary.improved + summary.unchanged + summary.worsened).toBe(20);
  expect(reliefs.filter((relief) => relief?.reduction.gt(0))).toHaveLength(summary.improved);
});

it('parameter-sweep: every point is run as often as planned, and its pairs differ by the market alone', async () => {
  const { sweep, rows } = await run(() => import('./parameter-sweep.js'));
  expect([sweep.count, sweep.points, rows.length]).toEqual([32, 8, 32]);
  for (const { arms, comparisons, problem } of rows) {
    expect([problem, arms.map(({ name }) => name)]).toEqual([null, ['control', 'dealers']]);
    const { comparison } = comparisons[0] as (typeof comparisons)[number];
    expect(comparison['default_rate_without_dealer']).toBe(arms[0]?.figures['default_rate']);
    expect(comparison['default_rate_with_dealer']).toBe(arms[1]?.figures['default_rate']);
    for (const { figures } of arms) expect((figures['summary'] as Record<string, unknown>)['S_total']).toBe('1200');
  }
  expect(new Set(rows.map(({ seed }) => seed)).size).toBe(32);
});

it('latin-hypercube: the worst point is one of the design, and nothing there is worse', async () => {
  const { plan, worst } = await run(() => import('./latin-hypercube.js'));
  const rates = Array.from(sweepRows(planSweep(plan)), ({ arms }) => Number(arms[0]?.figures['default_rate']));
  expect(rates).toHaveLength(40);
  expect(Number(worst?.arms[0]?.figures['default_rate'])).toBe(Math.max(...rates));
  expect(worst?.index).toBe(rates.indexOf(Math.max(...rates)));
});

it('paired-statistics: levels share the pairs out, and the mean lies in its interval', async () => {
  const { pairs, statistics } = await run(() => import('./paired-statistics.js'));
  const { byParameter, meanReliefRatio, reliefInterval } = statistics;
  expect(statistics.completedPairs).toBe(18);
  expect(byParameter.map(({ levels }) => levels.map(({ level, totalPairs }) => `${level}: ${totalPairs}`))).toEqual([
    ['0.5: 6', '1: 6', '2: 6'],
    ['0.25: 9', '0.75: 9'],
  ]);
  expect(meanReliefRatio?.gt(reliefInterval?.lower ?? 1)).toBe(true);
  expect(meanReliefRatio?.lt(reliefInterval?.upper ?? 0)).toBe(true);
  const got = pairs.filter(({ controlRate, treatmentRate }) => treatmentRate?.gt(controlRate ?? 1));
  expect(statistics.worsenedPairs.map(({ seed }) => seed)).toEqual(got.map(({ seed }) => seed));
});

it('shards: together they are the sweep, line by line', async () => {
  const { plan, lines } = await run(() => import('./shards.js'));
  expect(lines).toEqual(Array.from(sweepRows(planSweep(plan)), (row) => JSON.stringify(row)));
});

it('plan-file: the pairs of a text, and what is wrong with another, line by line', async () => {
  const { file, pairs, problems } = await run(() => import('./plan-file.js'));
  expect(file.name).toBe('Stress');
  expect(pairs?.['total_pairs']).toBe(12);
  expect(problems.map(({ path, line }) => `${path} ${line}`)).toEqual(['design.kind 9', 'replicate 11']);
});

it('preset: nine rings of twenty under the rules of the headline', async () => {
  const { sweep, pairs } = await run(() => import('./preset.js'));
  expect(pairs?.['total_pairs']).toBe(9);
  expect(sweep.run(8).arms[1]?.scenario).toMatchObject({ ring: { agents: 20 }, dealer: { parCap: true } });
});

it('published-rings: every control rate is the recorded one, and money that is not there is worth something', async () => {
  const { agree, statistics, printed } = await run(() => import('./published-rings.js'));
  const page = readFileSync(new URL('../../docs/concepts/published-results.md', import.meta.url), 'utf8');
  expect(page).toContain(`\`\`\`text\n${printed.join('\n')}\n\`\`\``);
  expect(agree).toHaveLength(125);
  const [minted, capped, own, both] = [...statistics.values()].map(({ meanReliefRatio }) => Number(meanReliefRatio));
  expect(minted).toBeGreaterThan(capped ?? 1);
  expect(own).toBeGreaterThan(both ?? 1);
  expect(minted).toBeGreaterThan(own ?? 1);
  for (const { completedPairs } of statistics.values()) expect(completedPairs).toBe(125);
}, 60_000);

it('sweep-tables: a line per pair, under the names of its fields', async () => {
  const { sweep, lines } = await run(() => import('./sweep-tables.js'));
  expect(lines).toHaveLength(1 + sweep.count);
  expect(lines[0]).toMatch(/^index,point,replicate,kappa,seed,baseline,treatment,default_rate_without_dealer,/);
  expect(lines[4]).toMatch(/^3,1,1,2,45,control,dealers,.*,[0-9a-f]{16},[0-9a-f]{16},completed$/);
});

it('frontier: what is called safe is, and what lies above it is not', async () => {
  const { sweep, rows } = await run(() => import('./frontier.js'));
  expect(rows).toHaveLength(3);
  for (const { index, arms } of rows)
    for (const { name, frontier } of arms)
      for (const [end, isSafe] of [
        [frontier?.safe, true],
        [frontier?.unsafe, false],
      ] as const) {
        if (end === null || end === undefined) continue;
        const data = sweep.data(index, end).find((arm) => arm.name === name);
        const { metrics } = runScenario(parseScenario(data?.scenario), { moneyDecimals: data?.moneyDecimals ?? 0 });
        expect(metrics.defaultRate.lte('0.1')).toBe(isSafe);
      }
});

it('exchange-log: agrees with itself, and tells of one changed unit once in the cell and once in the hand', async () => {
  const { lines, found, printed } = await run(() => import('./exchange-log.js'));
  expect(printed[0]).toMatch(new RegExp(`^${lines.length} records of 25 ticks with \\d+ trades, 0 differences$`));
  // One more taken is one more than is in the hand, and one less than is left.
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(/^tick \d+: agent \d+ has \d+ [AB], not \d+$/);
  expect(found[1]).toMatch(/^tick \d+: at \d+,\d+ there are \d+ [AB], not \d+$/);
});

it('economy-sweep: every run of the file is what its scenario comes to alone', async () => {
  const { sweep, rows } = await run(() => import('./economy-sweep.js'));
  expect([sweep.count, sweep.points, sweep.axes]).toEqual([36, 6, ['tradeCredit.maxDebt', 'dealerFunding.leverage']]);
  for (const { index, arms, seed, problem } of rows) {
    const [data] = sweep.data(index);
    const alone = runScenario(parseScenario(data?.scenario, 'economy'));
    expect([problem, arms[0]?.figures]).toEqual([null, runFigures(alone)]);
    expect(alone.scenario).toMatchObject({ seed, people: { count: 12 } });
  }
  const drawn = rows
    .filter(({ replicate }) => replicate === 0)
    .map(({ coordinates }) => coordinates.map(({ value }) => value));
  expect(drawn).toEqual([0, 20, 80].flatMap((debt) => [1, 4].map((leverage) => [debt, leverage])));
});
