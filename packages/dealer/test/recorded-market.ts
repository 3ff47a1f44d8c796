import type { DealerSimulationConfig } from '@bagehot/dealer';
import type { OracleConfig, OracleScenario } from '@bagehot/dealer/testing';
import { type Decimal, decimal } from '@bagehot/kernel';

/** How a market opens, as the vectors write it. */
export type RecordedSetup = Required<Pick<OracleScenario, 'traders' | 'tickets' | 'dealers' | 'vbts'>>;

/** Rules that every vector states. */
export type RecordedRules = Required<Pick<OracleConfig, 'S' | 'anchors' | 'Mmin' | 'clip'>>;

/** A price of the vectors, which is money per ticket, per unit of face. */
export function perFace(price: string, { S }: Pick<RecordedRules, 'S'>): Decimal {
  return decimal(price).div(decimal(S));
}

/** The market of a vector; the rules that not all of them state are left at their defaults. */
export function marketOf(
  { S, anchors, Mmin, clip }: RecordedRules,
  { traders, tickets, dealers, vbts }: RecordedSetup,
): DealerSimulationConfig {
  const cash = (makers: RecordedSetup['dealers']): Map<string, string> =>
    new Map(Object.entries(makers).map(([bucket, maker]) => [bucket, maker.cash]));
  return {
    ticketSize: S,
    anchors: new Map(
      Object.entries(anchors).map(([bucket, [mid, spread, midSensitivity, spreadSensitivity]]) => [
        bucket,
        { mid: perFace(mid, { S }), spread: perFace(spread, { S }), midSensitivity, spreadSensitivity },
      ]),
    ),
    guardMid: perFace(Mmin, { S }),
    clipBidAtZero: clip,
    accountNames: { dealer: (bucket) => `D:${bucket}`, vbt: (bucket) => `V:${bucket}` },
    traders,
    tickets: tickets.map(({ maturity_day: maturityDay, ...ticket }) => ({ ...ticket, maturityDay })),
    dealerCash: cash(dealers),
    vbtCash: cash(vbts),
  };
}

/** Ids of tickets by serial, the order in which the vectors list them. */
export function idsBySerial(tickets: readonly { readonly id: string; readonly serial: number }[]): readonly string[] {
  return tickets.toSorted((a, b) => a.serial - b.serial).map(({ id }) => id);
}
