import { type Good, MONEY } from '../goods.js';
import type { Problems } from '../problems.js';
import type {
  CompactExchangeScenario,
  Endowment,
  ResourceSeed,
  UniformInt,
  UtilityShare,
} from './exchange-scenario.js';
import type { ScenarioFrame } from './explicit-reading.js';
import { FieldReader, isObject, isWhole, shown } from './field-reader.js';
import { readHolding, readLambda, readOffset, subsistenceOf } from './holding-reading.js';
import { readUtility } from './utility-reading.js';

/** How far the weights of a mix may be from adding up to 1. */
const WEIGHT_TOLERANCE = 1e-6;
/** Draws are made for every cell of a grid with a resource seed: of larger grids there are too many. */
const MOST_SEEDED_SIDE = 4096;
const INVENTORIES = 'initial_inventories';
const LAMBDA = 'lambda_money';
const OFFSET = 'M_0';

/** What the compact form says beside the rules. */
export type CompactPart = Pick<CompactExchangeScenario, 'inventories' | 'lambdaMoney' | 'M0' | 'mix' | 'resourceSeed'>;

/**
 * Reads what agents and resources are drawn from.
 *
 * @param agents - how many; 0 when the scenario does not say it rightly: lists may have any length then
 */
export function readCompact(
  scenario: FieldReader,
  agents: number,
  needsMoney: boolean,
  frame: ScenarioFrame,
  problems: Problems,
): CompactPart {
  const { goods } = frame;
  const names = [...goods, MONEY];
  for (const name of [LAMBDA, OFFSET])
    if (goods.includes(name))
      problems.add('GOODS_INVALID', 'goods', name, `a name other than ${name}, which stands among the endowments`);
  const given = scenario.get(INVENTORIES) ?? {};
  const fields = new FieldReader(given, INVENTORIES, [...names, LAMBDA, OFFSET], problems);
  if (needsMoney && isObject(given) && !fields.has(MONEY))
    problems.add('SCENARIO_INVALID', fields.at(MONEY), 'missing', 'said, be it 0, as the regime trades for money');
  const inventories = new Map(
    names
      .filter((name) => fields.has(name))
      .map((name) => [name, readEndowment(fields.get(name), fields.at(name), agents, problems)]),
  );
  const mix = readMix(scenario.get('utilities'), frame, problems);
  checkSubsistence(mix, inventories, goods, problems);
  return {
    inventories,
    ...(fields.has(LAMBDA) && { lambdaMoney: readEach(fields, LAMBDA, agents, readLambda, problems) }),
    ...(fields.has(OFFSET) && { M0: readEach(fields, OFFSET, agents, readOffset, problems) }),
    mix,
    resourceSeed: readResourceSeed(scenario.get('resource_seed'), frame.side, problems),
  };
}

type Reader = (value: unknown, path: string, problems: Problems) => number;

/** A number for everybody, or one for each. */
function readEach(
  fields: FieldReader,
  key: string,
  agents: number,
  read: Reader,
  problems: Problems,
): number | readonly number[] {
  const value = fields.get(key);
  const path = fields.at(key);
  return Array.isArray(value) ? readList(value, path, agents, read, problems) : read(value, path, problems);
}

function readList(
  values: readonly unknown[],
  path: string,
  agents: number,
  read: Reader,
  problems: Problems,
): readonly number[] {
  if (agents > 0 && values.length !== agents)
    problems.add('SCENARIO_INVALID', path, `${values.length} long`, `${agents} long, one for each agent`);
  return Object.freeze(values.map((value, index) => read(value, `${path}[${index}]`, problems)));
}

function readEndowment(value: unknown, path: string, agents: number, problems: Problems): Endowment {
  if (Array.isArray(value)) return readList(value, path, agents, readHolding, problems);
  return isObject(value) ? readUniformInt(value, path, 0, problems) : readHolding(value, path, problems);
}

