import fc, { type Arbitrary } from 'fast-check';
import { formatYaml } from '../scenario/yaml.js';
import { type EconomyDocument, fitting, type MarketName, type PlainSection } from './economy-document.js';
import { OWN_PHASES, type OwnPhaseKind, type PlacedPhase, placesOf } from './own-phase.js';

/** What {@link randomEconomy} may make. */
export interface RandomEconomyOptions {
  /** People, 3 to this many. @defaultValue 7 */
  readonly maxPeople?: number;
  /** Days of a run, 2 to this many. @defaultValue 9 */
  readonly maxDays?: number;
  /** Phases put among those of the day, 0 to this many. @defaultValue 2 */
  readonly maxOwnPhases?: number;
  /** Their kinds. @defaultValue all */
  readonly ownPhases?: readonly OwnPhaseKind[];
  /** Markets that are there in every economy, as far as others do not need more. @defaultValue none */
  readonly always?: readonly MarketName[];
}

/** An economy, and phases that somebody has put among its own. A failure of a property prints it as a scenario file. */
export interface RandomEconomy {
  readonly document: EconomyDocument;
  readonly ownPhases: readonly PlacedPhase[];
}

/** Small economies in which every market, and every rule, may be on or off: as files, so that what fails can be read, kept and run. */
export function randomEconomy(options: RandomEconomyOptions = {}): Arbitrary<RandomEconomy> {
  const { maxPeople = 7, maxDays = 9, maxOwnPhases = 2, ownPhases = OWN_PHASES, always = [] } = options;
  const section = <T extends PlainSection>(name: MarketName, arbitrary: Arbitrary<T>): Arbitrary<T | undefined> =>
    always.includes(name) ? arbitrary : fc.option(arbitrary, { nil: undefined, freq: 2 });
  return fc
    .record({
      seed: fc.nat({ max: 999 }),
      people: fc.integer({ min: 3, max: maxPeople }),
      ring,
      sections: fc.record({
        dealer: section('dealer', dealer),
        dealerFunding: section('dealerFunding', dealerFunding),
        backstop: section('backstop', backstop),
        moneyMarket: section('moneyMarket', moneyMarket),
        liquidity: section('liquidity', liquidity),
        facilities: section('facilities', facilities),
        treasury: section('treasury', treasury),
        policy: section('policy', policy),
      }),
      run: runOf(maxDays),
      ownPhases: fc.array(fc.record({ kind: fc.constantFrom(...ownPhases), place: fc.nat({ max: 7 }) }), {
        maxLength: maxOwnPhases,
      }),
    })
    .map(({ seed, people, ring: debts, sections, run, ownPhases: placed }) => {
      const document = fitting({
        version: 1,
        name: 'random',
        model: 'economy',
        seed,
        people: { count: people },
        ring: debts,
        ...(sections as Partial<EconomyDocument>),
        run,
      });
      return readable({ document: soundTogether(document), ownPhases: placed });
    });
}

/** What is refused together is not drawn together. */
function soundTogether(document: EconomyDocument): EconomyDocument {
  const { dealerFunding, moneyMarket, facilities, run } = document;
  // Dealers renew all they owe every day.
  const term = dealerFunding === undefined ? {} : { term: 1 };
  // Nobody here asks for a limit, so that only a corridor bounds the rate of an order book.
  const rule = facilities === undefined ? { rule: 'ratio' } : {};
  // Pledges are looked at debtor by debtor, which clearing all at once has no place for.
  const secured = (facilities?.['collateral'] ?? null) !== null;
  const settlement = secured && run['settlement'] === 'clearing' ? { settlement: 'sequential' } : {};
  return {
    ...document,
    ...(moneyMarket === undefined ? {} : { moneyMarket: { ...moneyMarket, ...term, ...rule } }),
    run: { ...run, ...settlement },
  };
}

/** The same, printed as a file when a property fails. */
function readable(economy: RandomEconomy): RandomEconomy {
  return Object.defineProperty({ ...economy }, fc.toStringMethod, { value: () => `\n${economyText(economy)}` });
}

/** The economy as a scenario file; phases of one's own are told in a comment. */
export function economyText({ document, ownPhases }: RandomEconomy): string {
  const own = ownPhases.length === 0 ? '' : `# among the phases of the day: ${placesOf(ownPhases).join(', ')}\n`;
  return `${own}${formatYaml(document)}`;
}

