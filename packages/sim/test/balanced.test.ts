import {
  compareMarket,
  compileScenario,
  type ExplicitScenario,
  loadScenario,
  parseScenario,
  runRecords,
  runScenario,
  scenarioToYaml,
  withoutMarket,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { problemsOf } from './scenario-text.js';

const HEAD = `version: 1
generator: ring_explorer_v1
params: { n_agents: 12, seed: 3, kappa: 2, q_total: 2400, maturity: { days: 10, mu: '0.5' } }
`;

const compiled = (sections: string): ExplicitScenario => compileScenario(loadScenario(`${HEAD}${sections}`));

describe('a balanced section', () => {
  it('opens a market in which traders sell what closes a shortfall, and nobody else trades', () => {
    const { dealer, run, agents, scale } = compiled('balanced: {}\n');
    expect(dealer).toMatchObject({
      ticketSize: expect.anything(),
      vbtFunding: 'funded',
      block: 'shortfall',
      maxArrivals: 'all',
      sellProbability: '1',
      buying: false,
      sellHorizonDays: 10,
    });
    expect(String(dealer?.ticketSize)).toBe('20');
    expect(
      [...((dealer?.anchors ?? []) as ReadonlyMap<string, { mid: unknown; spread: unknown }>)].map(([id, anchor]) => [
        id,
        String(anchor.mid),
        String(anchor.spread),
      ]),
    ).toEqual([
      ['short', '0.75', '0.2'],
      ['mid', '0.75', '0.3'],
      ['long', '0.75', '0.4'],
    ]);
    expect(run.rules).toMatchObject({ rollover: 'full-face', distribution: 'proportional' });
    expect(agents).toHaveLength(1 + 12 + 6);
    expect(scale).toBe(12);
  });

  it('differs between its arms in the market alone', () => {
    const { dealer, ...active } = compiled('balanced: { mode: active }\n');
    const passive = compiled('balanced: { mode: passive }\n');
    expect(dealer).toBeDefined();
    expect(passive).toEqual({ ...active, dealer: undefined });
    const scenario = loadScenario(`${HEAD}balanced: { mode: active }\n`);
    expect(compileScenario(withoutMarket(scenario))).toEqual(passive);
    expect(withoutMarket(compileScenario(scenario))).toEqual(passive);
  });

  it('takes buckets, spreads and order flow from a dealer section beside it', () => {
    const { dealer, initialActions } = compiled(`balanced: { outside_mid_ratio: 0.9, face_value: 5, rollover: false }
dealer:
  buckets: { near: { tau_min: 1, tau_max: 5, O: 0.1 }, far: { tau_min: 6, O: 0.2 } }
  order_flow: { N_max: 4 }
  trader_policy: { sell_horizon: 2, buying: true }
  vbt_funding: outside
  anchor_updates: false
`);
    expect(dealer).toMatchObject({
      maxArrivals: 4,
      sellHorizonDays: 2,
      buying: true,
      vbtFunding: 'outside',
      anchorUpdates: false,
    });
    const holders = new Set(
      initialActions.flatMap((action) =>
        action.kind === 'create_payable' && !/^H/.test(action.to) ? [action.to] : [],
      ),
    );
    expect(holders).toEqual(new Set(['vbt_near', 'dealer_near', 'vbt_far', 'dealer_far']));
  });

  it('says everything that is wrong with it', () => {
    const yaml = `${HEAD}balanced:
  mode: neutral
  vbt_share_per_bucket: -0.1
  dealer_share_per_bucket: 1.2
  outside_mid_ratio: 1.5
  face_value: 0
  additional_cash: none
  share_base: total
  quotas: true
dealer:
  enabled: false
  ticket_size: 1
  capital_mode: given
  dealer_share: 0.25
  buckets: { all: { tau_min: 1, M: 1, O: 0.2 } }
run: { rollover_enabled: false }
`;
    expect(new Set(problemsOf(yaml))).toEqual(
      new Set([
        'E_VALUE balanced.mode (line 5)',
        'E_VALUE balanced.vbt_share_per_bucket (line 6)',
        'E_VALUE balanced.outside_mid_ratio (line 8)',
        'E_AMOUNT balanced.face_value (line 9)',
        'E_VALUE balanced.additional_cash (line 10)',
        'E_VALUE balanced.share_base (line 11)',
        'E_UNKNOWN_KEY balanced.quotas (line 12)',
        'E_VALUE dealer.enabled (line 14)',
        'E_VALUE dealer.ticket_size (line 15)',
        'E_VALUE dealer.capital_mode (line 16)',
        'E_VALUE dealer.dealer_share (line 17)',
        'E_BUCKETS dealer.buckets.all.M (line 18)',
        'E_VALUE run.rollover_enabled (line 19)',
      ]),
    );
  });

  it('needs the generator: an explicit scenario lists its market makers, their cash and their claims', () => {
    expect(problemsOf('version: 1\nname: none\nagents: []\nbalanced: {}\n')).toEqual([
      'E_UNKNOWN_KEY balanced (line 4)',
    ]);
  });

  it.each(['passive', 'active'])('is written as YAML and read back as the same scenario: %s', (mode) => {
    const scenario = compiled(`balanced: { mode: ${mode}, share_base: total, additional_cash: proportional }\n`);
    const yaml = scenarioToYaml(scenario);
    const again = loadScenario(yaml);
    expect(again.form === 'explicit' && scenarioToYaml(again)).toBe(yaml);
    expect(again.form === 'explicit' && again.generated?.balanced).toEqual(scenario.generated?.balanced);
    const log = (of: ExplicitScenario): unknown => [...runRecords(runScenario(of).economy.events.events)];
    expect(log(again as ExplicitScenario)).toEqual(log(scenario));
  });

  it('compares its arms like any scenario with its market', () => {
    const { baseline, treatment, runs } = compareMarket(loadScenario(`${HEAD}balanced: {}\n`));
    expect(baseline.market).toBeUndefined();
    expect(treatment.market?.sells).toBeGreaterThan(0);
    expect(treatment.market?.buys).toBe(0);
    expect(treatment.market?.capitalInjected.toFixed()).toBe('0');
    expect(runs.baseline.scenario.initialActions).toEqual(runs.treatment.scenario.initialActions);
  });
});

describe('market makers among the agents', () => {
  const listed = (kind: string): object => ({
    version: 1,
    name: 'listed',
    agents: [
      { id: 'CB', kind: 'central_bank' },
      { id: 'H1', kind: 'household' },
      { id: 'dealer_all', kind },
    ],
    initial_actions: [
      { mint_cash: { to: 'dealer_all', amount: 7 } },
      { create_payable: { from: 'H1', to: 'dealer_all', amount: 3, due_day: 2 } },
    ],
    dealer: { enabled: true, capital_mode: 'given', buckets: { all: { tau_min: 1, M: 1, O: '0.2' } } },
  });

  it('may be listed under their kind', () => {
    const { economy, scenario } = runScenario(parseScenario(listed('dealer')));
    expect(economy.ledger.cash('dealer_all').toFixed()).toBe('7');
    expect(scenario.agents).toHaveLength(3);
    expect(runScenario(withoutMarket(scenario)).economy.ledger.cash('dealer_all').toFixed()).toBe('7');
  });

  it('may not be listed as something else', () => {
    expect(() => parseScenario(listed('household'))).toThrow(
      /listed as a dealer, not as a household \(E_AGENT_DUPLICATE\)/,
    );
  });
});