function readUniformInt(value: unknown, path: string, smallest: number, problems: Problems): UniformInt {
  const fields = new FieldReader(value, path, ['uniform_int'], problems);
  const [least, most, ...others] = fields.list('uniform_int');
  const right =
    isWhole(least, smallest, Number.MAX_SAFE_INTEGER) &&
    isWhole(most, least, Number.MAX_SAFE_INTEGER) &&
    others.length === 0;
  if (right) return Object.freeze({ least, most });
  problems.add(
    smallest === 0 ? 'HOLDING_INVALID' : 'SCENARIO_INVALID',
    fields.at('uniform_int'),
    shown(fields.get('uniform_int')),
    `two whole numbers of at least ${smallest}, the smaller one first`,
  );
  return { least: smallest, most: smallest };
}

function readMix(value: unknown, frame: ScenarioFrame, problems: Problems): readonly UtilityShare[] {
  if (value === undefined) {
    problems.add('SCENARIO_INVALID', 'utilities', 'missing', 'an object with a mix');
    return [];
  }
  const fields = new FieldReader(value, 'utilities', ['mix'], problems);
  const mix = fields.list('mix').map((entry, index): UtilityShare => {
    const share = new FieldReader(entry, `utilities.mix[${index}]`, ['type', 'weight', 'params'], problems);
    const weight = share.get('weight');
    const right = typeof weight === 'number' && Number.isFinite(weight) && weight >= 0;
    if (!right) problems.add('SCENARIO_INVALID', share.at('weight'), shown(weight), 'a finite number of at least 0');
    return Object.freeze({
      utility: readUtility(share, frame.goods, frame.registry, problems),
      weight: right ? weight : Number.NaN,
    });
  });
  const total = mix.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > WEIGHT_TOLERANCE)
    problems.add('SCENARIO_INVALID', fields.at('mix'), `of weight ${total}`, 'a list whose weights add up to 1');
  return Object.freeze(mix);
}

/** Where somebody may have a taste that needs some of a good to subsist, every endowment must be more than that. */
function checkSubsistence(
  mix: readonly UtilityShare[],
  inventories: ReadonlyMap<Good, Endowment>,
  goods: readonly Good[],
  problems: Problems,
): void {
  for (const good of goods) {
    const needs = mix.flatMap(({ utility, weight }) => (weight > 0 ? (subsistenceOf(utility, good) ?? []) : []));
    if (needs.length === 0) continue;
    const needed = Math.max(...needs);
    const path = `${INVENTORIES}.${good}`;
    const check = (amount: number, at: string): void => {
      if (amount <= needed)
        problems.add('HOLDING_INVALID', at, amount, `more than what is needed to subsist, ${needed}`);
    };
    const endowment = inventories.get(good) ?? 0;
    if (typeof endowment === 'number') check(endowment, path);
    else if ('least' in endowment) check(endowment.least, `${path}.uniform_int`);
    else for (const [index, amount] of endowment.entries()) check(amount, `${path}[${index}]`);
  }
}

function readResourceSeed(value: unknown, side: number | null, problems: Problems): ResourceSeed | null {
  if (value === undefined) return null;
  const fields = new FieldReader(value, 'resource_seed', ['density', 'amount'], problems);
  const density = fields.get('density');
  const right = typeof density === 'number' && density >= 0 && density <= 1;
  if (!right) problems.add('SCENARIO_INVALID', fields.at('density'), shown(density), 'a number from 0 to 1');
  if (right && density > 0 && side !== null && side > MOST_SEEDED_SIDE)
    problems.add('SCENARIO_INVALID', 'N', side, `at most ${MOST_SEEDED_SIDE} where resources are drawn`);
  const amount = fields.get('amount');
  if (isObject(amount))
    return Object.freeze({
      density: right ? density : 0,
      amount: readUniformInt(amount, fields.at('amount'), 1, problems),
    });
  if (density === 0 && amount === undefined) return Object.freeze({ density, amount: 1 });
  // Where nothing grows, an amount of 0 says the same.
  const least = density === 0 ? 0 : 1;
  return Object.freeze({
    density: right ? density : 0,
    amount: fields.whole('amount', least, Number.MAX_SAFE_INTEGER),
  });
}
