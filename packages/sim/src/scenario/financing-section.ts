import type { NumberRange, PopulationAgent } from '@bagehot/financing';
import { type Decimal, ONE, ZERO } from '@bagehot/kernel';
import { asCount, asDecimal, asOneOf, asText, field, INFINITE, items } from './field.js';
import type {
  FinancingGrid,
  FinancingRules,
  FinancingRunSection,
  FinancingScenario,
  PopulationSection,
} from './financing-scenario.js';
import type { Path, Problems } from './problems.js';

const SECTION: Path = ['financing'];
const DEFAULT_SEED = 42;
/** Unless a file says otherwise; the same as those of the package. */
const DEFAULTS = { stages: 4, maxPasses: 256, quantityScale: 12, priceDigits: 20, market: 2 };
const RUN_DEFAULTS = { maxRounds: 200, maxStaleRounds: 50, clearedRounds: 5 };
/** So many goods nobody means: names are made for each. */
const MOST_GOODS = 10_000;

/** Reads the file of a financing economy and fills in every default. What the economy itself would refuse is not looked at. */
export function readFinancingForm(problems: Problems, input: unknown): FinancingScenario {
  const section = field(input, 'financing');
  const agents = field(section, 'agents');
  const population = field(section, 'population');
  if ((agents === undefined) === (population === undefined) && section !== undefined)
    problems.add('E_VALUE', SECTION, 'needs either agents or a population');
  const run = readRun(field(input, 'run'));
  const goods = readGoods(problems, section);
  const base = {
    version: 1,
    model: 'financing',
    name: asText(field(input, 'name')) ?? '',
    description: asText(field(input, 'description')),
    financing: readRules(problems, section, goods),
    run,
  } as const;
  if (population !== undefined)
    return {
      ...base,
      form: 'generator',
      population: readPopulation(population),
      populationSeed: asCount(field(population, 'seed')) ?? run.seed,
    };
  const note = field(input, 'generated');
  return {
    ...base,
    form: 'explicit',
    agents: items(agents).map(readAgent),
    generated:
      note === undefined
        ? undefined
        : { population: readPopulation(field(note, 'population')), seed: asCount(field(note, 'seed')) ?? DEFAULT_SEED },
  };
}

function readRun(value: unknown): FinancingRunSection {
  return {
    maxRounds: asCount(field(value, 'max_rounds')) ?? RUN_DEFAULTS.maxRounds,
    maxStaleRounds: asCount(field(value, 'max_stale_rounds')) ?? RUN_DEFAULTS.maxStaleRounds,
    clearedRounds: asCount(field(value, 'cleared_rounds')) ?? RUN_DEFAULTS.clearedRounds,
    seed: asCount(field(value, 'seed')) ?? DEFAULT_SEED,
  };
}

/** Names of the goods: those of the file, or `0`, `1`, ... as many as it says or as the first agent has weights. */
function readGoods(problems: Problems, section: unknown): readonly string[] {
  const value = field(section, 'goods');
  const at: Path = [...SECTION, 'goods'];
  if (Array.isArray(value)) {
    const names = value.flatMap((name) => asText(name) ?? []);
    names.forEach((name, g) => {
      if (names.indexOf(name) !== g) problems.add('E_VALUE', [...at, g], `is a second good called ${name}`);
    });
    return names;
  }
  const given = asCount(value);
  if (given === undefined && field(section, 'population') !== undefined)
    problems.add('E_VALUE', at, 'is missing: a population needs to know which goods there are');
  if (given !== undefined && given > MOST_GOODS)
    problems.add('E_VALUE', at, `must be at most ${MOST_GOODS}, but is ${given}`);
  const goods = given ?? items(field(items(field(section, 'agents'))[0], 'alpha')).length;
  return Array.from({ length: Math.min(goods, MOST_GOODS) }, (_, g) => String(g));
}

