import { compareModes, createSpatialEconomy, generatePopulation, type RoundCompleted } from '@bagehot/financing';
import { createEventLog, createRandom } from '@bagehot/kernel';

// Ada came with five of her eight sacks of grain, Ben with four loaves. Each wants to spend half of its wealth on either.
const ada = { id: 1, alpha: ['0.5', '0.5'], home: [3, 0], personal: [5, 0] };
const ben = { id: 2, alpha: ['0.5', '0.5'], home: [0, 0], personal: [0, 4] };
const { equilibrium, rounds, differences } = compareModes([ada, ben]);
const loaves = rounds.map(({ clearing }) => clearing?.goods[1]?.volume);
console.log(`a loaf costs ${equilibrium.prices?.[1]} sacks`); // a loaf costs 2 sacks
console.log(`she buys ${loaves[0]} on what she sells, ${loaves[1]} on all she owns`); // she buys 0.5 on what she sells, 2 on all she owns
console.log(`the gap is ${differences[0]?.value} smaller`); // the gap is 3 smaller

// Forty people who carry half of what they have to a market, and home again what they get.
const grid = { width: 12, height: 9 };
const agents = generatePopulation({ agents: 40, goods: 3, grid }, createRandom(42));
const events = createEventLog<RoundCompleted>();
const village = createSpatialEconomy(
  { agents, grid, mode: 'TOTAL_WEALTH', loadFraction: '0.5', maxRounds: 50 },
  { events },
);
console.log(village.run().rounds); // 50
