import { DEFAULT_GOODS, type Good, readGoods } from '../goods.js';
import { Problems } from '../problems.js';
import { createExchangeRegistry, type ExchangeRegistry } from '../registry.js';
import { createRules } from '../rules.js';
import { readCompact } from './compact-reading.js';
import type { ExchangeScenario, ScenarioRules, ScenarioWarning } from './exchange-scenario.js';
import { readAgents, readResources } from './explicit-reading.js';
import { FieldReader, isWhole, type ScenarioNotes, shown } from './field-reader.js';
import { readScenarioParams } from './params-reading.js';
import { readSchedule } from './schedule-reading.js';

const KEYS = [
  'schema_version',
  'name',
  'N',
  'goods',
  'agents',
  'initial_inventories',
  'utilities',
  'resource_seed',
  'resources',
  'mode_schedule',
  'params',
];
/** Cells of larger grids cannot be counted exactly. */
const MOST_SIDE = 2 ** 26;
/** More is a slip of the pen. */
const MOST_AGENTS = 1_000_000;

/** How scenarios are read that name things registered in code. */
export interface ScenarioReadingOptions {
  /** @defaultValue that of the specification */
  readonly registry?: ExchangeRegistry | undefined;
}

/** A scenario, and what one may want to know about it. */
export interface ScenarioReading {
  readonly scenario: ExchangeScenario;
  /** In the order in which they were found. */
  readonly warnings: readonly ScenarioWarning[];
}

/**
 * Reads a scenario from plain data with the field names of files, in the compact or the explicit form; fills in every default and checks everything that can be
 * checked before a run.
 *
 * @throws ExchangeError with every problem found, each with its path in the data: `SCENARIO_INVALID`, `UNKNOWN_KEY` and `UNKNOWN_PARAM` with the nearest key,
 * `PARAM_INVALID`, `UNKNOWN_NAME`, `NOT_SUPPORTED`, `GOODS_INVALID`, `UNKNOWN_GOOD`, `HOLDING_INVALID`, `AGENT_ID_INVALID`, `DUPLICATE_AGENT_ID`,
 * `LAMBDA_INVALID`, `UTILITY_INVALID`
 * @see exchange specification, section 13
 * @example
 * const { scenario, warnings } = readExchangeScenario(JSON.parse(text));
 */
export function readExchangeScenario(data: unknown, options: ScenarioReadingOptions = {}): ScenarioReading {
  const notes: ScenarioNotes = { problems: new Problems(), warnings: [] };
  const scenario = readForm(data, options.registry ?? createExchangeRegistry(), notes);
  notes.problems.check();
  return { scenario, warnings: notes.warnings };
}

function readForm(data: unknown, registry: ExchangeRegistry, notes: ScenarioNotes): ExchangeScenario {
  const { problems } = notes;
  const fields = new FieldReader(data, '', KEYS, problems);
  const version = fields.get('schema_version');
  if (version !== 1) problems.add('SCENARIO_INVALID', 'schema_version', shown(version), '1');
  const name = fields.text('name');
  const side = fields.whole('N', 1, MOST_SIDE);
  const goods = readGoodsOf(fields, problems);
  const { withMoney, regime, moneyMode, params } = readScenarioParams(fields.get('params'), goods, registry, notes);
  const schedule = readSchedule(fields.get('mode_schedule'), problems);
  const rules: ScenarioRules = { schemaVersion: 1, name, side, goods, regime, moneyMode, params, schedule };
  // What rules a registered regime makes no sense with is for the rules themselves to say.
  if (problems.none) problems.collect(() => createRules({ goods, regime, moneyMode, registry, params }));
  const frame = { goods, side: isWhole(fields.get('N'), 1, MOST_SIDE) ? side : null, registry };
  const agents = fields.get('agents');
  if (Array.isArray(agents)) {
    for (const key of ['initial_inventories', 'utilities', 'resource_seed'])
      fields.refuse(key, 'left out where agents are listed');
    return Object.freeze({
      ...rules,
      form: 'explicit',
      agents: Object.freeze(readAgents(agents, frame, notes)),
      resources: Object.freeze(readResources(fields.list('resources'), frame, problems)),
    });
  }
  fields.refuse('resources', 'left out unless agents are listed: see resource_seed');
  const count = isWhole(agents, 1, MOST_AGENTS) ? agents : 0;
  if (count === 0)
    problems.add('SCENARIO_INVALID', 'agents', shown(agents), `a list, or a whole number from 1 to ${MOST_AGENTS}`);
  return Object.freeze({
    ...rules,
    form: 'compact',
    agents: count,
    ...readCompact(fields, count, withMoney, frame, problems),
  });
}

function readGoodsOf(fields: FieldReader, problems: Problems): readonly Good[] {
  if (!fields.has('goods')) return DEFAULT_GOODS;
  const goods = fields.list('goods');
  return Array.isArray(fields.get('goods')) ? readGoods(goods as readonly Good[], 'goods', problems) : DEFAULT_GOODS;
}
