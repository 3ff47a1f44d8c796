import type { NumberRange, PopulationAgent } from '@bagehot/financing';
import type { Decimal, DecimalInput } from '@bagehot/kernel';
import { type Plain, text, without } from './file-form-parts.js';
import type {
  ExplicitFinancingScenario,
  FinancingGrid,
  FinancingRules,
  FinancingScenario,
  PopulationSection,
} from './financing-scenario.js';

/** The sections of a financing economy's file. Defaults are spelled out, and amounts are texts. */
export function financingScenarioForm(scenario: FinancingScenario): Plain {
  const { run } = scenario;
  return without({
    version: scenario.version,
    model: scenario.model,
    name: scenario.name,
    description: scenario.description,
    financing:
      scenario.form === 'explicit'
        ? financingSectionForm(scenario.financing, { agents: scenario.agents })
        : {
            ...rulesForm(scenario.financing),
            population: { ...populationForm(scenario.population), seed: scenario.populationSeed },
          },
    run: {
      max_rounds: run.maxRounds,
      max_stale_rounds: run.maxStaleRounds,
      cleared_rounds: run.clearedRounds,
      seed: run.seed,
    },
    generated: scenario.form === 'explicit' ? generatedForm(scenario) : undefined,
  });
}

/** The `financing` section, with its people spelled out or with what they are drawn from, without a seed. */
export function financingSectionForm(
  rules: FinancingRules,
  people: { readonly agents: readonly PopulationAgent[] } | { readonly population: PopulationSection },
): Plain {
  return {
    ...rulesForm(rules),
    ...('agents' in people
      ? { agents: people.agents.map(agentForm) }
      : { population: populationForm(people.population) }),
  };
}

function rulesForm(rules: FinancingRules): Plain {
  return without({
    mode: rules.mode,
    goods: rules.goods,
    grid: gridForm(rules.grid),
    kappa: rules.kappa === 'Infinity' ? rules.kappa : text(rules.kappa),
    load_fraction: text(rules.loadFraction),
    stages: rules.stages,
    max_passes: rules.maxPasses,
    capacity: rules.capacity?.map((limit) => (limit === null ? null : text(limit))),
    departure: rules.departure,
    missing_goods: rules.missingGoods,
    quantity_scale: rules.quantityScale,
    price_digits: rules.priceDigits,
    solver: rules.solver,
    movement: rules.movement,
  });
}

function gridForm({ width, height, marketWidth, marketHeight, obstacles }: FinancingGrid): Plain {
  return without({
    width,
    height,
    market_width: marketWidth,
    market_height: marketHeight,
    obstacles: obstacles.length === 0 ? undefined : obstacles,
  });
}

function agentForm({ id, alpha, home, personal, homePosition, loadFraction }: PopulationAgent): Plain {
  const texts = (values: readonly Decimal[]): readonly unknown[] => values.map((value) => text(value));
  return without({
    id,
    alpha: texts(alpha),
    home: texts(home),
    personal: texts(personal),
    home_position: homePosition,
    load_fraction: text(loadFraction),
  });
}

function generatedForm({ generated }: ExplicitFinancingScenario): Plain | undefined {
  return generated === undefined
    ? undefined
    : { population: populationForm(generated.population), seed: generated.seed };
}

function populationForm({
  agents,
  stocks,
  ownership,
  weights,
  carried,
  homes,
  loadFraction,
}: PopulationSection): Plain {
  return without({
    agents,
    stocks: stocks === undefined ? undefined : isList(stocks) ? stocks.map(rangeForm) : rangeForm(stocks),
    ownership: text(ownership),
    weights:
      weights === undefined ? undefined : without({ minimum: text(weights.minimum), decimals: weights.decimals }),
    carried: text(carried),
    homes,
    load_fraction: loadFraction === undefined ? undefined : rangeForm(loadFraction),
  });
}

function isList(stocks: NumberRange | readonly NumberRange[]): stocks is readonly NumberRange[] {
  return Array.isArray(stocks);
}

function rangeForm({ min, max, decimals }: NumberRange): Plain {
  return without({ min: text(min as DecimalInput | undefined), max: text(max), decimals });
}
