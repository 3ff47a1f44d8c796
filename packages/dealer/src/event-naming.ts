import type { BucketId } from '@bagehot/kernel';
import type { Accounts, MoneyGrid, TicketWindow } from '@bagehot/kernel/quanta';

// Events hold indices and quanta; names and decimals are made when somebody reads them, which for most events of a long run is never.
// `plain()` gives the event as plain data.

/** What turns indices and quanta into names and decimals. */
export interface Naming {
  readonly accounts: Accounts;
  readonly window: TicketWindow;
  readonly buckets: readonly { readonly id: BucketId }[];
  readonly grid: MoneyGrid;
}

/** Name of the bucket at a place in bucket order. */
export function bucketName({ buckets }: Naming, bucket: number): BucketId {
  return (buckets[bucket] as { readonly id: BucketId }).id;
}
