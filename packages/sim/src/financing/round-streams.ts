import { createFinancingLog, type FinancingEvent, PHASES, type Phase } from '@bagehot/financing';
import type { EventSink } from '@bagehot/kernel';

/**
 * A sink that writes every round as lines of the log (`log.jsonl`, schema 1.2.0) as soon as it is over: memory does not grow with the run.
 *
 * @param write - receives the lines of a round, each with its line feed, in one or several pieces
 * @see financing specification, section 11
 * @example
 * runScenario(scenario, { keepLog: false, sinks: [createLogStream((lines) => appendFileSync('log.jsonl', lines))] });
 */
export function createLogStream(write: (lines: string) => void): EventSink<FinancingEvent> {
  return {
    emit: (event) => {
      const round = createFinancingLog();
      round.emit(event);
      round.jsonLines({ write });
    },
  };
}

/** Where everybody is at the end of a round. */
export interface RoundFrame {
  readonly round: number;
  /** By ascending id. */
  readonly people: readonly { readonly id: number; readonly x: number; readonly y: number; readonly phase: Phase }[];
}

/** A sink that remembers where everybody was, and nothing else of the rounds. */
export interface RoundFrames extends EventSink<FinancingEvent> {
  /** In the order of the rounds; objects are made on reading. */
  frames(): Iterable<RoundFrame>;
}

/** Remembers where everybody was, for a map over rounds. */
export function createRoundFrames(): RoundFrames {
  const kept: Pick<FinancingEvent['population'], 'ids' | 'x' | 'y' | 'phase'>[] = [];
  const rounds: number[] = [];
  return {
    emit({ round, population: { ids, x, y, phase } }) {
      rounds.push(round);
      kept.push({ ids, x, y, phase });
    },
    *frames() {
      for (const [k, { ids, x, y, phase }] of kept.entries())
        yield {
          round: rounds[k] as number,
          people: Array.from(ids, (id, row) => ({
            id,
            x: x[row] as number,
            y: y[row] as number,
            phase: PHASES[phase[row] as number] as Phase,
          })),
        };
    },
  };
}
