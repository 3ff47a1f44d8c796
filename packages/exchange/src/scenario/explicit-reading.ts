import type { Inventory } from '../agent.js';
import { type Good, MONEY } from '../goods.js';
import type { Problems } from '../problems.js';
import type { ExchangeRegistry } from '../registry.js';
import type { ResourceInput } from '../spatial/resources.js';
import type { ScenarioAgent, ScenarioWarning } from './exchange-scenario.js';
import { FieldReader, isWhole, type ScenarioNotes, shown, warn } from './field-reader.js';
import { readHolding, readLambda, readOffset, subsistenceOf } from './holding-reading.js';
import { readUtility } from './utility-reading.js';

const AGENT_KEYS = ['id', 'x', 'y', 'inventory', 'utility', 'lambda_money', 'M_0'];
const RESOURCE_KEYS = ['x', 'y', 'good', 'amount'];

/** What a part of a scenario is read against. */
export interface ScenarioFrame {
  readonly goods: readonly Good[];
  /** Null when the scenario does not say it rightly: no place is outside then. */
  readonly side: number | null;
  readonly registry: ExchangeRegistry;
}

/** Reads agents that are spelled out. */
export function readAgents(
  values: readonly unknown[],
  frame: ScenarioFrame,
  { problems, warnings }: ScenarioNotes,
): readonly ScenarioAgent[] {
  if (values.length === 0) problems.add('SCENARIO_INVALID', 'agents', '[]', 'at least one agent');
  const ids = new Set<unknown>();
  return values.map((value, index) => {
    const fields = new FieldReader(value, `agents[${index}]`, AGENT_KEYS, problems);
    const id = readId(fields, ids, problems);
    const [x, y] = readCell(fields, frame.side, problems);
    const inventory = readInventory(fields, frame.goods, problems);
    const utilityAt = fields.at('utility');
    const taste = new FieldReader(fields.get('utility'), utilityAt, ['type', 'params'], problems);
    const utility = fields.has('utility') ? readUtility(taste, frame.goods, frame.registry, problems) : { type: '' };
    for (const good of frame.goods)
      noteSubsistence(inventory[good] as number, subsistenceOf(utility, good), fields, good, warnings);
    return Object.freeze({
      id,
      x,
      y,
      inventory,
      utility,
      ...(fields.has('lambda_money') && {
        lambdaMoney: readLambda(fields.get('lambda_money'), fields.at('lambda_money'), problems),
      }),
      ...(fields.has('M_0') && { M0: readOffset(fields.get('M_0'), fields.at('M_0'), problems) }),
    });
  });
}

/** Reads resources that are spelled out. */
export function readResources(
  values: readonly unknown[],
  { goods, side }: ScenarioFrame,
  problems: Problems,
): readonly ResourceInput[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const fields = new FieldReader(value, `resources[${index}]`, RESOURCE_KEYS, problems);
    const [x, y] = readCell(fields, side, problems);
    const cell = `[${x}, ${y}]`;
    if (taken.has(cell)) problems.add('SCENARIO_INVALID', fields.path, cell, 'in a cell without another resource');
    taken.add(cell);
    const good = goods.find((name) => name === fields.get('good'));
    if (good === undefined)
      problems.add('UNKNOWN_GOOD', fields.at('good'), shown(fields.get('good')), `one of ${goods.join(', ')}`);
    const amount = fields.whole('amount', 1, Number.MAX_SAFE_INTEGER);
    return Object.freeze({ x, y, good: good ?? '', amount });
  });
}

function readId(fields: FieldReader, ids: Set<unknown>, problems: Problems): number {
  const id = fields.get('id');
  if (!isWhole(id, 0, Number.MAX_SAFE_INTEGER)) {
    problems.add('AGENT_ID_INVALID', fields.at('id'), shown(id), `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
    return 0;
  }
  if (ids.has(id)) problems.add('DUPLICATE_AGENT_ID', fields.at('id'), id, 'unique');
  ids.add(id);
  return id;
}

function readCell(fields: FieldReader, side: number | null, problems: Problems): readonly [number, number] {
  const most = side === null ? Number.MAX_SAFE_INTEGER : side - 1;
  const coordinate = (key: string): number => {
    const value = fields.get(key);
    if (isWhole(value, 0, most)) return value;
    problems.add('SCENARIO_INVALID', fields.at(key), shown(value), `a whole number from 0 to ${most}, inside the grid`);
    return 0;
  };
  return [coordinate('x'), coordinate('y')];
}

function readInventory(fields: FieldReader, goods: readonly Good[], problems: Problems): Inventory {
  const names = [...goods, MONEY];
  const holdings = new FieldReader(
    fields.get('inventory') ?? {},
    fields.at('inventory'),
    names,
    problems,
    'UNKNOWN_GOOD',
  );
  const amounts = names.map((name): readonly [Good, number] => [
    name,
    holdings.has(name) ? readHolding(holdings.get(name), holdings.at(name), problems) : 0,
  ]);
  return Object.freeze(Object.fromEntries(amounts));
}

function noteSubsistence(
  amount: number,
  needed: number | undefined,
  fields: FieldReader,
  good: Good,
  warnings: ScenarioWarning[],
): void {
  if (needed === undefined || amount > needed) return;
  warn(
    warnings,
    'BELOW_SUBSISTENCE',
    `${fields.at('inventory')}.${good}`,
    amount,
    `not more than what is needed to subsist, ${needed}`,
  );
}
