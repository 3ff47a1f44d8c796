import type { OutsideSource } from '@bagehot/dealer';
import type { RingSystem } from '@bagehot/ring';

/** An outside source that knows the ring its market stands on, and may have a state of its own. The secondary market begins, keeps and restores it. */
export interface RingOutside extends OutsideSource {
  /** Once, before the market opens or is restored. */
  begin?(system: RingSystem): void;
  /** What a run's snapshot must keep of it, as plain JSON. */
  snapshot?(): object;
  /** Takes up what its `snapshot` gave, after `begin`. */
  restore?(state: object): void;
}
