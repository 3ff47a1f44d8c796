import type { DealerMarket } from '@bagehot/dealer';
import type { AgentId, Day, Ledger } from '@bagehot/kernel';
import { quanta, toQuanta } from '@bagehot/kernel/quanta';
import type { ClaimBid } from './overnight-options.js';

/**
 * What a dealer market bids for the ticket somebody would sell first, as an option of the market for overnight money: those who compare what money costs then know what a sale
 * brings.
 *
 * @param market - asked for when first needed: it opens when the run begins
 * @example
 * const money = overnightMarket(economy, parts, { policy: 'cheapest', bid: marketBid(economy, () => dealers.market) });
 * @see one-economy specification, section 3
 */
export function marketBid(
  { ledger }: { readonly ledger: Ledger },
  market: () => DealerMarket,
): (agent: AgentId, day: Day) => ClaimBid | undefined {
  const { grid } = quanta(ledger);
  return (agent, day) => {
    const offer = market().bidFor(day, agent);
    if (offer === undefined) return undefined;
    const { amount, ticket } = offer;
    return {
      price: toQuanta(grid, amount),
      face: toQuanta(grid, ticket.face),
      remainingDays: ticket.maturityDay - day,
    };
  };
}
