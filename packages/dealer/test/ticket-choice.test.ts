import type { TicketChoice } from '@bagehot/dealer';
import { describe, expect, it } from 'vitest';
import { openWorld, type World } from './ledger-world.js';

const firstHeld: TicketChoice = { toSell: (view, trader) => view.held(trader)[0], bucketToBuy: () => undefined };
const lastHeld: TicketChoice = { toSell: (view, trader) => view.held(trader).at(-1), bucketToBuy: () => undefined };

/** On day 2 H1 is short by 1: what H3 owes it is due today and on day 5. */
function onDay2(ticketChoice: TicketChoice, tradeMaturing: boolean): World {
  return openWorld(
    { H1: 1, H2: 0, H3: 2 },
    [
      ['H3', 'H1', 1, 2],
      ['H3', 'H1', 1, 5],
      ['H1', 'H2', 2, 2],
    ],
    { tradeMaturing },
    { ticketChoice },
  );
}

const sold = ({ events }: World): readonly string[] =>
  events.of('Trade').map(({ side, trader, ticket }) => `${side} ${trader} ${ticket}`);

describe('a choice of tickets of the user', () => {
  it('sells no ticket that is due today, where these are not traded', () => {
    const world = onDay2(firstHeld, false);
    expect(world.market.bidFor(2, 'H1')).toBeUndefined();
    expect(world.market.runSession(2, ['H1', 'H2'])).toEqual([{ kind: 'Rejected', side: 'SELL', reason: 'no-ticket' }]);
    expect(sold(world)).toEqual([]);
    // The same answer as to a direct order.
    expect(world.market.sell(2, 'H1', 'P1#0')).toEqual({ kind: 'Rejected', side: 'SELL', reason: 'no-ticket' });
  });

  it('sells it where they are', () => {
    const world = onDay2(firstHeld, true);
    world.market.runSession(2, ['H1', 'H2']);
    expect(sold(world)[0]).toBe('SELL H1 P1#0');
  });

  it('sells another one in any case', () => {
    const world = onDay2(lastHeld, false);
    world.market.runSession(2, ['H1', 'H2']);
    expect(sold(world)[0]).toBe('SELL H1 P2#0');
  });
});