function readRules(problems: Problems, section: unknown, goods: readonly string[]): FinancingRules {
  const [mode, sameAsMode] = [asText(field(section, 'mode')), asText(field(section, 'financing_mode'))];
  if (mode !== undefined && sameAsMode !== undefined)
    problems.add('E_VALUE', [...SECTION, 'financing_mode'], 'says the same as mode; give one of the two');
  else if (mode === undefined && sameAsMode === undefined && section !== undefined)
    problems.add('E_VALUE', [...SECTION, 'mode'], 'is missing');
  const grid = readGrid(field(section, 'grid'));
  const kappa = field(section, 'kappa');
  const capacity = field(section, 'capacity');
  return {
    mode: mode ?? sameAsMode ?? '',
    grid,
    goods,
    kappa: asOneOf(kappa, INFINITE) !== undefined ? 'Infinity' : (asDecimal(kappa) ?? ZERO),
    loadFraction: asDecimal(field(section, 'load_fraction')) ?? ONE,
    stages: asCount(field(section, 'stages')) ?? DEFAULTS.stages,
    maxPasses: asCount(field(section, 'max_passes')) ?? DEFAULTS.maxPasses,
    capacity: capacity === undefined ? undefined : items(capacity).map((limit) => asDecimal(limit) ?? null),
    departure: asOneOf(field(section, 'departure'), ['synchronised', 'immediate', 'never']) ?? 'synchronised',
    missingGoods: asOneOf(field(section, 'missing_goods'), ['skip', 'restrict']) ?? 'skip',
    quantityScale: asCount(field(section, 'quantity_scale')) ?? DEFAULTS.quantityScale,
    priceDigits: asCount(field(section, 'price_digits')) ?? DEFAULTS.priceDigits,
    solver: asOneOf(field(section, 'solver'), ['exact', 'gth', 'tatonnement', 'newton']) ?? 'exact',
    movement:
      asOneOf(field(section, 'movement'), ['greedy', 'nearest', 'astar']) ??
      (grid.obstacles.length > 0 ? 'astar' : 'greedy'),
  };
}

function readGrid(value: unknown): FinancingGrid {
  return {
    width: asCount(field(value, 'width')) ?? 0,
    height: asCount(field(value, 'height')) ?? 0,
    marketWidth: asCount(field(value, 'market_width')) ?? DEFAULTS.market,
    marketHeight: asCount(field(value, 'market_height')) ?? DEFAULTS.market,
    obstacles: items(field(value, 'obstacles')).map(readCell),
  };
}

function readCell(value: unknown): readonly [number, number] {
  const [x, y] = items(value);
  return [asCount(x) ?? 0, asCount(y) ?? 0];
}

function readAgent(value: unknown): PopulationAgent {
  const stocks = (name: string): readonly Decimal[] =>
    items(field(value, name)).map((stock) => asDecimal(stock) ?? ZERO);
  const personal = field(value, 'personal');
  const loadFraction = asDecimal(field(value, 'load_fraction'));
  const alpha = stocks('alpha');
  return {
    id: asCount(field(value, 'id')) ?? 0,
    alpha,
    home: stocks('home'),
    personal: personal === undefined ? alpha.map(() => ZERO) : stocks('personal'),
    homePosition: readCell(field(value, 'home_position')),
    ...(loadFraction === undefined ? {} : { loadFraction }),
  };
}

/** Reads what a population is drawn from, in the section or in the note of a compiled scenario. */
function readPopulation(value: unknown): PopulationSection {
  const stocks = field(value, 'stocks');
  const weights = field(value, 'weights');
  const load = field(value, 'load_fraction');
  return {
    agents: asCount(field(value, 'agents')) ?? 0,
    stocks: stocks === undefined ? undefined : Array.isArray(stocks) ? stocks.map(readRange) : readRange(stocks),
    ownership: asDecimal(field(value, 'ownership')),
    weights:
      weights === undefined
        ? undefined
        : { minimum: asDecimal(field(weights, 'minimum')), decimals: asCount(field(weights, 'decimals')) },
    carried: asDecimal(field(value, 'carried')),
    homes: asOneOf(field(value, 'homes'), ['outside_market', 'anywhere']),
    loadFraction: load === undefined ? undefined : readRange(load),
  };
}

function readRange(value: unknown): NumberRange {
  return {
    min: asDecimal(field(value, 'min')),
    max: asDecimal(field(value, 'max')) ?? ZERO,
    decimals: asCount(field(value, 'decimals')),
  };
}
