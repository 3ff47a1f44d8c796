import type { EventLevel, ExchangeEvent } from '@bagehot/exchange/spatial';
import { createRecordCodec, type EventBase, type EventSink, recordLine } from '@bagehot/kernel';
import type { ExplicitExchangeScenario } from '../scenario/exchange-scenario.js';
import { exchangeRecordAliases, finiteEvent } from './exchange-fields.js';

/** The first record of a log: what one needs to know to read the others. Its day is the one before the first tick. */
export interface ExchangeOpened extends EventBase {
  readonly kind: 'ExchangeOpened';
  readonly name: string;
  /** In declared order: the order of holdings, before money. */
  readonly goods: readonly string[];
  /** Cells from side to side. */
  readonly side: number;
  readonly agents: number;
  readonly regime: string;
  readonly moneyMode: string;
  /** Minor units in a unit of money. */
  readonly moneyScale: number;
  readonly level: EventLevel;
}

/**
 * A sink that writes every event of an exchange as a line of JSON (`events.jsonl`) when it is told: memory does not grow with the run. Fields are in snake_case but for `dX` and `dY`;
 * `day` is the tick, -1 before the first; an unlimited quote is the text `Infinity`. The first line, which is written at once, is an `ExchangeOpened`.
 *
 * @param write - receives each line with its line feed, in order
 * @param level - how much is told, the same as the run's
 * @example
 * runScenario(scenario, { sinks: [createExchangeLog(scenario, (line) => appendFileSync('events.jsonl', line))] });
 * @see exchange specification, section 11
 */
export function createExchangeLog(
  { name, exchange }: ExplicitExchangeScenario,
  write: (line: string) => void,
  level: EventLevel = 'standard',
): EventSink<ExchangeEvent> {
  const codec = createRecordCodec(exchangeRecordAliases);
  let seq = 0;
  const tell = (event: EventBase): void => {
    write(`${recordLine(codec.encode(event, seq))}\n`);
    seq++;
  };
  const { goods, side, agents, regime, moneyMode, params } = exchange;
  const opened: ExchangeOpened = {
    kind: 'ExchangeOpened',
    day: -1,
    name,
    goods,
    side,
    agents: agents.length,
    regime,
    moneyMode,
    moneyScale: params.moneyScale,
    level,
  };
  tell(opened);
  return { emit: (event) => tell(finiteEvent(event)) };
}
