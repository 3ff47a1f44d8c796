import { decimal, recordLine, sum, ZERO } from '@bagehot/kernel';
import {
  BALANCED_ARMS,
  balanceCells,
  balanceRows,
  compareMarket,
  compileScenario,
  type GeneratorScenario,
  parseScenario,
  planSweep,
  replayBalances,
  runRecords,
  runScenario,
  sweepRow,
  withoutMarket,
} from '@bagehot/sim';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const percent = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((hundredths) => (hundredths / 100).toFixed(2));

/** Small rings with a balanced opening, as a file would describe them. */
const balanced = fc
  .record({
    params: fc.record({
      n_agents: fc.integer({ min: 3, max: 9 }),
      seed: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      kappa: percent(25, 500),
      q_total: fc.integer({ min: 40, max: 2000 }),
      inequality: fc.record({ concentration: percent(20, 500) }),
      maturity: fc.record({ days: fc.integer({ min: 1, max: 12 }), mu: percent(0, 100) }),
      scale: fc.integer({ min: 0, max: 2 }),
    }),
    balanced: fc.record({
      vbt_share_per_bucket: percent(0, 49),
      dealer_share_per_bucket: percent(0, 49),
      outside_mid_ratio: percent(1, 100),
      face_value: fc.constantFrom(1, 5, 20),
      rollover: fc.boolean(),
      additional_cash: fc.constantFrom('equal', 'proportional'),
      share_base: fc.constantFrom('trader', 'total'),
    }),
  })
  .map((parts) => ({ version: 1, generator: 'ring_explorer_v1', ...parts }));

const active = balanced.map((file) => parseScenario(file) as GeneratorScenario);

/** Opening debts and cash by whose they are. */
function opening({ initialActions }: ReturnType<typeof compileScenario>) {
  const isOwn = (name: string): boolean => name.startsWith('H');
  const debts = initialActions.filter((action) => action.kind === 'create_payable');
  const mints = initialActions.filter((action) => action.kind === 'mint_cash');
  return {
    own: debts.filter(({ to }) => isOwn(to)),
    added: debts.filter(({ to }) => !isOwn(to)),
    tradersCash: sum(mints.flatMap(({ to, amount }) => (isOwn(to) ? [decimal(amount)] : []))),
    holdersCash: sum(mints.flatMap(({ to, amount }) => (isOwn(to) ? [] : [decimal(amount)]))),
  };
}

it('sums of the opening are exact: shares per bucket, cash for the additional debts, worth of the holders', () => {
  fc.assert(
    fc.property(active, (scenario) => {
      const { balanced: rules } = scenario;
      if (rules === undefined) throw new Error('a balanced scenario was expected');
      const compiled = compileScenario(scenario);
      const { own, added, tradersCash, holdersCash } = opening(compiled);
      const plain = opening(compileScenario({ ...scenario, balanced: undefined, dealer: undefined }));
      expect(own).toEqual(plain.own);
      const total = sum(added.map(({ amount }) => decimal(amount)));
      expect(tradersCash.minus(plain.tradersCash).eq(total)).toBe(true);
      expect(compiled.generated?.statistics.addedDebt?.eq(total)).toBe(true);
      const unit = decimal(1).div(decimal(10).pow(scenario.ring.scale ?? 0));
      const whole =
        rules.shareBase === 'trader' ? decimal(1) : decimal(1).minus(rules.vbtShare).minus(rules.dealerShare);
      for (const { id, minDays, maxDays } of rules.buckets) {
        const inBucket = own.filter(({ dueDay }) => dueDay >= minDays && (maxDays === null || dueDay <= maxDays));
        const face = sum(inBucket.map(({ amount }) => decimal(amount)));
        for (const [holder, share] of [
          [`vbt_${id}`, rules.vbtShare],
          [`dealer_${id}`, rules.dealerShare],
        ] as const) {
          const held = sum(added.flatMap(({ to, amount }) => (to === holder ? [decimal(amount)] : [])));
          // Within half a unit of the exact share.
          const twice = held.times(whole).minus(face.times(share)).abs().times(2);
          expect(twice.lte(unit.times(whole))).toBe(true);
        }
      }
      expect(holdersCash.minus(total.times(rules.outsideMidRatio)).abs().lt('0.000000000006')).toBe(true);
    }),
    { numRuns: 60 },
  );
});

