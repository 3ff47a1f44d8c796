import { createRandom } from '@bagehot/kernel';

const CES = { type: 'ces', params: { rho: 0.5, wA: 0.6, wB: 0.4 } };
const LINEAR = { type: 'linear', params: { vA: 1, vB: 1.2 } };

/**
 * The scenario of the exchange specification's section 17: one agent per ten cells, who see ten steps far, half of them with CES, half with linear tastes; every
 * fifth cell has a resource, which grows back.
 */
export function benchExchange(count, regime, seed, side = Math.ceil(Math.sqrt(10 * count))) {
  const random = createRandom(seed);
  const land = random.stream('bench/resources');
  const people = random.stream('bench/agents');
  const resources = [];
  for (let x = 0; x < side; x++)
    for (let y = 0; y < side; y++)
      if (land.nextInt(1, 5) === 1) resources.push({ x, y, good: land.pick(['A', 'B']), amount: 4 });
  const agents = Array.from({ length: count }, (_, id) => ({
    id,
    x: people.nextInt(0, side - 1),
    y: people.nextInt(0, side - 1),
    inventory: { A: people.nextInt(0, 20), B: people.nextInt(0, 20), M: people.nextInt(50, 200) },
    utility: people.nextInt(0, 1) === 0 ? CES : LINEAR,
  }));
  return { side, agents, resources, rules: { regime, params: { visionRadius: 10, resourceGrowthRate: 1 } } };
}
