import { type BranchChange, branch, loadScenario, readBranchChange, replayBalances, runScenario } from '@bagehot/sim';
import { openRun, storeBranch } from '@bagehot/sim/node';
import { describe, expect, it } from 'vitest';
import { figuresOf, logOf, RunFolders, recordsOf, SCENARIOS } from './stored-runs.js';

const folders = new RunFolders();
const past = Object.fromEntries(
  Object.entries(SCENARIOS).map(([name, yaml]) => {
    const { folder } = folders.store(yaml, 2);
    return [name, { run: openRun(folder), log: folders.read(folder, 'events.jsonl') }];
  }),
);

/** A run by its name, branched. */
function branchOf(name: string, day: number, change: BranchChange) {
  return branch(pastOf(name).run, day, change);
}

function pastOf(name: string) {
  return past[name] as NonNullable<(typeof past)[string]>;
}

/** The log of a scenario that was what it is from the start. */
function logFromStart(yaml: string): string {
  const { folder } = folders.store(yaml, 0);
  return folders.read(folder, 'events.jsonl');
}

/** The lines of the days before. */
function before(log: string, day: number): string {
  const lines = log.split('\n');
  return lines
    .slice(0, lines.indexOf(lines.find((line) => line.includes(`"kind":"PhaseA","day":${day},`)) ?? ''))
    .join();
}

describe('a run without a change', () => {
  it.each(Object.entries(SCENARIOS).flatMap(([name, yaml]) => [0, 1, 5].map((every) => [name, every, yaml] as const)))(
    'of %s comes to the same again from each of its days, with snapshots every %s days',
    (_, every, yaml) => {
      const { folder, result } = folders.store(yaml, every);
      const run = openRun(folder);
      expect(result.days).toBeGreaterThan(4);
      for (let day = 0; day < result.days; day++) {
        const again = branch(run, day, {});
        expect(logOf(again), `day ${day}`).toBe(folders.read(folder, 'events.jsonl'));
        expect(figuresOf(again), `day ${day}`).toBe(figuresOf(result));
      }
    },
  );

  it('needs no snapshot at all', () => {
    const { run, log } = pastOf('money');
    const bare = { ...run, manifest: { ...run.manifest, snapshots: [] } };
    expect(logOf(branch(bare, 0, {}))).toBe(log);
    expect(logOf(branch(bare, 3, {}))).toBe(log);
  });
});