it('both arms open with the same balance sheets', () => {
  fc.assert(
    fc.property(active, (scenario) => {
      const [passive, trading] = [withoutMarket(scenario), scenario].map((arm) => {
        let sheets: readonly string[] = [];
        runScenario(arm, {
          onStart: ({ system }) => {
            sheets = Array.from(balanceRows(system, 0), (row) => balanceCells(row).join());
          },
        });
        return sheets;
      });
      expect(passive?.length).toBeGreaterThan(0);
      expect(passive).toEqual(trading);
    }),
    { numRuns: 30 },
  );
});

/** Claims that never change buckets stay where they are unless somebody trades. */
const oneBucket = balanced.map(
  (file) => parseScenario({ ...file, dealer: { buckets: { all: { tau_min: 1, O: '0.3' } } } }) as GeneratorScenario,
);

it('when nobody trades the active arm is the passive one, day by day', () => {
  fc.assert(
    fc.property(oneBucket, (scenario) => {
      const [passive, silent] = [withoutMarket(scenario), scenario].map((arm) => {
        const days: string[] = [];
        const { metrics, defaulted } = runScenario(arm, {
          market: { orderFlow: { bounded: true, next: () => undefined } },
          onDay: (day, { system }) =>
            days.push(...Array.from(balanceRows(system, day), (row) => balanceCells(row).join())),
        });
        return { days, defaulted, summary: metrics.summary };
      });
      expect(silent).toEqual(passive);
    }),
    { numRuns: 30 },
  );
});

it('no money comes or goes, nobody buys, and the log rebuilds every balance sheet', () => {
  fc.assert(
    fc.property(active, (scenario) => {
      const live: string[] = [];
      const totals = new Set<string>();
      const { economy, metrics } = runScenario(scenario, {
        onDay: (day, { system }) => {
          const rows = [...balanceRows(system, day)];
          live.push(...rows.map((row) => balanceCells(row).join()));
          totals.add(sum(rows.map(({ kind, cash }) => (kind === 'central_bank' ? ZERO : cash))).toFixed());
        },
      });
      expect(totals.size).toBe(1);
      expect(metrics.market?.buys).toBe(0);
      const replayed = Array.from(replayBalances(runRecords(economy.events.events)), (row) => balanceCells(row).join());
      expect(replayed).toEqual(live);
    }),
    { numRuns: 30 },
  );
});

it('a run is a function of its file', () => {
  fc.assert(
    fc.property(balanced, (file) => {
      const log = (): readonly string[] =>
        Array.from(runRecords(runScenario(parseScenario(file)).economy.events.events), recordLine);
      expect(log()).toEqual(log());
    }),
    { numRuns: 15 },
  );
});

it('the arms of a sweep are the arms of a comparison', () => {
  fc.assert(
    fc.property(balanced, (file) => {
      const sweep = planSweep({
        base: file,
        design: { kind: 'grid', axes: [{ path: 'params.kappa', values: ['1', '3'] }] },
        arms: BALANCED_ARMS,
      });
      const { arms, comparisons } = sweepRow(sweep, 1);
      expect(arms.map(({ name }) => name)).toEqual(['passive', 'active']);
      expect(arms[0]?.figures).not.toHaveProperty('market');
      expect(arms[1]?.figures).toHaveProperty('market');
      const { relief } = compareMarket(sweep.run(1).arms[1]?.scenario as GeneratorScenario);
      expect(comparisons[0]?.comparison['delta_reduction']).toBe(relief?.reduction.toFixed() ?? null);
    }),
    { numRuns: 10 },
  );
});
