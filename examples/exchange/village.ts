/** A village on a grid that forages for ten ticks and trades for fifteen, in turn: who meets whom, for what, and what is left in the fields. */
import { MONEY } from '@bagehot/exchange';
import {
  createExchange,
  type Exchange,
  type ExchangeEvent,
  type ResourceInput,
  type SpatialAgentInput,
} from '@bagehot/exchange/spatial';
import { createEventLog, createRandom, decimal, type EventLog } from '@bagehot/kernel';

const side = 12;
const random = createRandom(42);
const stocks = random.stream('stocks');
const homes = random.stream('homes');
const agents = Array.from({ length: 14 }, (_, id): SpatialAgentInput => {
  const inventory = { A: stocks.nextInt(0, 8), B: stocks.nextInt(0, 8), M: stocks.nextInt(20, 80) };
  const utility = { type: 'ces', params: { rho: 0.5, wA: id % 2 === 0 ? 2 : 1, wB: 1 } };
  return { id, x: homes.nextInt(0, side - 1), y: homes.nextInt(0, side - 1), inventory, utility };
});

const fields = random.stream('fields');
const cells = Array.from({ length: side * side }, (_, cell) => ({ x: Math.floor(cell / side), y: cell % side }));
const resources = cells
  .filter(() => fields.nextBoolean(decimal('0.2')))
  .map((cell): ResourceInput => ({ ...cell, good: fields.pick(['A', 'B']), amount: 4 }));

export const events: EventLog<ExchangeEvent> = createEventLog<ExchangeEvent>();
export const village: Exchange = createExchange(
  {
    side,
    rules: { regime: 'mixed', params: { resourceGrowthRate: 1 } },
    agents,
    resources,
    schedule: { type: 'global_cycle', forageTicks: 10, tradeTicks: 15, startMode: 'forage' },
  },
  { events },
);
village.run(50);

const of = <Kind extends ExchangeEvent['kind']>(kind: Kind): readonly Extract<ExchangeEvent, { kind: Kind }>[] =>
  events.events.filter((event): event is Extract<ExchangeEvent, { kind: Kind }> => event.kind === kind);
for (const { day, from, to } of of('ModeChanged')) console.log(`tick ${day}: ${from} no longer, now ${to}`);
const trades = of('ExchangeTrade').map(({ trade }) => trade.pairType);
for (const pair of ['A<->B', 'A<->M', 'B<->M'])
  console.log(`${pair}: ${trades.filter((name) => name === pair).length} trades`);
console.log(`${of('Harvested').reduce((sum, { amount }) => sum + amount, 0)} units harvested`);
const money = village.agents.map(({ inventory }) => inventory[MONEY] ?? 0);
console.log(`money: ${money.reduce((sum, amount) => sum + amount, 0)}, nobody has more than ${Math.max(...money)}`);