const share = fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4);
const few = fc.integer({ min: 0, max: 2 });

const ring = fc
  .record({
    kappa: fc.constantFrom('1', '0.5', '3'),
    debt: fc.constantFrom(40, 90, 200),
    concentration: fc.constantFrom('1', '0.3', '4'),
    days: fc.integer({ min: 1, max: 4 }),
    mu: share,
  })
  .map(({ kappa, debt, concentration, days, mu }) => ({
    kappa,
    q_total: debt,
    inequality: { concentration },
    maturity: { days, mu },
  }));

const dealer = fc.record({
  enabled: fc.constant(true),
  ticket_size: fc.constantFrom(1, 2, 5),
  buckets: fc.constantFrom(
    { all: { tau_min: 1, tau_max: null, M: '1', O: '0.3' } },
    { near: { tau_min: 1, tau_max: 2, M: '0.95', O: '0.2' }, far: { tau_min: 3, tau_max: 999, M: '0.9', O: '0.4' } },
  ),
  dealer_share: fc.constantFrom('0.25', '0', '0.05'),
  vbt_share: fc.constantFrom('0.5', '0', '0.1'),
  order_flow: fc.record({
    pi_sell: share.map(String),
    N_max: fc.constantFrom<number | string>('all', 2),
    block: fc.constantFrom('one', 'shortfall'),
  }),
  vbt_funding: fc.constantFrom('outside', 'funded'),
  par_cap: fc.boolean(),
  count_inflows: fc.boolean(),
});

const dealerFunding = fc.record({ leverage: fc.constantFrom('1', '2', '4'), reserveDues: fc.boolean() });

const backstop = fc.record({
  spread: fc.constantFrom('0.5', '0.6', '1.9'),
  fromDay: few,
  buys: fc.constantFrom('all', 'unbarred'),
});

const moneyMarket = fc
  .record({
    policyRate: fc.constantFrom('0', '0.05', '-0.02', '3'),
    spreadSensitivity: fc.constantFrom('0.1', '0', '2'),
    term: fc.integer({ min: 1, max: 3 }),
    rules: fc.constantFrom<PlainSection>(
      { rule: 'ratio', legRule: 'sequential' },
      { rule: 'ratio', legRule: 'proportional' },
      { rule: 'order-book' },
    ),
    supply: fc.record({ reserveDays: few, buffer: fc.constantFrom('0', '7.5'), reoffer: share, vbt: fc.boolean() }),
    withdraw: fc.option(fc.record({ fromDay: few, share }), { nil: undefined }),
  })
  .map(({ rules, ...rest }) => withoutUndefined({ ...rest, ...rules }));

const liquidity = fc.record({
  policy: fc.constantFrom('sell-first', 'borrow-first', 'cheapest', 'sell-only', 'borrow-only', 'none'),
  horizonDays: few,
});

const facilities = fc.record({
  lendingSpread: fc.constantFrom('0.01', '0.5'),
  depositSpread: fc.constantFrom('0.01', '0'),
  term: fc.integer({ min: 1, max: 2 }),
  autoDeposit: fc.boolean(),
  collateral: fc.option(fc.record({ haircut: share, liquidationDiscount: fc.constantFrom('0', '0.2') })),
});

const treasury = fc
  .record({
    inventory: fc.constantFrom(50, 0),
    outstanding: fc.constantFrom(0, 10),
    passThrough: fc.option(fc.constant({}), { nil: undefined }),
  })
  .map(withoutUndefined);

const policy = fc.record({
  rule: fc.constant('schedule'),
  table: fc.constantFrom(
    [{ day: 1, quantityToBuy: 30 }],
    [
      { day: 0, quantityToBuy: 20 },
      { day: 2, rate: '0.01', quantityToBuy: -15 },
    ],
    [{ day: 2, rate: '0.4' }],
  ),
});

function runOf(maxDays: number): Arbitrary<PlainSection> {
  return fc.record({
    max_days: fc.integer({ min: 2, max: maxDays }),
    settlement: fc.constantFrom('sequential', 'multipass', 'clearing'),
    default_handling: fc.constantFrom('expel-agent', 'expel-agent', 'expel-agent', 'fail-fast'),
    estate: fc.constantFrom('retain', 'pro-rata'),
    rollover_enabled: fc.boolean(),
  });
}

function withoutUndefined(section: Readonly<Record<string, unknown>>): PlainSection {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined)) as PlainSection;
}
