import {
  createDealerSimulation,
  type DealerSimulation,
  type DealerSimulationConfig,
  type SimulationPorts,
  type TradeResult,
} from '@bagehot/dealer';
import { createRandom } from '@bagehot/kernel';

type OpeningTicket = NonNullable<DealerSimulationConfig['tickets']>[number];

/** A market of the examples: tickets with their owners, cash per market maker (0 unless given). */
export function open(
  config: Omit<DealerSimulationConfig, 'dealerCash' | 'vbtCash'> & {
    readonly dealers?: Readonly<Record<string, string | number>>;
    readonly vbts?: string | number;
  },
  ports: Partial<SimulationPorts> = {},
): DealerSimulation {
  const { dealers = {}, vbts = 100, ...rules } = config;
  const names = (config.buckets ?? [{ id: 'short' }, { id: 'mid' }, { id: 'long' }]).map(({ id }) => id);
  return createDealerSimulation(
    {
      checks: 'event',
      dealerCash: new Map(names.map((bucket) => [bucket, dealers[bucket] ?? 0])),
      vbtCash: new Map(names.map((bucket) => [bucket, vbts])),
      ...rules,
    },
    { random: createRandom(1), ...ports },
  );
}

/** Traders with their cash. */
export const traders = (cash: Readonly<Record<string, string | number>>): DealerSimulationConfig['traders'] =>
  Object.entries(cash).map(([id, amount]) => ({ id, cash: amount }));
/** A ticket as a market opens with it. */
export function ticket(id: string, issuer: string, owner: string, maturityDay: number): OpeningTicket {
  return { id, issuer, owner, maturityDay };
}

/** As many tickets of an issuer in one hand. */
export const stack = (count: number, issuer: string, owner: string, maturityDay: number): readonly OpeningTicket[] =>
  Array.from({ length: count }, (_, k) => ticket(`${owner}.${maturityDay}.${k}`, issuer, owner, maturityDay));

/** Bid and ask of a bucket, to four digits as published. */
export function quotes({ market }: DealerSimulation, bucket: string): readonly [string, string] {
  const { bid, ask } = market.quote(bucket);
  return [bid.round(4).toFixed(), ask.round(4).toFixed()];
}

/** Price, route and ticket of a trade; the reason of a refusal. */
export function deal(result: TradeResult): readonly [string, string, string] | string {
  return result.kind === 'Rejected' ? result.reason : [result.price.round(4).toFixed(), result.route, result.ticket.id];
}

/** An agent's cash, to four digits as published. */
export const cash = ({ ledger }: DealerSimulation, agent: string): string => ledger.cash(agent).round(4).toFixed();
