import { compileScenario, loadScenario, scenarioJsonSchema, scenarioToYaml } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { problemsOf, RING } from './scenario-text.js';

/** Every section with every field, likeThis. */
const SECTIONS = `moneyMarket:
  policyRate: 0.04
  spreadSensitivity: 0.2
  term: 2
  ticksPerYear: 365
  rule: order-book
  legRule: sequential
  asset: cash
  at: C
  supply: { reserveDays: 3, buffer: 0.5, reoffer: 0.75, vbt: true }
  withdraw: { fromDay: 4, share: 0.5 }
liquidity: { policy: cheapest, horizonDays: 1, perAgent: { H2: borrow-only } }
facilities:
  lendingSpread: 0.02
  depositSpread: 0.015
  collateral: { haircut: 0.1, liquidationDiscount: 0.05, kinds: [payable] }
  term: 1
  cap: 100
  autoDeposit: false
treasury: { inventory: 1000, outstanding: 5, faceValue: 2, passThrough: { fraction: 0.5, weights: { H1: 3 } } }
policy: { rule: schedule, table: [{ day: 5, quantityToBuy: -5 }, { day: 2, rate: 0.03 }] }
`;

/** The same, like_this. */
const SNAKE = SECTIONS.replace(/\b[a-z]+(?:[A-Z][a-z]*)+(?=:)/g, (name) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

/** Code and path of everything that is wrong, without the lines. */
const found = (yaml: string): readonly string[] =>
  problemsOf(yaml).map((problem) => problem.replace(/ \(line \d+\)$/, ''));

describe("the money market's sections of a ring's scenario", () => {
  it('may be spelled in two ways', () => {
    expect(SNAKE).toContain('spread_sensitivity: 0.2');
    expect(SNAKE).toContain('money_market:');
    expect(loadScenario(RING + SNAKE)).toEqual(loadScenario(RING + SECTIONS));
  });

  it('are read with every field', () => {
    const { moneyMarket, liquidity, facilities, treasury, policy } = loadScenario(RING + SECTIONS);
    expect(moneyMarket?.policyRate.toFixed()).toBe('0.04');
    expect(moneyMarket).toMatchObject({ term: 2, ticksPerYear: 365, rule: 'order-book', asset: 'cash', at: 'C' });
    expect(moneyMarket?.supply).toMatchObject({ reserveDays: 3, vbt: true });
    expect(moneyMarket?.withdraw?.share.toFixed()).toBe('0.5');
    expect(liquidity?.perAgent).toEqual(new Map([['H2', 'borrow-only']]));
    expect(facilities?.collateral?.haircut.toFixed()).toBe('0.1');
    expect(facilities?.cap?.toFixed()).toBe('100');
    expect(treasury?.passThrough?.weights).toEqual(new Map([['H1', 3]]));
    expect(policy?.rule === 'schedule' && policy.table.map(({ day }) => day)).toEqual([2, 5]);
  });

  it('have defaults for every field, and tell which of them are worth a warning', () => {
    const { moneyMarket } = loadScenario(`${RING}moneyMarket: {}\nfacilities: { collateral: null }\n`);
    expect(moneyMarket).toMatchObject({ term: 1, ticksPerYear: 360, rule: 'ratio', at: 'B2', asset: undefined });
    expect(moneyMarket?.policyRate.toFixed()).toBe('0.05');
    expect(moneyMarket?.assumed).toEqual(['policyRate', 'spreadSensitivity']);
    expect(loadScenario(`${RING}money_market: {}\nfacilities: { collateral: null }\n`).facilities?.collateral).toBe(
      null,
    );
    expect(loadScenario(`${RING}money_market: {}\nfacilities: {}\n`).facilities?.collateral?.kinds).toEqual([
      'payable',
    ]);
  });

  it('are told all their problems at once, each with its path as it is written and its line', () => {
    const yaml = `${RING}money_market:
  policy_rate: 11
  policyRate: 0.05
  term: 0
  colour: blue
  supply: { reoffer: 2, reserve_days: soon }
liquidity: { per_agent: { H9: none } }
facilities: { lending_spread: -0.01, collateral: { haircut: 0.1, hair_cut: 1 } }
treasury: { face_value: 0, pass_through: { weights: { H1: 0 } } }
policy: { rule: schedule, target: 1, table: [{ day: 3 }, { day: 3, rate: 0.0000000000001 }, { quantity_to_buy: 1.5 }] }
`;
    expect(problemsOf(yaml)).toEqual([
      'E_VALUE money_market.supply.reserve_days (line 12)',
      'E_UNKNOWN_KEY money_market.colour (line 11)',
      'E_UNKNOWN_KEY facilities.collateral.hair_cut (line 14)',
      'E_VALUE policy.table[2].quantity_to_buy (line 16)',
      'E_VALUE money_market.policy_rate (line 8)',
      'E_VALUE money_market.term (line 10)',
      'E_VALUE money_market.supply.reoffer (line 12)',
      'E_AGENT_UNKNOWN liquidity.per_agent.H9 (line 13)',
      'E_VALUE facilities.lending_spread (line 14)',
      'E_VALUE treasury.pass_through.weights (line 15)',
      'E_AMOUNT treasury.face_value (line 15)',
      'E_VALUE policy.target (line 16)',
      'E_DUE_DAY policy.table[1].day (line 16)',
      'E_VALUE policy.table[1].rate (line 16)',
      'E_DUE_DAY policy.table[2].day (line 16)',
    ]);
  });

  it('refuses a section in both spellings, and a part without what it stands on', () => {
    expect(found(`${RING}moneyMarket: {}\nmoney_market: {}\n`)).toEqual(['E_VALUE money_market']);
    expect(
      found(`${RING}facilities: {}\nliquidity: {}\ntreasury: {}\npolicy: { rule: schedule, table: [] }\n`),
    ).toEqual(['E_VALUE liquidity', 'E_VALUE facilities', 'E_VALUE treasury', 'E_VALUE policy']);
    expect(found(`${RING}moneyMarket: { rule: order-book, leg_rule: proportional }\n`)).toEqual([
      'E_VALUE moneyMarket.rule',
      'E_VALUE moneyMarket.leg_rule',
    ]);
    expect(found(`${RING}moneyMarket: {}\npolicy: { rule: money-growth, growthRate: 0.1, maxStep: 5 }\n`)).toEqual([
      'E_VALUE policy.rule',
    ]);
    expect(
      found(`${RING}moneyMarket: {}\npolicy: { rule: schedule, table: [{ day: 1, quantityToBuy: 5 }] }\n`),
    ).toEqual(['E_VALUE policy.table[0].quantityToBuy']);
  });

  it("keep the names of the market's own agents for them", () => {
    const agents = (list: string): string => `version: 1\nname: names\nagents: [${list}]\nmoneyMarket: {}\n`;
    expect(found(agents('{ id: bank, kind: central_bank }'))).toEqual([]);
    expect(found(agents('{ id: CB, kind: central_bank }, { id: treasury, kind: treasury }'))).toEqual([]);
    expect(
      found(agents('{ id: CB, kind: central_bank }, { id: treasury, kind: firm }, { id: clearing-house, kind: firm }')),
    ).toEqual(['E_AGENT_DUPLICATE agents[1].id', 'E_AGENT_DUPLICATE agents[2].id']);
    expect(found(agents('{ id: H1, kind: household }'))).toEqual(['E_POLICY agents']);
  });

  it('may stand beside a generator, whose agents have names', () => {
    const yaml = (agent: string): string => `version: 1
generator: ring_explorer_v1
params: { n_agents: 4, kappa: 1, q_total: 100 }
money_market: { policy_rate: 0.05 }
liquidity: { per_agent: { ${agent}: none } }
`;
    expect(found(yaml('H4'))).toEqual([]);
    expect(found(yaml('H5'))).toEqual(['E_AGENT_UNKNOWN liquidity.per_agent.H5']);
    const compiled = compileScenario(loadScenario(yaml('H4')));
    expect(compiled.moneyMarket?.policyRate.toFixed()).toBe('0.05');
    const { moneyMarket, liquidity } = loadScenario(scenarioToYaml(compiled));
    expect({ moneyMarket, liquidity }).toEqual({
      moneyMarket: compiled.moneyMarket,
      liquidity: compiled.liquidity,
    });
  });

  it('are written back so that they read the same', () => {
    const scenario = loadScenario(RING + SECTIONS);
    if (scenario.form !== 'explicit') throw new Error('an explicit scenario was expected');
    const again = loadScenario(scenarioToYaml(scenario));
    expect(again).toEqual(scenario);
    const bare = loadScenario(`${RING}moneyMarket: {}\n`);
    if (bare.form !== 'explicit') throw new Error('an explicit scenario was expected');
    expect(loadScenario(scenarioToYaml(bare))).toEqual(bare);
  });

  it('are in the JSON Schema, in both spellings', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    for (const name of ['moneyMarket', 'money_market', 'spreadSensitivity', 'spread_sensitivity', 'passThrough'])
      expect(text).toContain(`"${name}"`);
  });
});
