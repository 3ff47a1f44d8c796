import { type DealerEvent, dealerRecordAliases } from '@bagehot/dealer';
import { createRecordCodec, type EventRecord } from '@bagehot/kernel';

const codec = createRecordCodec(dealerRecordAliases);

/** An event as it is written. */
export function recordOf(event: DealerEvent): EventRecord {
  return codec.encode(event);
}
