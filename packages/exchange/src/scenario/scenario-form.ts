import { PARAM_GROUPS, PARAM_RULES, type ParamRule } from '../param-rules.js';
import type { Endowment, ExchangeScenario, ScenarioRules, UniformInt } from './exchange-scenario.js';

/** Fields of a file. */
type Plain = Readonly<Record<string, unknown>>;

/** Params of which a file says nothing unless it must: they have no effect, or only one value. */
const UNSAID: readonly string[] = ['resource_max_amount', 'earn_money_enabled'];

/**
 * A scenario as plain data, with the names and in the order of files: `readExchangeScenario` reads it back to an equal scenario. Defaults are spelled out.
 *
 * @example
 * const text = JSON.stringify(exchangeScenarioForm(expandScenario(scenario, random)), null, 2);
 */
export function exchangeScenarioForm(scenario: ExchangeScenario): Plain {
  const { schemaVersion, name, side, goods, schedule } = scenario;
  return {
    schema_version: schemaVersion,
    name,
    N: side,
    goods,
    ...(scenario.form === 'explicit' ? explicitForm(scenario) : compactForm(scenario)),
    ...(schedule !== null && {
      mode_schedule: {
        type: schedule.type,
        forage_ticks: schedule.forageTicks,
        trade_ticks: schedule.tradeTicks,
        start_mode: schedule.startMode,
      },
    }),
    params: paramsForm(scenario),
  };
}

function explicitForm({ agents, resources }: Extract<ExchangeScenario, { form: 'explicit' }>): Plain {
  return {
    agents: agents.map(({ id, x, y, inventory, lambdaMoney, M0, utility }) => ({
      id,
      x,
      y,
      inventory,
      ...(lambdaMoney !== undefined && { lambda_money: lambdaMoney }),
      ...(M0 !== undefined && { M_0: M0 }),
      utility: { type: utility.type, params: utility.params ?? {} },
    })),
    ...(resources.length > 0 && { resources }),
  };
}

function compactForm(scenario: Extract<ExchangeScenario, { form: 'compact' }>): Plain {
  const { agents, inventories, lambdaMoney, M0, mix, resourceSeed } = scenario;
  return {
    agents,
    initial_inventories: {
      ...Object.fromEntries([...inventories].map(([name, endowment]) => [name, amountForm(endowment)])),
      ...(lambdaMoney !== undefined && { lambda_money: lambdaMoney }),
      ...(M0 !== undefined && { M_0: M0 }),
    },
    utilities: {
      mix: mix.map(({ utility, weight }) => ({ type: utility.type, weight, params: utility.params ?? {} })),
    },
    ...(resourceSeed !== null && {
      resource_seed: { density: resourceSeed.density, amount: amountForm(resourceSeed.amount) },
    }),
  };
}

function amountForm(amount: Endowment | UniformInt): unknown {
  return typeof amount === 'object' && 'least' in amount ? { uniform_int: [amount.least, amount.most] } : amount;
}

function paramsForm({ regime, moneyMode, params }: ScenarioRules): Plain {
  const values: Plain = { ...params };
  return {
    exchange_regime: regime,
    money_mode: moneyMode,
    ...membersForm(PARAM_RULES, values),
    ...Object.fromEntries(PARAM_GROUPS.map(({ name, key, rules }) => [key, membersForm(rules, values[name] as Plain)])),
  };
}

function membersForm(rules: readonly ParamRule[], values: Plain): Plain {
  return Object.fromEntries(
    rules
      .filter(({ key, name, fallback }) => !UNSAID.includes(key) || values[name] !== fallback)
      .map(({ key, name }) => [key, values[name]]),
  );
}