describe('a change of the rules', () => {
  const changes: readonly (readonly [run: string, change: BranchChange, day: number])[] = [
    ['money', { 'moneyMarket.policyRate': '0.5' }, 1],
    ['money', { 'moneyMarket.spread_sensitivity': '2' }, 1],
    ['money', { 'money_market.supply.reserveDays': 0 }, 1],
    ['money', { 'moneyMarket.withdraw': { fromDay: 2, share: 1 } }, 1],
    ['everything', { 'moneyMarket.rule': 'order-book' }, 1],
    ['everything', { 'moneyMarket.at': 'C' }, 1],
    ['money', { 'liquidity.policy': 'none' }, 1],
    ['everything', { 'liquidity.perAgent.H1': 'none', 'liquidity.perAgent.H2': 'none' }, 1],
    ['money', { 'facilities.cap': 0 }, 1],
    ['everything', { 'facilities.collateral': { haircut: '0.5' } }, 1],
    ['everything', { 'policy.table': [{ day: 2, quantityToBuy: 30 }] }, 1],
    ['everything', { policy: { rule: 'money-growth', growthRate: 20, maxStep: 9 } }, 1],
    ['dealers', { 'dealer.orderFlow.nMax': 1 }, 1],
    ['dealers', { 'dealer.trader_policy.horizon_H': 1, 'dealer.traderPolicy.buying': false }, 1],
    ['dealers', { 'moneyMarket.policyRate': '0.05', facilities: {}, 'liquidity.policy': 'borrow-first' }, 1],
    ['money', { 'run.maxDays': 4 }, 1],
    ['economy', { 'backstop.spread': '1.2' }, 1],
    ['economy', { 'dealer_funding.leverage': 4 }, 1],
    ['economy', { 'moneyMarket.policyRate': '0.5' }, 1],
    ['bread', { 'tradeCredit.termDays': 1 }, 0],
    ['bread', { 'trade_credit.max_debt': 0 }, 0],
  ];

  it.each(changes)('of %s, %j, leaves the days before as they were and changes what follows', (name, change, day) => {
    const { log } = pastOf(name);
    const what = branchOf(name, day, change);
    expect(before(logOf(what), day)).toBe(before(log, day));
    expect(before(log, day).length).toBeGreaterThan(1000);
    expect(logOf(what)).not.toBe(log);
    expect(figuresOf(what)).not.toBe(figuresOf(branchOf(name, day, {})));
    expect(what.branch.day).toBe(day);
    // The log still tells all: nothing refers to what is not there.
    expect([...replayBalances(recordsOf(what))].length).toBeGreaterThan(0);
  });

  it('of the policy rate is a decision of the central bank on that day', () => {
    const fromStart = `${SCENARIOS['money']}policy: { rule: schedule, table: [{ day: 3, rate: 0.5 }] }\n`;
    const what = branchOf('money', 3, { 'moneyMarket.policyRate': 0.5 });
    expect(logOf(what)).toBe(logFromStart(fromStart));
    expect(what.economy.events.of('PolicyRateSet')).toMatchObject([{ day: 3 }]);
  });

  it('of the policy rate gives way to what the rule in force decides on that day', () => {
    const what = branchOf('everything', 4, { 'moneyMarket.policyRate': 0.5 });
    expect(what.economy.events.of('PolicyRateSet').map(({ day, rate }) => [day, rate.toFixed()])).toEqual([
      [4, '0.03'],
    ]);
  });

  it('lets a run of lenders begin that might have been announced at the start', () => {
    const withdraw = { fromDay: 3, share: 1 };
    const fromStart = SCENARIOS['money']?.replace('supply:', 'withdraw: { fromDay: 3, share: 1 }, supply:') ?? '';
    expect(logOf(branchOf('money', 3, { 'moneyMarket.withdraw': withdraw }))).toBe(logFromStart(fromStart));
  });

  it('of a table is that of the table from the start, as long as the days before stand in it', () => {
    const table = [
      { day: 1, quantityToBuy: 5 },
      { day: 3, quantityToBuy: 7 },
    ];
    const fromStart = SCENARIOS['everything']?.replace('{ day: 4, rate: 0.03 }', '{ day: 3, quantityToBuy: 7 }') ?? '';
    expect(logOf(branchOf('everything', 3, { 'policy.table': table }))).toBe(logFromStart(fromStart));
  });

  it('can let a run that was stopped go on', () => {
    const { run, log } = pastOf('money');
    const { days_run: days } = run.manifest;
    expect(days).toBe(9);
    const longer = branch(run, days, { 'run.max_days': 12 });
    expect(longer.days).toBe(12);
    expect(logOf(longer)).toBe(logFromStart(SCENARIOS['money']?.replace('max_days: 9', 'max_days: 12') ?? ''));
    expect(logOf(branch(run, days, {}))).toBe(log);
  });

  it('lets a central bank step behind the dealers, and dealers borrow, who did not before', () => {
    const lines = (SCENARIOS['economy'] ?? '').split('\n').filter((line) => !/^(backstop|dealerFunding)/.test(line));
    const run = openRun(folders.store(lines.join('\n')).folder);
    const joined = branch(run, 1, { 'backstop.spread': '0.6', 'dealerFunding.leverage': 2 });
    expect(joined.economy.events.of('BackstopQuote').length).toBeGreaterThan(0);
    expect(joined.metrics.funding).toBeDefined();
    expect(logOf(joined)).not.toBe(logOf(branch(run, 1, {})));
  });

  it('leaves the rule by which money is shared, which a market from the start would have set', () => {
    const { folder, result } = folders.store(SCENARIOS['plain']?.replace('maturity', 'scale: 12, maturity') ?? '');
    expect(result.scenario.run.rules.distribution).toBeUndefined();
    const what = branch(openRun(folder), 2, { 'moneyMarket.policyRate': '0.05' });
    expect(what.scenario.run.rules.distribution).toBe('first-come');
  });

  it('takes a setting back to its default', () => {
    const what = branchOf('money', 2, { 'facilities.lendingSpread': undefined });
    expect(what.scenario.facilities?.lendingSpread.toFixed()).toBe('0.01');
    expect(what.branch.change).toEqual({ 'facilities.lendingSpread': null });
  });
});

