import type { EventBase } from '@bagehot/kernel';
import { createEconomy, runRecords } from '@bagehot/sim';
import { describe, expect, it } from 'vitest';
import { type Arm, play, runOnTheDealers } from './run-on-the-dealers.js';

const levered = runOnTheDealers({ leverage: 4, share: '1' });
const { seeds } = levered;

/** What the market for overnight money tells when nobody borrows. */
const OF_THE_MONEY_MARKET = new Set(['CallMarketCleared', 'NettedSession', 'LenderWithdrew']);

/** Everything that happens in a world whose dealers owe nothing, but for what the money market tells. */
function elsewhere(arm: Arm, seed: number, share: string): readonly EventBase[] {
  const economy = createEconomy({ seed, journal: 'none' });
  play(economy, arm, { leverage: 1, share });
  const { events } = economy.events;
  expect(events.some(({ kind }) => kind === 'LenderWithdrew')).toBe(arm !== 'calm');
  return events.filter(({ kind }) => !OF_THE_MONEY_MARKET.has(kind));
}

const text = (events: readonly EventBase[]): string => JSON.stringify([...runRecords(events)]);

describe('in every world', () => {
  it('dealers that owe nothing do not notice a run', () => {
    for (const seed of seeds) {
      const calm = text(elsewhere('calm', seed, '1'));
      for (const share of ['0.5', '1']) expect(text(elsewhere('run', seed, share)) === calm, `seed ${seed}`).toBe(true);
    }
  });

  it('no bid lies below that of the central bank, which bids 0.6/2 below the opening mid of 1', () => {
    for (const figure of ['worstBid', 'worstPrice'] as const)
      for (const [k, worst] of levered.values('backed run', figure).entries())
        expect(worst?.gte('0.7') ?? figure === 'worstPrice', `seed ${seeds[k]}, ${figure} ${worst}`).toBe(true);
    const economy = createEconomy({ seed: 1 });
    play(economy, 'backed run', { leverage: 4, share: '1' });
    const standing = economy.events.of('BackstopQuote').map(({ bid }) => bid.toFixed());
    expect(new Set(standing)).toEqual(new Set(['7']));
  });

  it('the central bank buys only where it stands behind the dealers', () => {
    for (const arm of ['calm', 'run'] as const)
      for (const bought of levered.values(arm, 'bought')) expect(bought?.eq(0)).toBe(true);
  });
});

describe('with assets of four times their capital, when everybody runs', () => {
  const falls = (figure: 'worstBid' | 'worstPrice', control: Arm, arm: Arm): void => {
    const { interval } = levered.difference(control, arm, figure);
    expect(interval?.upper.lt(0), `${figure} ${interval?.lower} to ${interval?.upper}`).toBe(true);
  };

  it('dealers are forced to sell, and more than in calm', () => {
    expect(levered.mean('run', 'forced').interval?.lower.gt(0)).toBe(true);
    expect(levered.difference('calm', 'run', 'forced').interval?.lower.gt(0)).toBe(true);
  });

  it('the worst effective bid falls, and with it the worst price that somebody gets', () => {
    falls('worstBid', 'calm', 'run');
    falls('worstPrice', 'calm', 'run');
  });
});
