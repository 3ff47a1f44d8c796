import type { EventBase } from '@bagehot/kernel';

/** What there is to say of a run as a whole. Told by whoever runs it, best at its end; the time of day is theirs to know. */
export interface SimulationRun extends EventBase {
  readonly kind: 'SimulationRun';
  readonly scenarioName: string | null;
  /** As text, such as ISO 8601; null where nobody looked at the clock. */
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly totalTicks: number;
  readonly agents: number;
  readonly width: number;
  readonly height: number;
  /** The scenario as JSON. */
  readonly config: string | null;
  readonly seed: number | null;
  readonly regime: string;
  readonly moneyMode: string;
  readonly moneyScale: number;
}
