import type { AgentId, BucketId, Day, Decimal } from '@bagehot/kernel';

/** What a central bank's standing quotes in a bucket made of the outside quotes, money per ticket. Told with a dealer's quote, where it differs from the last one. */
export interface BackstopQuote {
  readonly kind: 'BackstopQuote';
  readonly day: Day;
  readonly bucket: BucketId;
  /** The central bank's own; 0 is no bid. It asks only while it has a ticket to deliver. */
  readonly bid: Decimal;
  readonly ask: Decimal;
  /** Those in force, and whose they are. */
  readonly effectiveBid: Decimal;
  readonly effectiveAsk: Decimal;
  readonly bidBy: AgentId;
  readonly askBy: AgentId;
}
