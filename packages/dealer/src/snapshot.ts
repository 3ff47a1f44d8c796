import type { BucketId, Day } from '@bagehot/kernel';
import { formatQuanta, toQuanta } from '@bagehot/kernel/quanta';
import type { Engine } from './engine.js';
import { DealerError } from './errors.js';
import { deskNamed } from './floor-view.js';

/** What a market knows and the ledger does not, as plain JSON, taken between days. Streams need no state: each day has its own. */
export interface DealerMarketSnapshot {
  readonly kind: 'dealer-market';
  readonly version: 1;
  /** The day reached, -1 before the first. */
  readonly day: Day;
  /** In bucket order; money per ticket. */
  readonly buckets: readonly {
    readonly bucket: BucketId;
    readonly mid: string;
    readonly spread: string;
    /** Tickets the value-based trader sold in the order flow less those it bought. */
    readonly netSold: number;
    readonly closed: boolean;
  }[];
}

/** The state of an engine as data. */
export function takeMarketSnapshot({ settings, floor, aging }: Engine): DealerMarketSnapshot {
  return {
    kind: 'dealer-market',
    version: 1,
    day: aging.reached,
    buckets: floor.desks.map(({ settings: { id }, mid, spread, netSold, closed }) => ({
      bucket: id,
      mid: formatQuanta(settings.grid, mid),
      spread: formatQuanta(settings.grid, spread),
      netSold,
      closed,
    })),
  };
}

/** Puts a state back into an engine. @throws DealerError `INVALID_SNAPSHOT`, `UNKNOWN_BUCKET` */
export function restoreMarket(engine: Engine, snapshot: DealerMarketSnapshot): void {
  requireSnapshot(snapshot, 'dealer-market');
  const { settings, floor, aging } = engine;
  aging.reached = snapshot.day;
  floor.day = Math.max(snapshot.day, 0);
  for (const { bucket, mid, spread, netSold, closed } of snapshot.buckets) {
    const desk = deskNamed(floor, bucket);
    desk.setAnchors(settings, toQuanta(settings.grid, mid), toQuanta(settings.grid, spread));
    desk.netSold = netSold;
    desk.closed = closed;
  }
  floor.audit?.checkpoint(floor.day, 'closed');
}

/** Refuses snapshots of another kind or version. @throws DealerError `INVALID_SNAPSHOT` */
export function requireSnapshot(snapshot: { readonly kind: string; readonly version: number }, kind: string): void {
  if (snapshot.kind === kind && snapshot.version === 1) return;
  const { kind: found, version } = snapshot;
  throw new DealerError(
    'INVALID_SNAPSHOT',
    { kind: found, version },
    `expected a snapshot of kind ${kind}, version 1, not ${found}, version ${version}`,
  );
}
