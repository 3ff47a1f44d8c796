import type { ExchangeRegistry } from '@bagehot/exchange';
import type { ExchangeScenario as ExchangeSection } from '@bagehot/exchange/spatial';
import { type FinancingModes, financingModes } from '@bagehot/financing';
import { looksAtGoods } from '../bridges/purchase-limit.js';
import type { DaySections } from '../day/sections.js';
import { readExchangeSection } from '../scenario/exchange-reading.js';
import { asText, field } from '../scenario/field.js';
import { readFinancing } from '../scenario/financing-reading.js';
import { type Problems, pathText, shown } from '../scenario/problems.js';
import { SpelledSection } from '../scenario/spelling.js';
import type { CompactEconomyScenario, FinancingSection } from './economy-scenario.js';

/** What a goods market is read against. */
export interface GoodsFrame {
  readonly people: number;
  readonly moneyDecimals: number;
  readonly modes?: FinancingModes | undefined;
  readonly registry?: ExchangeRegistry | undefined;
}

/** An economy has one market for goods at most. */
export type GoodsMarket = Pick<CompactEconomyScenario, 'exchange' | 'financing'>;

/** Reads the market for goods. */
export function readGoodsMarket(problems: Problems, input: unknown, frame: GoodsFrame): GoodsMarket {
  const [exchange, financing] = [field(input, 'exchange'), field(input, 'financing')];
  if (exchange !== undefined && financing !== undefined)
    problems.add('E_VALUE', ['financing'], 'is a second market for goods beside exchange; give one of the two');
  return {
    ...(exchange === undefined ? {} : { exchange: readExchangeOf(problems, input, exchange, frame) }),
    ...(financing === undefined ? {} : { financing: readFinancingOf(problems, input, financing, frame) }),
  };
}

/** Reads the exchange, whose people are those of the economy by their numbers and whose money is that of the ledger. */
function readExchangeOf(
  problems: Problems,
  input: unknown,
  value: unknown,
  { people, moneyDecimals, registry }: GoodsFrame,
): ExchangeSection {
  const section = readExchangeSection(problems, value, asText(field(input, 'name')), { registry });
  if (problems.touches(['exchange'])) return section;
  if (section.form === 'explicit') requirePersons(problems, 'exchange', section.agents, people);
  else if (section.agents > people)
    problems.add(
      'E_VALUE',
      ['exchange', 'agents'],
      `must be at most people.count, ${people}, but is ${section.agents}`,
    );
  const { moneyScale } = section.params;
  if (10n ** BigInt(moneyDecimals) % BigInt(moneyScale) !== 0n)
    problems.add(
      'E_EXCHANGE_MONEY_SCALE_OFF_GRID',
      ['exchange', 'params', 'money_scale'],
      `must have 1/${moneyScale} on the grid of ledger.moneyDecimals, ${moneyDecimals}`,
      ['ledger.moneyDecimals'],
    );
  return section;
}

function readFinancingOf(
  problems: Problems,
  input: unknown,
  value: unknown,
  { people, modes }: GoodsFrame,
): FinancingSection {
  const scenario = readFinancing(problems, { name: field(input, 'name'), financing: value }, { modes });
  const { financing: rules } = scenario;
  if (scenario.form === 'explicit') {
    requirePersons(problems, 'financing', scenario.agents, people);
    return { form: 'explicit', rules, agents: scenario.agents };
  }
  const { population } = scenario;
  if (population.agents > people)
    problems.add(
      'E_VALUE',
      ['financing', 'population', 'agents'],
      `must be at most people.count, ${people}, but is ${population.agents}`,
    );
  return { form: 'generator', rules, population };
}

/** Person k of a market is H<k>. */
function requirePersons(
  problems: Problems,
  market: string,
  agents: readonly { readonly id: number }[],
  people: number,
): void {
  for (const [k, { id }] of agents.entries())
    if (id < 1 || id > people)
      problems.add(
        'E_AGENT_UNKNOWN',
        [market, 'agents', k, 'id'],
        `there is no person ${id}: they are 1 to ${people}, as H1 to H${people}`,
      );
}

/** What sections about purchases say that the goods market does not know. */
export function checkPurchases(
  problems: Problems,
  input: unknown,
  { goods, purchaseLimit }: DaySections,
  market: GoodsMarket,
  modes: FinancingModes = financingModes,
): void {
  const root = new SpelledSection(problems, [], input);
  if (market.financing !== undefined && goods !== undefined && goods.ticksPerDay > 1)
    problems.add(
      'E_VALUE',
      root.section('goods').at('ticksPerDay'),
      `is for an exchange: financing has one round a day, but it is ${goods.ticksPerDay}`,
    );
  if (market.exchange !== undefined && goods?.numerairePrice.eq(1) === false)
    problems.add(
      'E_VALUE',
      root.section('goods').at('numerairePrice'),
      `is for financing, whose goods have a numeraire, but it is ${goods.numerairePrice}`,
    );
  if (purchaseLimit === undefined) return;
  const section = root.section('purchaseLimit');
  if (market.financing !== undefined)
    problems.add('E_VALUE', section.path, 'is for an exchange: a financing section has a mode of its own');
  const { mode, referencePrices } = purchaseLimit;
  const isKnown = modes.ids().includes(mode);
  if (mode !== '' && !isKnown)
    problems.add(
      'E_FINANCING_UNKNOWN_MODE',
      section.at('mode'),
      `must be one of ${modes.ids().join(', ')}, but is ${shown(mode)}`,
    );
  // Of a refused exchange the goods are not known.
  if (market.exchange === undefined || problems.touches(['exchange'])) return;
  const { goods: traded } = market.exchange;
  const path = section.at('referencePrices');
  for (const good of referencePrices.keys())
    if (!traded.includes(good)) problems.add('E_VALUE', [...path, good], `is no good; they are ${traded.join(', ')}`);
  const missing = traded.filter((good) => !referencePrices.has(good));
  if (isKnown && missing.length > 0 && looksAtGoods(modes.get(mode), traded.length))
    problems.add(
      'E_VALUE',
      path,
      `must have ${missing.join(', ')}, because ${mode} looks at what goods are worth`,
      missing.map((good) => pathText([...path, good])),
    );
}
