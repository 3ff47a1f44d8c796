import { type AgentId, ONE } from '@bagehot/kernel';
import { readDaySections } from '../day/reading.js';
import { Amounts } from '../scenario/amounts.js';
import { marketMakers, readMarket } from '../scenario/dealer-section.js';
import { asCount, asFlag, asText, field } from '../scenario/field.js';
import { Problems, shown } from '../scenario/problems.js';
import type { ReadingOptions } from '../scenario/reading-options.js';
import { readRun } from '../scenario/run-section.js';
import { MARKET_DECIMALS } from '../scenario/scenario.js';
import { SpelledSection } from '../scenario/spelling.js';
import { checkStructure } from '../scenario/structure.js';
import type { CompactEconomyScenario } from './economy-scenario.js';
import { checkPurchases, readGoodsMarket } from './goods-sections.js';
import { readPeople, readRingSection } from './people-section.js';
import { economyIssues, economyShape } from './schema.js';
import { inFormSpelling } from './spelled-form.js';

const DEFAULT_SEED = 42;
/** Days of a run without a ring, which has an end of its own. */
const DEFAULT_MAX_DAYS = 90;
/** Finest grid of a ledger. */
const MAX_DECIMALS = 18;

/** A scenario as far as it could be read, and what is wrong with it. */
export interface EconomyReading {
  readonly scenario: CompactEconomyScenario;
  readonly problems: Problems;
  /** Where something stands in the file as it was written. */
  readonly written: (place: string) => string;
}

/** Reads the scenario of an economy, fills in every default, and checks all that can be checked before its markets are opened. */
export function readEconomy(input: unknown, options: ReadingOptions): EconomyReading {
  const spelling = new Problems();
  const { value, written } = inFormSpelling(spelling, economyShape(), input);
  const problems = checkStructure(value, economyIssues);
  for (const { code, path, message } of spelling.list) problems.addAt(code, path, message);
  return { scenario: readScenario(problems, value, options), problems, written };
}

function readScenario(problems: Problems, input: unknown, options: ReadingOptions): CompactEconomyScenario {
  const seed = asCount(field(input, 'seed')) ?? DEFAULT_SEED;
  const moneyDecimals = readDecimals(problems, input);
  const amounts = new Amounts(problems, moneyDecimals, 'ledger.moneyDecimals');
  const people = readPeople(problems, amounts, input);
  const ring = readRingSection(problems, field(input, 'ring'), people.count, moneyDecimals);
  const knows = (agent: AgentId): boolean => isPerson(agent, people.count);
  const reading = { problems, amounts, knows };
  const section = field(input, 'dealer');
  const dealers = section === undefined ? undefined : readMarket(problems, amounts, section, undefined);
  // Dealers who are described are meant, unless they are switched off.
  const dealer = asFlag(field(section, 'enabled')) === false ? undefined : dealers;
  const market = readGoodsMarket(problems, input, { people: people.count, moneyDecimals, ...options });
  const goods = market.exchange ? 'exchange' : market.financing ? 'financing' : undefined;
  const sections = readDaySections(reading, input, { dealer, goods });
  checkPurchases(problems, input, sections, market, options.modes);
  if (sections.moneyMarket?.at === 'C')
    problems.add(
      'E_VALUE',
      new SpelledSection(problems, [], input).section('moneyMarket').at('at'),
      'must be B2: in an economy money is lent before debts are settled',
    );
  const run = readRun(problems, field(input, 'run'), undefined, {
    maxDays: ring === undefined ? DEFAULT_MAX_DAYS : Math.max(30, (ring.maturityDays ?? 1) + 5),
    seed,
  });
  const makers = new Set(dealer === undefined ? [] : marketMakers(dealer).map(({ id }) => id));
  run.show.balances.forEach((agent, k) => {
    if (agent !== 'CB' && !knows(agent) && !makers.has(agent))
      problems.add('E_AGENT_UNKNOWN', ['run', 'show', 'balances', k], `there is no agent ${shown(agent)}`);
  });
  return {
    version: 1,
    model: 'economy',
    form: 'compact',
    name: asText(field(input, 'name')) ?? '',
    description: asText(field(input, 'description')),
    seed,
    moneyDecimals,
    people,
    ...(ring === undefined ? {} : { ring }),
    ...market,
    ...(goods === undefined ? {} : { goods: { ticksPerDay: 1, reserveDays: 0, numerairePrice: ONE } }),
    ...sections,
    run,
  };
}

function readDecimals(problems: Problems, input: unknown): number {
  const decimals = asCount(field(field(input, 'ledger'), 'moneyDecimals')) ?? MARKET_DECIMALS;
  if (decimals > MAX_DECIMALS)
    problems.add('E_VALUE', ['ledger', 'moneyDecimals'], `must be at most ${MAX_DECIMALS}, but is ${decimals}`);
  return Math.min(decimals, MAX_DECIMALS);
}

/** People are called H1, H2, ... */
function isPerson(agent: AgentId, people: number): boolean {
  const number = /^H([1-9]\d*)$/.exec(agent)?.[1];
  return number !== undefined && Number(number) <= people;
}
