import fc, { type Arbitrary } from 'fast-check';
import { formatYaml } from '../scenario/yaml.js';
import { type EconomyDocument, fitting, type MarketName, type PlainSection } from './economy-document.js';
import { OWN_PHASES, type OwnPhaseKind, type PlacedPhase, placesOf } from './own-phase.js';
import {
  backstop,
  dealer,
  dealerFunding,
  facilities,
  type GoodsSections,
  goodsMarket,
  liquidity,
  moneyMarket,
  policy,
  ring,
  runOf,
  treasury,
} from './random-sections.js';

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
      // Without a ring nobody owes anything at the start.
      opening: fc.oneof(
        { arbitrary: ring.map((debts) => ({ ring: debts })), weight: 7 },
        { arbitrary: fc.constantFrom('60', '0.5').map((total) => ({ cash: { total } })), weight: 1 },
      ),
      goods: goodsMarket,
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
    .map(({ seed, people: count, opening, goods, sections, run, ownPhases: placed }) => {
      const document = fitting({
        version: 1,
        name: 'random',
        model: 'economy',
        seed,
        people: 'cash' in opening ? { count, cash: opening.cash } : { count },
        ...('ring' in opening ? { ring: opening.ring } : {}),
        ...peopled(goods, count),
        ...(sections as Partial<EconomyDocument>),
        run,
      });
      return readable({ document: soundTogether(document), ownPhases: placed });
    });
}

/** Everybody takes part in the goods market. */
function peopled({ exchange, financing, ...rest }: GoodsSections, agents: number): GoodsSections {
  return {
    ...(exchange === undefined ? {} : { exchange: { ...exchange, agents } }),
    ...(financing === undefined
      ? {}
      : { financing: { ...financing, population: { ...(financing['population'] as PlainSection), agents } } }),
    ...rest,
  };
}

/** The same economy without some of its markets, and without what makes no sense then. */
export function withoutMarkets(economy: RandomEconomy, left: readonly MarketName[]): RandomEconomy {
  return readable({ ...economy, document: soundTogether(fitting(economy.document, left)) });
}

/** What is refused together is not drawn together. */
function soundTogether(document: EconomyDocument): EconomyDocument {
  const { dealerFunding, moneyMarket, facilities } = document;
  // Dealers renew all they owe every day.
  const term = dealerFunding === undefined ? {} : { term: 1 };
  // Nobody here asks for a limit, so that only a corridor bounds the rate of an order book.
  const rule = facilities === undefined ? { rule: 'ratio' } : {};
  return {
    ...document,
    ...(moneyMarket === undefined ? {} : { moneyMarket: { ...moneyMarket, ...term, ...rule } }),
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
