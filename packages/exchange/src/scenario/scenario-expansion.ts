import { decimal, type RandomSource } from '@bagehot/kernel';
import { MONEY } from '../goods.js';
import type { ResourceInput } from '../spatial/resources.js';
import type {
  CompactExchangeScenario,
  Endowment,
  ExchangeScenario,
  ExplicitExchangeScenario,
  ScenarioAgent,
  UniformInt,
  UtilityShare,
} from './exchange-scenario.js';

/** Draws over weights are made in parts of so many. */
const PARTS = 2 ** 53;

/**
 * Spells a scenario out: draws agents and resources of the compact form; the explicit form is given back as it is.
 *
 * Each purpose has a stream of its own: `exchange/resources` (cells by x, then y: whether something grows, which good, how much), `exchange/utilities` (a draw per
 * agent), `exchange/positions`, `exchange/inventories` (per agent the goods in declared order, then money; only what is to be drawn). So other tastes leave everybody
 * where they are, a larger population begins with the smaller one as long as cells suffice, and a denser grid has all resources of a sparser one.
 *
 * @param random - the root of a run's streams
 * @see exchange specification, section 13
 * @example
 * const explicit = expandScenario(scenario, createRandom(42));
 */
export function expandScenario(scenario: ExchangeScenario, random: RandomSource): ExplicitExchangeScenario {
  if (scenario.form === 'explicit') return scenario;
  const { schemaVersion, name, side, goods, regime, moneyMode, params, schedule } = scenario;
  const resources = drawResources(scenario, random.stream('exchange/resources'));
  const drawUtility = utilityDraw(scenario.mix, random.stream('exchange/utilities'));
  const drawPlace = placeDraw(scenario, random.stream('exchange/positions'));
  const drawInventory = inventoryDraw(scenario, random.stream('exchange/inventories'));
  const agents = Array.from({ length: scenario.agents }, (_, id): ScenarioAgent => {
    const [x, y] = drawPlace();
    const lambdaMoney = of(scenario.lambdaMoney, id);
    const M0 = of(scenario.M0, id);
    return Object.freeze({
      id,
      x,
      y,
      inventory: drawInventory(id),
      utility: drawUtility(),
      ...(lambdaMoney !== undefined && { lambdaMoney }),
      ...(M0 !== undefined && { M0 }),
    });
  });
  const rules = { schemaVersion, name, side, goods, regime, moneyMode, params, schedule };
  return Object.freeze({ ...rules, form: 'explicit', agents: Object.freeze(agents), resources });
}

function of(value: number | readonly number[] | undefined, id: number): number | undefined {
  return typeof value === 'object' ? value[id] : value;
}

function isRange(value: Endowment): value is UniformInt {
  return typeof value === 'object' && 'least' in value;
}

function drawResources(
  { side, goods, resourceSeed }: CompactExchangeScenario,
  random: RandomSource,
): readonly ResourceInput[] {
  const resources: ResourceInput[] = [];
  if (resourceSeed === null || resourceSeed.density === 0) return Object.freeze(resources);
  const { amount } = resourceSeed;
  const density = decimal(resourceSeed.density);
  for (let x = 0; x < side; x++)
    for (let y = 0; y < side; y++) {
      // Good and amount are drawn for every cell, so that the density changes neither.
      const grows = random.nextBoolean(density);
      const good = random.pick(goods);
      const units = isRange(amount) ? random.nextInt(amount.least, amount.most) : amount;
      if (grows) resources.push(Object.freeze({ x, y, good, amount: units }));
    }
  return Object.freeze(resources);
}

/** One draw per agent over cumulative weights. */
function utilityDraw(mix: readonly UtilityShare[], random: RandomSource): () => UtilityShare['utility'] {
  const likely = mix.filter(({ weight }) => weight > 0);
  let total = 0;
  const upTo = likely.map(({ weight }) => {
    total += weight;
    return total;
  });
  const last = likely.length - 1;
  return () => {
    const drawn = (random.nextInt(0, PARTS - 1) / PARTS) * total;
    const found = upTo.findIndex((end) => drawn < end);
    return (likely[found === -1 ? last : found] as UtilityShare).utility;
  };
}

/**
 * Places in the order of agents: the first cells of a shuffle of all, or any cells where there are fewer cells than agents.
 *
 * The shuffle is Fisher and Yates' from the front, of which only what is asked for is made.
 */
function placeDraw({ side, agents }: CompactExchangeScenario, random: RandomSource): () => readonly [number, number] {
  const cells = side * side;
  const at = (cell: number): readonly [number, number] => [Math.floor(cell / side), cell % side];
  if (agents > cells) return () => at(random.nextInt(0, cells - 1));
  const moved = new Map<number, number>();
  let next = 0;
  return () => {
    const from = random.nextInt(next, cells - 1);
    const cell = moved.get(from) ?? from;
    moved.set(from, moved.get(next) ?? next);
    next++;
    return at(cell);
  };
}

function inventoryDraw(
  { goods, inventories }: CompactExchangeScenario,
  random: RandomSource,
): (id: number) => ScenarioAgent['inventory'] {
  const names = [...goods, MONEY];
  return (id) =>
    Object.freeze(
      Object.fromEntries(
        names.map((name) => {
          const endowment = inventories.get(name) ?? 0;
          const amount = isRange(endowment)
            ? random.nextInt(endowment.least, endowment.most)
            : (of(endowment, id) as number);
          return [name, amount];
        }),
      ),
    );
}