describe('a branch of a branch', () => {
  it('made on the same day is the branch with both changes', () => {
    const one = { 'moneyMarket.policyRate': '0.2' };
    const other = { 'facilities.cap': 10 };
    const folder = folders.next();
    storeBranch(folder, pastOf('money').run, 3, one);
    const twice = branch(openRun(folder), 3, other);
    expect(logOf(twice)).toBe(logOf(branchOf('money', 3, { ...one, ...other })));
    expect(twice.branch.parent).toBe(openRun(folder).manifest.content_sha256);
  });

  it('made later has the past of both', () => {
    const folder = folders.next();
    const first = storeBranch(folder, pastOf('everything').run, 2, { 'moneyMarket.policyRate': '0.2' });
    const run = openRun(folder);
    expect(run.manifest.branch).toEqual(first.branch);
    expect(folders.read(folder, 'events.jsonl')).toBe(logOf(first));
    for (let day = 2; day < first.days; day++) expect(logOf(branch(run, day, {})), `day ${day}`).toBe(logOf(first));
    const second = branch(run, 5, { 'moneyMarket.policyRate': '0.1' });
    expect(before(logOf(second), 5)).toBe(before(logOf(first), 5));
    expect(second.economy.events.of('PolicyRateSet').map(({ day }) => day)).toEqual([5]);
  });

  it('cannot be made before the day on which it began', () => {
    const folder = folders.next();
    storeBranch(folder, pastOf('money').run, 3, {});
    expect(() => branch(openRun(folder), 2, {})).toThrow(
      expect.objectContaining({ code: 'BRANCH_DAY', details: { day: 2, first: 3, last: 9 } }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    'run.seed',
    'seed',
    'agents',
    'run.mode',
    'run.maxDays.x',
    'dealer.ticket_size',
    'dealer',
    'treasury.inventory',
    'initial_actions',
    'scale',
    'moneyMarket.',
    '',
  ])('%j would make another world', (path) => {
    expect(() => branchOf('everything', 2, { [path]: 1 })).toThrow(
      expect.objectContaining({
        code: 'BRANCH_PATH_NOT_ALLOWED',
        details: expect.objectContaining({ path, allowed: expect.arrayContaining(['moneyMarket.*', 'run.maxDays']) }),
        message: expect.stringContaining('dealer.order_flow.*'),
      }),
    );
  });

  it('are dealers who would need capital, and a market that would need finer money', () => {
    expect(() => branchOf('money', 2, { 'dealer.order_flow.pi_sell': 1 })).toThrow(/capital from the start/);
    expect(() => branchOf('plain', 2, { 'moneyMarket.policyRate': 1 })).toThrow(/has 0 decimals/);
  });

  it('is a section taken out', () => {
    for (const gone of [null, undefined])
      expect(() => branchOf('money', 2, { facilities: gone })).toThrow(/cannot be taken out/);
  });

  it('is one setting in two spellings', () => {
    expect(() => branchOf('money', 2, { 'moneyMarket.policyRate': 1, 'money_market.policy_rate': 1 })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS' }),
    );
  });

  it('is a value that no scenario may have', () => {
    expect(() => branchOf('money', 2, { 'moneyMarket.policyRate': 'much' })).toThrow(
      expect.objectContaining({ code: 'SCENARIO_INVALID' }),
    );
    expect(() => branchOf('dealers', 2, { facilities: {} })).toThrow(/needs a moneyMarket section/);
  });

  it.each([-1, 1.5, 100, Number.NaN])('is the day %s', (day) => {
    expect(() => branchOf('money', day, {})).toThrow(
      expect.objectContaining({ code: 'BRANCH_DAY', details: { day, first: 0, last: 9 } }),
    );
  });

  it('is the day after a run that had come to rest', () => {
    const { run } = pastOf('dealers');
    expect(run.manifest.outcome).toBe('stable');
    expect(() => branch(run, run.manifest.days_run, {})).toThrow(expect.objectContaining({ code: 'BRANCH_DAY' }));
  });

  it('is lending without security while claims are pledged', () => {
    const { run } = pastOf('money');
    const pledged = runScenario(loadScenario(run.scenario())).economy.events.of('ClaimPledged');
    expect(pledged.length).toBeGreaterThan(0);
    expect(() => branch(run, (pledged[0]?.day ?? 0) + 1, { 'facilities.collateral': null })).toThrow(
      expect.objectContaining({ code: 'INVALID_SNAPSHOT' }),
    );
  });

  it('is a log that the run does not come to again', () => {
    const { run } = pastOf('money');
    const lines = run
      .events()
      .map((line, k) => (k === run.events().length - 3 ? line.replace('"day"', '"Day"') : line));
    const { snapshots } = run.manifest;
    const wrong = { ...run, events: () => lines, manifest: { ...run.manifest, snapshots: snapshots.slice(0, 1) } };
    expect(() => branch(wrong, 9, {})).toThrow(
      expect.objectContaining({ code: 'RUN_DIFFERS', details: expect.objectContaining({ line: lines.length - 2 }) }),
    );
  });

  it('is a run of another engine', () => {
    const { run } = pastOf('money');
    const other = { ...run, manifest: { ...run.manifest, engine: '99.0.0' } };
    expect(() => branch(other, 2, {})).toThrow(expect.objectContaining({ code: 'RUN_FILE' }));
  });
});

describe('changes as a command line has them', () => {
  it('are paths with YAML', () => {
    expect(
      readBranchChange(['moneyMarket.policyRate=0.020', 'run.maxDays=4', 'facilities={ collateral: null, cap: 5 }']),
    ).toEqual({
      'moneyMarket.policyRate': '0.020',
      'run.maxDays': 4,
      facilities: { collateral: null, cap: 5 },
    });
  });

  it.each(['moneyMarket.policyRate', '=3', ''])('%j is none', (text) => {
    expect(() => readBranchChange([text])).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
  });
});
