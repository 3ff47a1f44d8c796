import type { AgentId } from '@bagehot/kernel';
import type { ExchangeAgent } from '../agent.js';
import { createAgents } from '../agent-reading.js';
import { DEFAULT_GOODS, type Good } from '../goods.js';
import { Problems } from '../problems.js';
import { createRules, type Rules } from '../rules.js';
import type { ExchangeConfig, ExchangePorts, SpatialAgentInput } from './exchange-config.js';
import { isLevel } from './herald.js';
import { checkSchedule, type ModeSchedule } from './mode-schedule.js';
import { MINT, NATURE } from './posting.js';
import { checkCell, checkResources, type ResourceMap, resourceMap } from './resources.js';

/** So many cells a side are numbered exactly: their square is a safe integer. */
const MAX_SIDE = 2 ** 26;

/** A configuration, read and checked: what stays the same in all ticks. Rows by ascending id. */
export interface ExchangeWorld {
  readonly side: number;
  readonly rules: Rules;
  readonly goods: readonly Good[];
  /** Everybody at the beginning. */
  readonly agents: readonly ExchangeAgent[];
  readonly ids: readonly number[];
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** Names on the ledger. */
  readonly names: readonly AgentId[];
  readonly resources: ResourceMap;
  readonly schedule: ModeSchedule | null;
}

/**
 * Reads a configuration.
 *
 * @throws ExchangeError with every problem found: see `createExchange`
 */
export function readExchange(config: ExchangeConfig, ports: ExchangePorts): ExchangeWorld {
  const problems = new Problems();
  const { side, resources = [], schedule } = config;
  const rules = problems.collect(() => createRules(config.rules));
  if (!(Number.isInteger(side) && side >= 1 && side <= MAX_SIDE))
    problems.add('INVALID_OPTION', 'side', side, `a whole number from 1 to ${MAX_SIDE}`);
  const inputs = config.agents.map(({ x: _x, y: _y, ...agent }) => agent);
  const agents = problems.collect(() => createAgents(inputs, rules)) ?? [];
  for (const [index, { x, y }] of config.agents.entries()) checkCell(x, y, side, `agents[${index}]`, problems);
  const goods = rules?.goods ?? DEFAULT_GOODS;
  checkResources(resources, goods, side, 'resources', problems);
  checkSchedule(schedule, 'schedule', problems);
  const { level = 'standard' } = ports;
  if (!isLevel(level)) problems.add('INVALID_OPTION', 'level', level, 'off, minimal, standard or debug');
  const sorted = [...config.agents.entries()].sort(([, a], [, b]) => a.id - b.id);
  const names = readNames(sorted, ports.agentName ?? String, problems);
  problems.check();
  return {
    side,
    rules: rules as Rules,
    goods,
    agents,
    ids: agents.map(({ id }) => id),
    x: Int32Array.from(sorted, ([, { x }]) => x),
    y: Int32Array.from(sorted, ([, { y }]) => y),
    names,
    resources: resourceMap(resources, goods, side),
    schedule: schedule ?? null,
  };
}

/** Nobody's name may be another one's, nor an issuer's. */
function readNames(
  sorted: readonly (readonly [number, SpatialAgentInput])[],
  agentName: (id: number) => AgentId,
  problems: Problems,
): readonly AgentId[] {
  const taken = new Set<AgentId>([NATURE, MINT]);
  const ids = new Set<number>();
  return sorted.map(([index, { id }]) => {
    const name = agentName(id);
    const isNew = !ids.has(id);
    ids.add(id);
    if (isNew && (typeof name !== 'string' || name === '' || taken.has(name)))
      problems.add(
        'DUPLICATE_AGENT_ID',
        `agents[${index}].id`,
        `${id}, on the ledger ${JSON.stringify(name)}`,
        'somebody whose name is nobody else’s and no issuer',
      );
    taken.add(name);
    return name;
  });
}
