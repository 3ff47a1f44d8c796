import { decimal, sum } from '@bagehot/kernel';
import {
  compileScenario,
  type ExplicitEconomyScenario,
  loadScenario,
  parseScenario,
  scenarioJsonSchema,
  scenarioToYaml,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, EXCHANGE, economyProblems, FINANCING, found, HEAD, RING } from './economy-text.js';

/** Names of fields, likeThis, as they are written like_this. */
const inSnakeCase = (yaml: string): string =>
  yaml.replace(/\b[a-z]+(?:[A-Z][a-z]*)+(?=:)/g, (name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );

/** The other way round; names made of a good's or a parameter's own name stay. */
const inCamelCase = (yaml: string): string =>
  yaml.replace(/\b[a-zA-Z]+(?:_[a-zA-Z]+)+(?=:)/g, (name) =>
    name.replace(/_([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase()),
  );

describe('the scenario of an economy', () => {
  it('needs a name and people, and fills in the rest', () => {
    const scenario = loadScenario(HEAD, 'economy');
    expect(scenario).toEqual({
      version: 1,
      model: 'economy',
      form: 'compact',
      name: 'five people',
      description: undefined,
      seed: 42,
      moneyDecimals: 12,
      people: { count: 5 },
      run: {
        mode: 'until_stable',
        maxDays: 90,
        seed: 42,
        rules: {
          defaultHandling: 'expel-agent',
          settlement: 'sequential',
          estate: 'retain',
          rollover: 'off',
          quietDays: 2,
        },
        show: { events: 'summary', balances: [] },
        exports: { eventsJsonl: undefined, balancesCsv: undefined },
      },
    });
    expect(loadScenario(HEAD + RING, 'economy').run.maxDays).toBe(30);
  });

  it('is read with every field', () => {
    const { ring, exchange, goods, purchaseLimit, tradeCredit, dealer, dealerFunding, backstop, moneyMarket, run } =
      loadScenario(`${EVERYTHING}seed: 7\nledger: { moneyDecimals: 15 }\n`, 'economy');
    expect(ring).toMatchObject({ agents: 5, kappa: decimal(2), totalDebt: decimal(100), maturityDays: 4 });
    expect(exchange).toMatchObject({ side: 6, goods: ['bread', 'wine'], agents: 4, regime: 'money_only' });
    expect(goods).toEqual({ ticksPerDay: 2, reserveDays: 1, numerairePrice: decimal(1) });
    expect(purchaseLimit).toEqual({
      mode: 'TOTAL_WEALTH',
      carriedShare: decimal('0.75'),
      referencePrices: new Map([
        ['bread', decimal(10)],
        ['wine', decimal('12.5')],
      ]),
    });
    expect(tradeCredit).toEqual({
      termDays: 3,
      markup: decimal('0.01'),
      sellerDiscount: decimal('0.05'),
      maxDebt: decimal(20),
      minAmount: 2,
    });
    expect(dealer).toMatchObject({ ticketSize: decimal(2), dealerShare: decimal('0.1'), vbtFunding: 'funded' });
    expect(dealerFunding).toEqual({ leverage: decimal('2.5'), reserveDues: true });
    expect(backstop).toEqual({
      spread: decimal('0.6'),
      mid: decimal('0.95'),
      buckets: ['far'],
      fromDay: 2,
      buys: 'unbarred',
    });
    expect(moneyMarket).toMatchObject({ withdraw: { fromDay: 4, share: decimal('0.5') } });
    expect(run).toMatchObject({ maxDays: 12, seed: 7 });
  });

  it('may be spelled in two ways, section by section and field by field', () => {
    const [camel, snake] = [inCamelCase(EVERYTHING), inSnakeCase(EVERYTHING)];
    for (const text of ['ticketSize: 2', 'initialInventories:', 'NMax: all', 'qTotal: 100', 'horizonH: 2'])
      expect(camel).toContain(text);
    for (const text of ['trade_credit:', 'reference_prices:', 'dealer_funding:', 'from_day: 2'])
      expect(snake).toContain(text);
    const scenario = loadScenario(EVERYTHING, 'economy');
    expect(loadScenario(camel, 'economy')).toEqual(scenario);
    expect(loadScenario(snake, 'economy')).toEqual(scenario);
  });

  it('says where a field stands as it is written', () => {
    const yaml = `${HEAD}${RING}moneyMarket: {}
dealer: { orderFlow: { NMax: 0, pi_sell: 2 }, O_min: -1, clipNonnegB: maybe }
dealer_funding: { leverage: 0.5, reserve_dues: perhaps }
run: { maxDays: 0, show: { balances: [H6] } }
`;
    expect(found(yaml)).toEqual([
      'E_VALUE dealer.clipNonnegB',
      'E_VALUE dealer_funding.reserve_dues',
      'E_VALUE dealer.orderFlow.pi_sell',
      'E_VALUE dealer.orderFlow.NMax',
      'E_VALUE dealer.O_min',
      'E_VALUE dealer_funding.leverage',
      'E_VALUE run.maxDays',
      'E_AGENT_UNKNOWN run.show.balances[0]',
    ]);
    expect(economyProblems(yaml).map(({ line }) => line)).toEqual([7, 8, 7, 7, 7, 8, 9, 9]);
  });

  it('refuses both spellings at once, at the one that the form does not have', () => {
    const twice = `${HEAD}${EXCHANGE}trade_credit: { termDays: 1, maxDebt: 1, max_debt: 2 }\ntradeCredit: { termDays: 1, maxDebt: 1 }\n`;
    expect(found(twice)).toEqual(['E_VALUE trade_credit']);
    expect(found(`${HEAD}${EXCHANGE}tradeCredit: { termDays: 1, maxDebt: 1, max_debt: 2 }\n`)).toEqual([
      'E_VALUE tradeCredit.max_debt',
    ]);
    expect(found(`${HEAD}moneyMarket: {}\nmoney_market: {}\n`)).toEqual(['E_VALUE money_market']);
    expect(found(`${HEAD}ring: { kappa: 1, q_total: 100, qTotal: 100 }\n`)).toEqual(['E_VALUE ring.qTotal']);
  });

  it('gives the same when what was written is read again, whatever is still to be drawn', () => {
    for (const yaml of [HEAD, EVERYTHING, HEAD + RING + FINANCING]) {
      const scenario = loadScenario(yaml, 'economy');
      expect(loadScenario(scenarioToYaml(scenario), 'economy')).toEqual(scenario);
      const compiled = compileScenario(scenario);
      expect(compileScenario(loadScenario(scenarioToYaml(compiled), 'economy'))).toEqual(compiled);
      expect(compileScenario(compiled)).toBe(compiled);
    }
  });

  it('reads numbers exactly, but those of the exchange as doubles', () => {
    const yaml = `${HEAD.replace('count: 5', 'count: 5, cash: { total: 12345678901234567.123456789012 }')}${EXCHANGE}
purchaseLimit: { mode: TOTAL_WEALTH, referencePrices: { bread: 0.1, wine: 1 } }
`;
    const { people, exchange, purchaseLimit } = loadScenario(yaml, 'economy');
    expect(people.cash?.total.toFixed()).toBe('12345678901234567.123456789012');
    expect(purchaseLimit?.referencePrices.get('bread')?.toFixed()).toBe('0.1');
    expect(exchange?.form === 'compact' && exchange.mix[1]?.utility).toEqual({
      type: 'linear',
      params: { vbread: 1, vwine: 1.25 },
    });
  });

  it('is one of the models of which an editor knows the fields, in either spelling', () => {
    const [form] = (
      scenarioJsonSchema('economy') as { anyOf: { properties: Record<string, { properties?: object }> }[] }
    ).anyOf;
    expect(Object.keys(form?.properties ?? {})).toEqual(
      expect.arrayContaining(['people', 'ring', 'tradeCredit', 'trade_credit', 'moneyMarket', 'money_market']),
    );
    const fieldsOf = (section: string): readonly string[] => Object.keys(form?.properties[section]?.properties ?? {});
    expect(fieldsOf('ring')).toEqual(expect.arrayContaining(['q_total', 'qTotal']));
    expect(fieldsOf('dealerFunding')).toEqual(['leverage', 'reserveDues', 'reserve_dues']);
    expect(fieldsOf('tradeCredit')).toContain('term_days');
    expect(JSON.stringify(form?.properties['dealer'])).toContain('{"required":["tauMin"]}');
    expect((scenarioJsonSchema('any') as { anyOf: object[] }).anyOf).toHaveLength(5);
  });

  it('is asked for by its name', () => {
    expect(loadScenario(EVERYTHING, 'any').model).toBe('economy');
    expect(parseScenario({ version: 1, model: 'economy', name: 'x', people: { count: 1 } }, 'any').model).toBe(
      'economy',
    );
    expect(() => loadScenario(HEAD)).toThrow('such a scenario is read when the model "economy" is asked for');
    expect(found('version: 1\nname: r\nagents: []\n')).toEqual(['E_VALUE model']);
  });
});

describe('what is wrong with an economy', () => {
  it('is told all at once, each with its path and line', () => {
    const yaml = `version: 2
model: economy
name: ''
colour: blue
seed: -1
ledger: { moneyDecimals: 19, money_decimals: 2, grid: 1 }
people: { count: 2, cash: { total: 0.5 } }
ring:
  kappa: 0
  q_total: 100
  n_agents: 3
  seed: 1
  inequality: { monotonicity: 2 }
  maturity: { days: 0, mu: 3 }
  scale: 13
exchange:
  N: 0
  goods: [bread, M]
  agents: [{ id: 0, x: 9, y: 0, inventory: { salt: 1, bread: -1 }, utility: { type: cubic } }]
  name: again
  params: { exchange_regim: mixed, money_scale: 3, spread: -1 }
financing:
  mode: BARTER
  goods: [grain, grain]
  grid: { width: 6, height: 5 }
  population: { agents: 9, seed: 3 }
goods: { ticksPerDay: 0, reserveDays: soon }
purchaseLimit: { mode: ALL, carriedShare: 2, referencePrices: { salt: -1 } }
tradeCredit: { termDays: 0, markup: -1, sellerDiscount: 1.5, minAmount: 0, face: 3 }
dealer:
  enabled: false
  ticket_size: 0
  order_flow: { pi_sell: 2 }
  money: minted
dealerFunding: { leverage: 0.5, reserveDues: perhaps }
moneyMarket: { policyRate: 11, term: 2, at: C, supply: { reoffer: 2 } }
liquidity: { policy: pray, perAgent: { H3: none } }
facilities: { lendingSpread: -1, collateral: { haircut: 2 } }
backstop: { spread: wide, mid: -1, buys: some }
treasury: { faceValue: 0 }
policy: { rule: schedule, table: [{ day: 1, rate: 0.0000000000001 }] }
run: { max_days: 0, seed: 3, default_handling: forgive, show: { balances: [H9] } }
`;
    const problems = economyProblems(yaml).map(({ code, path, line }) => `${line} ${code} ${path}`);
    expect(problems.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1))).toEqual([
      '1 E_VERSION version',
      '3 E_VALUE name',
      '4 E_UNKNOWN_KEY colour',
      '5 E_VALUE seed',
      '6 E_UNKNOWN_KEY ledger.grid',
      '6 E_VALUE ledger.moneyDecimals',
      '6 E_VALUE ledger.money_decimals',
      '7 E_RING_AGENTS people.count',
      '7 E_VALUE people.cash',
      '9 E_RING_KAPPA ring.kappa',
      '11 E_UNKNOWN_KEY ring.n_agents',
      '12 E_UNKNOWN_KEY ring.seed',
      '13 E_RING_MONOTONICITY ring.inequality.monotonicity',
      '14 E_RING_MATURITY ring.maturity.days',
      '14 E_RING_MATURITY ring.maturity.mu',
      '15 E_RING_SCALE ring.scale',
      '17 E_VALUE exchange.N',
      '18 E_EXCHANGE_GOODS_INVALID exchange.goods[1]',
      '19 E_EXCHANGE_HOLDING_INVALID exchange.agents[0].inventory.bread',
      '19 E_EXCHANGE_UNKNOWN_GOOD exchange.agents[0].inventory.salt',
      '19 E_EXCHANGE_UNKNOWN_NAME exchange.agents[0].utility.type',
      '20 E_UNKNOWN_KEY exchange.name',
      '21 E_EXCHANGE_PARAM_INVALID exchange.params.spread',
      '21 E_UNKNOWN_KEY exchange.params.exchange_regim',
      '23 E_FINANCING_UNKNOWN_MODE financing.mode',
      '23 E_VALUE financing',
      '24 E_VALUE financing.goods[1]',
      '26 E_UNKNOWN_KEY financing.population.seed',
      '26 E_VALUE financing.population.agents',
      '27 E_VALUE goods.reserveDays',
      '27 E_VALUE goods.ticksPerDay',
      '28 E_FINANCING_UNKNOWN_MODE purchaseLimit.mode',
      '28 E_VALUE purchaseLimit',
      '28 E_VALUE purchaseLimit.carriedShare',
      '28 E_VALUE purchaseLimit.referencePrices.salt',
      '29 E_UNKNOWN_KEY tradeCredit.face',
      '29 E_VALUE tradeCredit.markup',
      '29 E_VALUE tradeCredit.minAmount',
      '29 E_VALUE tradeCredit.sellerDiscount',
      '29 E_VALUE tradeCredit.termDays',
      '32 E_AMOUNT dealer.ticket_size',
      '33 E_VALUE dealer.order_flow.pi_sell',
      '34 E_VALUE dealer.money',
      '35 E_VALUE dealerFunding',
      '35 E_VALUE dealerFunding.leverage',
      '35 E_VALUE dealerFunding.reserveDues',
      '36 E_VALUE moneyMarket.at',
      '36 E_VALUE moneyMarket.policyRate',
      '36 E_VALUE moneyMarket.supply.reoffer',
      '36 E_VALUE moneyMarket.term',
      '37 E_AGENT_UNKNOWN liquidity.perAgent.H3',
      '37 E_VALUE liquidity.policy',
      '38 E_VALUE facilities.collateral.haircut',
      '38 E_VALUE facilities.lendingSpread',
      '39 E_VALUE backstop',
      '39 E_VALUE backstop.buys',
      '39 E_VALUE backstop.mid',
      '39 E_VALUE backstop.spread',
      '40 E_AMOUNT treasury.faceValue',
      '41 E_VALUE policy.table[0].rate',
      '42 E_AGENT_UNKNOWN run.show.balances[0]',
      '42 E_UNKNOWN_KEY run.seed',
      '42 E_VALUE run.default_handling',
      '42 E_VALUE run.max_days',
    ]);
  });

  const MARKET = 'moneyMarket: {}\n';
  const DEALER = 'dealer: {}\n';
  const REFERENCES = ['bread', 'wine'].map((good) => `purchaseLimit.referencePrices.${good}`);
  it.each([
    ['backstop: { spread: 0.6 }\n', 'backstop', ['dealer']],
    [`${DEALER.replace('{}', '{ enabled: false }')}backstop: { spread: 0.6 }\n`, 'backstop', ['dealer']],
    ['dealerFunding: {}\n', 'dealerFunding', ['dealer', 'moneyMarket']],
    [`${MARKET}dealerFunding: {}\n`, 'dealerFunding', ['dealer']],
    [`${DEALER}dealerFunding: {}\n`, 'dealerFunding', ['moneyMarket']],
    ['tradeCredit: { termDays: 1, maxDebt: 1 }\n', 'tradeCredit', ['exchange', 'financing']],
    ['purchaseLimit: { mode: PERSONAL }\n', 'purchaseLimit', ['exchange']],
    ['goods: {}\n', 'goods', ['exchange', 'financing']],
    [`${EXCHANGE}tradeCredit: { termDays: 1 }\n`, 'tradeCredit.maxDebt', ['purchaseLimit']],
    [`${EXCHANGE}tradeCredit: { termDays: 1, max_debt: null }\n`, 'tradeCredit.max_debt', ['purchaseLimit']],
    [`ledger: { moneyDecimals: 2 }\n${EXCHANGE}`, 'exchange.params.money_scale', ['ledger.moneyDecimals']],
    [
      `${EXCHANGE}purchaseLimit: { mode: TOTAL_WEALTH, reference_prices: { wine: 2 } }\n`,
      'purchaseLimit.reference_prices',
      ['purchaseLimit.reference_prices.bread'],
    ],
    [`${EXCHANGE}purchaseLimit: { mode: TOTAL_WEALTH }\n`, 'purchaseLimit.referencePrices', REFERENCES],
    [EXCHANGE.replace('1000', '3'), 'exchange.params.money_scale', ['ledger.moneyDecimals']],
  ])('names the section and what is missing: %j', (sections, path, missing) => {
    const problems = economyProblems(HEAD + RING + sections);
    expect(problems.map((problem) => [problem.path, problem.missing])).toEqual([[path, missing]]);
  });

  it.each([
    [`${EXCHANGE}${FINANCING}`, ['E_VALUE financing']],
    [`${DEALER}moneyMarket: { term: 2 }\ndealerFunding: {}\n`, ['E_VALUE moneyMarket.term']],
    [`${DEALER}backstop: { spread: 0.3 }\n`, ['E_BACKSTOP_TOO_TIGHT backstop.spread']],
    [`${DEALER}backstop: { spread: 0.3, buckets: [short] }\n`, []],
    [`${DEALER}backstop: { spread: 0.3, buckets: [short, far] }\n`, ['E_BUCKETS backstop.buckets[1]']],
    [`${EXCHANGE.replace('agents: 4', 'agents: 6')}`, ['E_VALUE exchange.agents']],
    [
      'exchange: { N: 3, agents: [{ id: 0, x: 0, y: 0, utility: { type: linear, params: { vA: 1, vB: 1 } } }, { id: 6, x: 0, y: 0, utility: { type: linear, params: { vA: 1, vB: 1 } } }] }\n',
      ['E_AGENT_UNKNOWN exchange.agents[0].id', 'E_AGENT_UNKNOWN exchange.agents[1].id'],
    ],
    [
      'financing: { mode: PERSONAL, grid: { width: 6, height: 5 }, agents: [{ id: 9, alpha: [0.5, 0.5], home: [1, 2], home_position: [0, 0] }] }\n',
      ['E_AGENT_UNKNOWN financing.agents[0].id'],
    ],
    [`${FINANCING}goods: { ticksPerDay: 2 }\n`, ['E_VALUE goods.ticksPerDay']],
    [`${FINANCING}goods: { numerairePrice: 0 }\n`, ['E_VALUE goods.numerairePrice']],
    [`${EXCHANGE}goods: { numeraire_price: 2 }\n`, ['E_VALUE goods.numeraire_price']],
    [`${FINANCING}purchaseLimit: { mode: PERSONAL }\n`, ['E_VALUE purchaseLimit']],
    [`${FINANCING}tradeCredit: { termDays: 5 }\n`, []],
    [`${EXCHANGE}purchaseLimit: { mode: PERSONAL }\n`, []],
    ['facilities: {}\n', ['E_VALUE facilities']],
    ['people_: 3\n', ['E_UNKNOWN_KEY people_']],
  ])('%j', (sections, problems) => {
    expect(found(HEAD + RING + sections)).toEqual(problems);
  });

  it('refuses a file without people, or with more than anybody means', () => {
    expect(found('version: 1\nmodel: economy\nname: nobody\n')).toEqual(['E_VALUE people']);
    expect(found(HEAD.replace('5', '0'))).toEqual(['E_VALUE people.count']);
    expect(found(HEAD.replace('5', '1000001'))).toEqual(['E_VALUE people.count']);
    expect(found(HEAD.replace('5', '5, cash: { total: 0 }'))).toEqual(['E_AMOUNT people.cash.total']);
    expect(found(`ledger: { moneyDecimals: 1 }\n${HEAD.replace('5', '5, cash: { total: 0.05 }')}`)).toEqual([
      'E_AMOUNT people.cash.total',
    ]);
  });
});

describe('an economy spelled out', () => {
  const compiled = (yaml: string): ExplicitEconomyScenario => compileScenario(loadScenario(yaml, 'economy'));

  it('shares money out in equal parts to the last quantum', () => {
    const { agents, initialActions } = compiled(
      `ledger: { moneyDecimals: 2 }\n${HEAD.replace('5', '3, cash: { total: 1 }')}`,
    );
    expect(agents.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'CB central_bank',
      'H1 household',
      'H2 household',
      'H3 household',
    ]);
    const amounts = initialActions.flatMap((action) => (action.kind === 'mint_cash' ? [decimal(action.amount)] : []));
    expect(amounts.map(String)).toEqual(['0.34', '0.33', '0.33']);
    expect(sum(amounts).toString()).toBe('1');
  });

  it('has the ring of the same parameters and seed', () => {
    const { agents, initialActions, statistics } = compiled(`${HEAD}${RING}seed: 11\n`);
    const ring = compileScenario(
      parseScenario({
        version: 1,
        generator: 'ring_explorer_v1',
        params: { n_agents: 5, seed: 11, kappa: 2, q_total: 100, maturity: { days: 4, mu: '0.5' } },
      }),
    );
    expect(agents).toEqual(ring.agents);
    expect(initialActions).toEqual(ring.initialActions);
    expect(statistics).toEqual(ring.generated?.statistics);
  });

  it('numbers the people of every market from 1, and draws each market by itself', () => {
    const { exchange } = compiled(HEAD + EXCHANGE);
    expect(exchange?.agents.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(compiled(EVERYTHING).exchange).toEqual(exchange);
    expect(compiled(`${HEAD}${EXCHANGE}seed: 1\n`).exchange?.agents).not.toEqual(exchange?.agents);
    expect(compiled(HEAD + FINANCING).financing?.agents.map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
