import type { DealerMarket } from '@bagehot/dealer';
import type { AgentId, BucketId, Violation } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import type { RingSystem } from '@bagehot/ring';

/**
 * I11 of the ring specification: the market's books are the ledger's. Tickets and stubs add up to claims, what a dealer quotes on is what it has, and each
 * ticket has one holder.
 */
export function holdingsLaw(system: RingSystem, market: DealerMarket): Violation | undefined {
  const message = ticketsOfClaims(system) ?? dealersBooks(system, market);
  return message === undefined ? undefined : { invariant: 'I11', message: `before day ${system.day}: ${message}` };
}

/** Nobody has more tickets of a contract than its claim covers, and only those who have a claim have tickets. */
function ticketsOfClaims({ contracts }: RingSystem): string | undefined {
  const register = quanta(contracts);
  const { window, accounts } = register;
  if (window === undefined) return 'there is no ticket window';
  const faces: Map<number, Map<number, bigint>> = new Map();
  const { owners, contracts: behind, count } = window;
  for (let ticket = 0; ticket < count; ticket++) {
    const owner = owners[ticket] as number;
    if (owner < 0) continue;
    const contract = behind[ticket] as number;
    if (!register.isOpen(contract)) return `ticket ${window.nameOf(ticket)} outlives its contract`;
    let held = faces.get(contract);
    if (held === undefined) {
      held = new Map();
      faces.set(contract, held);
    }
    held.set(owner, (held.get(owner) ?? 0n) + window.faceOf(ticket));
  }
  for (const [contract, held] of faces)
    for (const [owner, face] of held) {
      const claim = register.faceOf(contract, owner);
      if (face > claim)
        return `${accounts.nameOf(owner)} has ${face} quanta of tickets of ${register.idOf(contract)}, but a claim of ${claim}`;
    }
  return undefined;
}

/** A dealer's equity, as it quotes, is its cash on the ledger and its home shelf at the mid that counts; one that has left trade has none. */
function dealersBooks({ ledger }: RingSystem, market: DealerMarket): string | undefined {
  for (const { id } of market.buckets) {
    const dealer = market.dealers.get(id) as AgentId;
    if (market.closed.includes(dealer)) continue;
    const { equity } = market.quote(id);
    const expected = ledger.cash(dealer).plus(homeWorth(market, id, dealer));
    if (!equity.eq(expected)) return `${dealer} quotes on an equity of ${equity}, but has ${expected}`;
  }
  return undefined;
}

function homeWorth(market: DealerMarket, bucket: BucketId, dealer: AgentId) {
  return market.outside(bucket).mid.times(market.shelf(dealer).home.length);
}
