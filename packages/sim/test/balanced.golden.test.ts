import { decimal, sum } from '@bagehot/kernel';
import type { RingAction } from '@bagehot/ring';
import { compileScenario, type ExplicitScenario, parseScenario, runFigures, runScenario } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface BalancedCase {
  readonly id: string;
  readonly params: {
    readonly n_agents: number;
    readonly kappa: string;
    readonly concentration: string;
    readonly mu: string;
    readonly monotonicity: string;
    readonly q_total: string;
    readonly maturity_days: number;
    readonly allocation: object;
    readonly scale: number;
  };
  readonly draws: object;
  readonly balanced: object;
  readonly expected: {
    readonly agents: readonly string[];
    readonly trader_payables: readonly object[];
    readonly added_payables: readonly object[];
    readonly additional_cash: Readonly<Record<string, string>>;
    readonly cash: Readonly<Record<string, string>>;
    readonly big_holder_face: Readonly<Record<string, string>>;
    readonly added_total: string;
    readonly realised_share: string;
    readonly passive?: PassiveArm;
  };
}

interface PassiveArm {
  readonly rollover: boolean;
  readonly outcome: string;
  readonly days_run: number;
  readonly defaulted: readonly string[];
  readonly delta_total: string;
  readonly face_defaulted: string;
  readonly face_written_off: string;
  readonly unfunded_rollover_face: string;
  readonly final_cash: Readonly<Record<string, string>>;
}

/** A case as a generator file would say it. */
function fileOf({ params, draws, balanced }: BalancedCase, mode: string, rollover: boolean): object {
  return {
    version: 1,
    generator: 'ring_explorer_v1',
    params: {
      n_agents: params.n_agents,
      kappa: params.kappa,
      q_total: params.q_total,
      liquidity: { allocation: params.allocation },
      inequality: { concentration: params.concentration, monotonicity: params.monotonicity },
      maturity: { days: params.maturity_days, mu: params.mu },
      scale: params.scale,
      draws,
    },
    balanced: { mode, rollover, ...balanced },
  };
}

type Payable = Extract<RingAction, { kind: 'create_payable' }>;

const payablesOf = ({ initialActions }: ExplicitScenario): readonly Payable[] =>
  initialActions.filter((action): action is Payable => action.kind === 'create_payable');

/** Cash per agent in the order in which it is minted: each agent once. */
function mintsOf({ initialActions }: ExplicitScenario): readonly (readonly [string, string])[] {
  return initialActions.flatMap((action) => (action.kind === 'mint_cash' ? [[action.to, String(action.amount)]] : []));
}

describe('balanced.json', () => {
  for (const recorded of goldenCases<BalancedCase>('ring/balanced.json', 'cases')) {
    const { expected } = recorded;

    for (const mode of ['passive', 'active'])
      it(`${recorded.id}: the ${mode} arm opens as recorded`, () => {
        const compiled = compileScenario(parseScenario(fileOf(recorded, mode, false)));
        const payables = payablesOf(compiled);
        const own = payables.slice(0, expected.trader_payables.length);
        const added = payables.slice(expected.trader_payables.length);
        expect(compiled.agents.map(({ id }) => id)).toEqual(expected.agents);
        expect(own.map(({ alias, amount, dueDay }) => ({ alias, amount: String(amount), due_day: dueDay }))).toEqual(
          expected.trader_payables,
        );
        expect(
          added.map(({ alias, from, to, amount, dueDay }) => ({
            alias,
            from,
            to,
            amount: String(amount),
            due_day: dueDay,
          })),
        ).toEqual(expected.added_payables);
        expect(mintsOf(compiled)).toEqual(Object.entries(expected.cash).filter(([, amount]) => amount !== '0'));
        const base = new Map(
          mintsOf(compileScenario(parseScenario({ ...fileOf(recorded, mode, false), balanced: undefined }))),
        );
        expect(
          mintsOf(compiled)
            .slice(0, recorded.params.n_agents)
            .map(([agent, cash]) => [
              agent,
              decimal(cash)
                .minus(base.get(agent) ?? 0)
                .toFixed(),
            ]),
        ).toEqual(Object.entries(expected.additional_cash));
        for (const [holder, face] of Object.entries(expected.big_holder_face))
          expect(sum(added.flatMap(({ to, amount }) => (to === holder ? [decimal(amount)] : []))).toFixed()).toBe(face);
        const { statistics } = compiled.generated ?? {};
        expect(statistics?.addedDebt?.toFixed()).toBe(expected.added_total);
        expect(statistics?.realisedShare?.toFixed()).toBe(expected.realised_share);
      });

    const { passive } = expected;
    if (passive === undefined) continue;
    it(`${recorded.id}: the passive arm runs as recorded`, () => {
      const result = runScenario(parseScenario(fileOf(recorded, 'passive', passive.rollover)));
      const { summary } = result.metrics;
      const { ledger } = result.economy;
      const agents = result.scenario.agents.map(({ id }) => id).filter((id) => id !== 'CB');
      expect({
        rollover: passive.rollover,
        outcome: result.stopped,
        days_run: result.days,
        defaulted: result.defaulted,
        delta_total: summary.defaultShare?.round(20, 1).toFixed() ?? null,
        face_defaulted: summary.faceDefaulted.toFixed(),
        face_written_off: summary.faceWrittenOff.toFixed(),
        unfunded_rollover_face: summary.unfundedRolloverFace.toFixed(),
        final_cash: Object.fromEntries(
          agents.map((id) => [id, ledger.cash(id).toFixed()]).filter(([, cash]) => cash !== '0'),
        ),
      }).toEqual(passive);
      expect(runFigures(result)).not.toHaveProperty('market');
    });
  }
});
