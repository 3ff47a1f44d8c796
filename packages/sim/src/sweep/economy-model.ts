import type { EconomyScenario } from '../economy-scenario/economy-scenario.js';
import { economyShape } from '../economy-scenario/schema.js';
import { inFormSpelling, stepsInForm } from '../economy-scenario/spelled-form.js';
import { runScenario } from '../run-scenario.js';
import { field } from '../scenario/field.js';
import { Problems } from '../scenario/problems.js';
import { parseScenario } from '../scenario/read.js';
import { MARKET_DECIMALS } from '../scenario/scenario.js';
import { isNumber } from '../statistics/level-order.js';
import { type Step, stepsOf, withPart } from './scenario-path.js';
import type { FieldValue } from './sweep-design.js';
import type { SweptBase, SweptModel } from './swept-model.js';

/** Sweeps over economies, in which several markets share a ledger. A run is what the scenario of its point comes to alone. */
export const ECONOMY_MODEL: SweptModel = {
  examples: 'moneyMarket.policyRate or people.count',
  seeds: ['seed'],
  hasArms: false,
  base,
  valueAt,
  seeded: (data, seed) => withPart(data, ['seed'], seed),
  read: (data) => parseScenario(data, 'economy'),
  fairData: (arms) =>
    arms.map(({ name, data }) => ({ name, scenario: data as object, moneyDecimals: moneyDecimalsOf(data) })),
  runs: (scenarios) =>
    scenarios
      .filter((scenario): scenario is EconomyScenario => scenario.model === 'economy')
      .map((scenario) => () => runScenario(scenario, { keepEvents: false })),
};

/** The base in the spelling of the form, so that a path finds its field in whichever spelling either of them has it. */
function base(scenario: object): SweptBase {
  const problems = new Problems();
  const { value, written } = inFormSpelling(problems, economyShape(), scenario);
  return {
    // A field in both spellings is left for the reader to refuse.
    data: problems.list.length === 0 ? value : scenario,
    stepsOf(path) {
      const steps = stepsOf(path);
      return steps === undefined ? undefined : stepsInForm(economyShape(), steps);
    },
    written,
  };
}

function moneyDecimalsOf(data: unknown): number {
  return Number(field(field(data, 'ledger'), 'moneyDecimals') ?? MARKET_DECIMALS);
}

/** An exchange reckons with doubles, so its numbers are numbers, also where a plan's are texts. */
function valueAt([section]: readonly Step[], value: FieldValue): FieldValue {
  return section === 'exchange' && typeof value === 'string' && isNumber(value) ? Number(value) : value;
}
