import { activePairs, type Mode, type RulesInput } from '@bagehot/exchange';
import { createExchange, type ExchangeConfig, type ExchangeEvent } from '@bagehot/exchange/spatial';
import { describe, expect, it } from 'vitest';

const barter = ['A<->B'];
const money = ['A<->M', 'B<->M'];
const barterOfThree = ['A<->B', 'A<->C', 'B<->C'];
const moneyOfThree = ['A<->M', 'B<->M', 'C<->M'];

/** Pair types in search order, of two goods and of three. */
const regimes = [
  ['barter_only', barter, barterOfThree],
  ['money_only', money, moneyOfThree],
  ['mixed', [...barter, ...money], [...barterOfThree, ...moneyOfThree]],
  ['mixed_liquidity_gated', [...barter, ...money], [...barterOfThree, ...moneyOfThree]],
] as const;

/** Six people in sight of each other, who have what others want, and a field of each good. */
function market(rules: RulesInput, mode: Mode): ExchangeConfig {
  const cycle = { type: 'global_cycle', forageTicks: 100, tradeTicks: 100 } as const;
  return {
    side: 4,
    rules,
    agents: Array.from({ length: 6 }, (_, id) => ({
      id,
      x: id % 4,
      y: id % 3,
      inventory: id % 2 === 0 ? { A: 9, B: 1, M: 40 } : { A: 1, B: 9, M: 40 },
      utility: { type: 'ces', params: { rho: 0.5, wA: 1 + id / 5, wB: 1 } },
    })),
    resources: [
      { x: 0, y: 3, good: 'A', amount: 5 },
      { x: 3, y: 0, good: 'B', amount: 5 },
    ],
    ...(mode === 'both' ? {} : { schedule: { ...cycle, startMode: mode } }),
  };
}

function eventsOf(config: ExchangeConfig): readonly ExchangeEvent[] {
  const events: ExchangeEvent[] = [];
  createExchange(config, { events: { emit: (event) => void events.push(event) }, strict: true }).run(40);
  return events;
}

describe.each(regimes)('%s', (regime, ofTwo, ofThree) => {
  it.each(['forage', 'trade', 'both'] as const)('in mode %s', (mode) => {
    const active = mode === 'forage' ? [] : ofTwo;
    expect(activePairs(mode, { regime })).toEqual(active);
    const events = eventsOf(market({ regime }, mode));
    const states = events.filter((event) => event.kind === 'TickState');
    expect(states).toHaveLength(40);
    for (const state of states) expect(state).toMatchObject({ mode, regime, activePairs: active });
    const traded = new Set(events.flatMap((event) => (event.kind === 'ExchangeTrade' ? [event.trade.pairType] : [])));
    // Six people with money are liquid enough, so that the gate stays shut.
    expect([...traded].sort()).toEqual(regime === 'mixed_liquidity_gated' && mode !== 'forage' ? money : active);
    expect(events.some(({ kind }) => kind === 'Harvested')).toBe(mode !== 'trade');
  });

  it('with three goods', () => {
    expect(activePairs('both', { regime, goods: ['A', 'B', 'C'] })).toEqual(ofThree);
  });

  it.each([
    ['quasilinear', false],
    ['kkt_lambda', true],
  ] as const)('with %s changes what money is worth: %s', (moneyMode, isEstimated) => {
    const events = eventsOf(market({ regime, moneyMode }, 'both'));
    expect(events.some(({ kind }) => kind === 'LambdaUpdated')).toBe(isEstimated);
  });
});
