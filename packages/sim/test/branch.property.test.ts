import {
  type BranchChange,
  branch,
  type ExplicitScenario,
  type RunSnapshot,
  replayBalances,
  runScenario,
  scenarioToYaml,
} from '@bagehot/sim';
import { openRun } from '@bagehot/sim/node';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logOf, RunFolders, recordsOf } from './stored-runs.js';

const folders = new RunFolders();
const rate = fc.constantFrom('-0.01', '0', '0.02', '3');
const share = fc.constantFrom(0, '0.5', 1);

const yaml = fc
  .record({
    seed: fc.integer({ min: 0, max: 1000 }),
    kappa: fc.constantFrom('0.5', '1', '3'),
    dealers: fc.boolean(),
    money: fc.boolean(),
    facilities: fc.boolean(),
    term: fc.integer({ min: 1, max: 3 }),
    handling: fc.constantFrom('expel-agent', 'fail-fast'),
  })
  .map(({ seed, kappa, dealers, money, facilities, term, handling }) =>
    [
      'version: 1',
      'generator: ring_explorer_v1',
      `params: { n_agents: 5, seed: ${seed}, kappa: ${kappa}, q_total: 150, maturity: { days: 5, mu: 0.5 } }`,
      ...(dealers || !money ? ['dealer: { enabled: true, order_flow: { N_max: all, block: shortfall } }'] : []),
      ...(money ? [`moneyMarket: { policyRate: 0.05, term: ${term}, supply: { buffer: 5 } }`] : []),
      ...(money && facilities ? ['facilities: { lendingSpread: 0.02, collateral: { haircut: 0.1 } }'] : []),
      `run: { max_days: 8, default_handling: ${handling} }`,
    ].join('\n'),
  );

/** Changes that every one of these runs can take: a market for money joins where there is none. */
const change: fc.Arbitrary<BranchChange> = fc.record(
  {
    'moneyMarket.policyRate': rate,
    'moneyMarket.term': fc.integer({ min: 1, max: 3 }),
    'moneyMarket.supply.reoffer': share,
    'moneyMarket.withdraw': fc.record({ fromDay: fc.integer({ min: 0, max: 6 }), share }),
    'liquidity.policy': fc.constantFrom('sell-first', 'borrow-first', 'none', 'cheapest'),
    'facilities.lendingSpread': rate.filter((text) => !text.startsWith('-')),
    'facilities.cap': fc.constantFrom(0, 20),
    'policy.table': fc.constant([{ day: 3, rate: '0.04' }]),
    'run.maxDays': fc.integer({ min: 5, max: 10 }),
  },
  { requiredKeys: [] },
);

/** A section that joins needs the market for money. */
function withMarket(changes: BranchChange): BranchChange {
  const policy = 'policy.table' in changes ? { 'policy.rule': 'schedule' } : {};
  const rateOf = { 'moneyMarket.policyRate': changes['moneyMarket.policyRate'] ?? '0.05' };
  return { ...rateOf, ...changes, ...policy };
}

it('a branch on any day is the run whose scenario was changed by hand in the morning of that day', () => {
  fc.assert(
    fc.property(yaml, change, fc.nat(), fc.integer({ min: 0, max: 3 }), (text, changes, k, every) => {
      const { folder, result } = folders.store(text, every);
      const past = openRun(folder);
      const day = k % result.days;
      const what = branch(past, day, withMarket(changes), { check: 'daily' });

      let morning: RunSnapshot | undefined;
      runScenario(result.scenario as ExplicitScenario, {
        onStart: (run) => {
          if (day === 0) morning = run.snapshot();
        },
        onDay: (last, run) => {
          if (last + 1 === day) morning = run.snapshot();
        },
      });
      const from = JSON.parse(JSON.stringify(morning)) as RunSnapshot;
      const byHand = runScenario(what.scenario as ExplicitScenario, { from });
      expect(what.economy.events.events).toEqual(byHand.economy.events.events);
      expect(what.days).toBe(byHand.days);
      const lines = logOf(what).split('\n');
      const { eventCount } = from.economy;
      expect(lines.slice(0, eventCount)).toEqual(past.events().slice(0, eventCount));

      // What comes of the branch is a run like any other: nothing in its log is missing, and taking it up again changes nothing.
      expect([...replayBalances(recordsOf(what))].length).toBeGreaterThan(0);
      expect(logOf(branch(past, day, withMarket(changes)))).toBe(logOf(what));
      expect(scenarioToYaml(result.scenario)).toBe(past.scenario());
    }),
    { numRuns: 25 },
  );
});
