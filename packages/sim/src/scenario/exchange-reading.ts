import { ExchangeError, type ExchangeRegistry } from '@bagehot/exchange';
import {
  type ExchangeScenario as ExchangeSection,
  exchangeScenarioForm,
  readExchangeScenario,
  type ScenarioWarning,
} from '@bagehot/exchange/spatial';
import { populationOf } from './exchange-compile.js';
import { addExchangeProblems } from './exchange-problems.js';
import type { ExchangeScenario, ExplicitExchangeScenario } from './exchange-scenario.js';
import { asCount, asText, entries, field } from './field.js';
import type { Path, Problems } from './problems.js';

const DEFAULTS = { ticks: 100, seed: 42 };
/** An exchange of which nothing is known, where the file's own is refused. */
const NOTHING = {
  schema_version: 1,
  name: 'nothing',
  N: 1,
  agents: 1,
  utilities: { mix: [{ type: 'linear', weight: 1, params: { vA: 1, vB: 1 } }] },
};

/** Is this the package's own scenario (exchange specification, section 13), without the frame that files of this package have? */
export function isBareExchange(input: unknown): boolean {
  return field(input, 'model') === undefined && field(input, 'schema_version') !== undefined;
}

/** Reads the scenario of an exchange, fills in every default, and checks all that the exchange itself would refuse. */
export function readExchange(
  problems: Problems,
  input: unknown,
  options: { readonly registry?: ExchangeRegistry | undefined },
): ExchangeScenario {
  if (isBareExchange(input)) return framed(readSection(problems, input, [], options.registry), { run: DEFAULTS });
  const section = field(input, 'exchange');
  const run = field(input, 'run');
  const exchange = readExchangeSection(problems, section, asText(field(input, 'name')), options);
  const scenario = framed(exchange, {
    description: asText(field(input, 'description')),
    run: {
      ticks: asCount(field(run, 'ticks')) ?? DEFAULTS.ticks,
      seed: asCount(field(run, 'seed')) ?? DEFAULTS.seed,
    },
  });
  const note = field(input, 'generated');
  if (note === undefined) return scenario;
  if (!Array.isArray(field(section, 'agents')))
    problems.add('E_VALUE', ['generated'], 'is for scenarios in which everybody is spelled out');
  if (scenario.form === 'compact') return scenario;
  return { ...scenario, generated: readNote(problems, note, scenario, options.registry) };
}

/**
 * Reads the `exchange` section of a file; an exchange of which nothing is known where it is missing or refused.
 *
 * @param name - that of the file
 */
export function readExchangeSection(
  problems: Problems,
  section: unknown,
  name: string | undefined,
  { registry }: { readonly registry?: ExchangeRegistry | undefined },
): ExchangeSection {
  for (const known of ['schema_version', 'name'])
    if (field(section, known) !== undefined)
      problems.add('E_UNKNOWN_KEY', ['exchange', known], 'is said at the top of the file');
  // What is missing has been said already.
  if (section === undefined) return readExchangeScenario(NOTHING).scenario;
  const data = { ...Object.fromEntries(entries(section)), schema_version: 1, name: name ?? 'unnamed' };
  return readSection(problems, data, ['exchange'], registry);
}

/** From what a compiled scenario was drawn. Whether it goes with the regime is no question any more: the regime may be another one than then. */
function readNote(
  problems: Problems,
  note: unknown,
  { name, exchange }: ExplicitExchangeScenario,
  registry: ExchangeRegistry | undefined,
): ExplicitExchangeScenario['generated'] {
  const population = Object.fromEntries(entries(field(note, 'population')));
  const data = { ...population, schema_version: 1, name, N: exchange.side, goods: exchange.goods };
  const drawn = readSection(problems, data, ['generated', 'population'], registry);
  if (drawn.form === 'explicit') {
    problems.add('E_VALUE', ['generated', 'population', 'agents'], 'must be a number');
    return undefined;
  }
  return { population: populationOf(drawn), seed: asCount(field(note, 'seed')) ?? DEFAULTS.seed };
}

/** What is allowed in an exchange's scenario, but hardly meant. */
export function exchangeWarnings(
  { exchange }: { readonly exchange: ExchangeSection },
  registry?: ExchangeRegistry,
): readonly ScenarioWarning[] {
  return readExchangeScenario(exchangeScenarioForm(exchange), { registry }).warnings;
}

function framed(exchange: ExchangeSection, frame: Pick<ExchangeScenario, 'description' | 'run'>): ExchangeScenario {
  const base = { version: 1, model: 'exchange', name: exchange.name, ...frame } as const;
  return exchange.form === 'explicit'
    ? { ...base, form: 'explicit', exchange }
    : { ...base, form: 'compact', exchange };
}

function readSection(
  problems: Problems,
  data: unknown,
  at: Path,
  registry: ExchangeRegistry | undefined,
): ExchangeSection {
  try {
    return readExchangeScenario(data, { registry }).scenario;
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    addExchangeProblems(problems, error.details.problems, at);
    return readExchangeScenario(NOTHING).scenario;
  }
}
