import type { Good } from '../goods.js';
import { PARAM_GROUPS, PARAM_RULES, readParams } from '../param-rules.js';
import type { ExchangeParams } from '../params.js';
import type { Problems } from '../problems.js';
import type { DefinitionKind, ExchangeRegistry } from '../registry.js';
import type { ScenarioWarning } from './exchange-scenario.js';
import { FieldReader, isObject, type ScenarioNotes, shown, warn } from './field-reader.js';

/** Params as a scenario says them: the two names that rules have beside params stand among them. */
export interface ScenarioParams {
  readonly regime: string;
  readonly moneyMode: string;
  readonly params: ExchangeParams;
  /** Whether the regime trades anything for money. */
  readonly withMoney: boolean;
}

const REGIME = 'exchange_regime';
const MONEY_MODE = 'money_mode';
const KEYS: readonly string[] = [
  ...PARAM_RULES.flatMap(({ key, alias }) => (alias === undefined ? [key] : [key, alias])),
  ...PARAM_GROUPS.map(({ key }) => key),
  REGIME,
  MONEY_MODE,
];
/** Params that say something of money and nothing else. */
const MONEY_PARAMS: readonly string[] = [
  'money_scale',
  'lambda_money',
  'lambda_update_rate',
  'lambda_bounds',
  'lambda_estimator',
  'money_utility_form',
  'M_0',
];

/** Reads the params of a scenario; every problem and warning is noted. */
export function readScenarioParams(
  value: unknown,
  goods: readonly Good[],
  registry: ExchangeRegistry,
  { problems, warnings }: ScenarioNotes,
): ScenarioParams {
  const fields = new FieldReader(value ?? {}, 'params', KEYS, problems, 'UNKNOWN_PARAM');
  const given = KEYS.filter((key) => fields.has(key));
  const known = given.filter((key) => key !== REGIME && key !== MONEY_MODE);
  for (const { key, alias } of PARAM_RULES)
    if (alias !== undefined && fields.has(key)) fields.refuse(alias, `left out, being another name of ${key}`);
  const params = readParams(
    Object.fromEntries(known.map((key) => [key, withoutStrangers(key, fields, problems)])),
    'params',
    problems,
    'file',
  );
  const names = new Names(registry, problems);
  const regime = names.read('regime', fields.get(REGIME) ?? 'barter_only', fields.at(REGIME));
  const moneyMode = names.read('moneyMode', fields.get(MONEY_MODE) ?? 'quasilinear', fields.at(MONEY_MODE));
  names.read('moneyUtility', params.moneyUtilityForm, fields.at('money_utility_form'));
  names.read('blockSearch', params.tradeExecutionMode, fields.at('trade_execution_mode'));
  names.read('partnerScore', params.partnerScore, fields.at('partner_score'));
  const pairs = registry.find('regime', regime)?.pairs(goods) ?? [];
  const withMoney = pairs.some((pair) => pair.endsWith('<->M'));
  const read = { regime, moneyMode, params, withMoney };
  if (problems.none) noteWarnings(read, fields, registry, warnings);
  return read;
}

/** Unknown keys of a group are noted with the nearest one; what is left is for the group's own rules. */
function withoutStrangers(key: string, fields: FieldReader, problems: Problems): unknown {
  const value = fields.get(key);
  const group = PARAM_GROUPS.find((each) => each.key === key);
  if (group === undefined || !isObject(value)) return typeof value === 'object' ? shown(value) : value;
  const keys = group.rules.map((rule) => rule.key);
  const members = new FieldReader(value, fields.at(key), keys, problems, 'UNKNOWN_PARAM');
  return Object.fromEntries(keys.filter((name) => members.has(name)).map((name) => [name, members.get(name)]));
}

/** Looks names up, and notes those that nobody has registered. */
class Names {
  readonly #registry: ExchangeRegistry;
  readonly #problems: Problems;

  constructor(registry: ExchangeRegistry, problems: Problems) {
    this.#registry = registry;
    this.#problems = problems;
  }

  read(kind: DefinitionKind, name: unknown, path: string): string {
    const known = this.#registry.names(kind);
    if (typeof name === 'string' && known.includes(name)) return name;
    this.#problems.add('UNKNOWN_NAME', path, shown(name), `one of ${known.join(', ')}`);
    return '';
  }
}

function noteWarnings(
  { regime, moneyMode, params, withMoney }: ScenarioParams,
  fields: FieldReader,
  registry: ExchangeRegistry,
  warnings: ScenarioWarning[],
): void {
  if (params.spread >= 1) warn(warnings, 'SPREAD_STOPS_TRADE', 'params.spread', params.spread, 'nobody bids anything');
  if (fields.has('resource_max_amount'))
    warn(
      warnings,
      'PARAM_WITHOUT_EFFECT',
      'params.resource_max_amount',
      params.resourceMaxAmount,
      'it has no effect; a resource grows back to the amount it began with',
    );
  if (withMoney) return;
  for (const key of MONEY_PARAMS)
    if (fields.has(key) && !isDefault(key, params))
      warn(
        warnings,
        'MONEY_PARAM_UNUSED',
        fields.at(key),
        fields.get(key),
        `nothing is traded for money under the regime ${regime}`,
      );
  const mode = registry.find('moneyMode', moneyMode);
  if (mode?.estimatesLambda === true || mode?.update !== undefined)
    warn(
      warnings,
      'LAMBDA_ESTIMATE_UNUSED',
      'params.money_mode',
      moneyMode,
      `λ changes nothing that is traded under the regime ${regime}`,
    );
}

/** A param that says what would hold without it, as compiled files do of every param, is no reason to warn. */
function isDefault(key: string, params: ExchangeParams): boolean {
  const values: Readonly<Record<string, unknown>> = { ...params };
  const rule = PARAM_RULES.find((each) => each.key === key);
  if (rule !== undefined) return values[rule.name] === rule.fallback;
  const group = PARAM_GROUPS.find((each) => each.key === key);
  const members = values[group?.name ?? ''] as Readonly<Record<string, unknown>>;
  return group?.rules.every(({ name, fallback }) => members[name] === fallback) === true;
}
