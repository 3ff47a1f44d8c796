import type { Invariant, Violation } from '@bagehot/kernel';
import type { Bucket } from './bucket.js';
import type { DealerMarket } from './dealer-market.js';

/** A law that must hold in each bucket. */
function perBucket(
  name: string,
  test: (market: DealerMarket, bucket: Bucket) => string | undefined,
): Invariant<DealerMarket> {
  return {
    name,
    check(market): Violation | undefined {
      for (const bucket of market.buckets) {
        const message = test(market, bucket);
        if (message !== undefined)
          return { invariant: name, message: `day ${market.day}, bucket ${bucket.id}: ${message}` };
      }
      return undefined;
    },
  };
}

/**
 * Laws of a market's state, as data, exact: quotes lie in the outside band, pins say so, equity is cash and tickets at the mid, shelves hold what their labels say.
 * Laws about changes (C1, C3, C4, C6) are tested while the market works: configuration `checks`.
 *
 * @see dealer specification, section 15
 */
export const dealerInvariants: readonly Invariant<DealerMarket>[] = [
  perBucket('C2', (market, { id }) => {
    const { bid, ask, bidPinned, askPinned } = market.quote(id);
    const outside = market.outside(id);
    if (!(outside.bid.lte(bid) && bid.lte(ask) && ask.lte(outside.ask)))
      return `outside bid ${outside.bid} <= bid ${bid} <= ask ${ask} <= outside ask ${outside.ask} fails`;
    if (bidPinned !== bid.eq(outside.bid))
      return `bid ${bid} and outside bid ${outside.bid}, but pinned is ${bidPinned}`;
    if (askPinned !== ask.eq(outside.ask))
      return `ask ${ask} and outside ask ${outside.ask}, but pinned is ${askPinned}`;
    return undefined;
  }),
  perBucket('label', (market, { id }) => {
    for (const maker of [market.dealers.get(id), market.vbts.get(id)]) {
      if (maker === undefined) return 'has no market maker';
      const stray = market.shelf(maker).home.find((ticket) => market.bucketOf(ticket.id) !== id);
      if (stray !== undefined)
        return `${maker} keeps ${stray.id} on its home shelf under the label ${market.bucketOf(stray.id)}`;
    }
    return undefined;
  }),
  perBucket('owner', (market, { id }) => {
    const dealer = market.dealers.get(id);
    const wrong =
      dealer === undefined ? undefined : market.shelf(dealer).home.find(({ issuer, owner }) => issuer === owner);
    return wrong === undefined ? undefined : `${wrong.id} belongs to its issuer`;
  }),
];
