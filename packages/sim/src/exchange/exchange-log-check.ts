import { LoggedExchange } from './logged-exchange.js';
import { readLogged, readOpening } from './logged-record.js';

/** What the check of an exchange's log has found. */
export interface ExchangeLogCheck {
  /** How much the log tells, and so how much it can prove. */
  readonly level: 'minimal' | 'standard' | 'debug';
  readonly ticks: number;
  readonly records: number;
  readonly trades: number;
  /** Everything that cannot be, for people; nothing when the log is sound. */
  readonly differences: readonly string[];
}

/**
 * Plays a run again from its log alone and checks all that a log can prove: no record and no tick is missing; nobody trades twice in a tick, or what the regime does not
 * allow, or to a loss; and from the level `standard` on that trades and harvests make, from what everybody had, what everybody has after each tick, to the last unit of goods and
 * money; that those who trade are paired; that nothing is taken where nothing grows; that λ changes only when it is estimated. Memory does not grow with the log.
 *
 * @param lines - of `events.jsonl`, with or without line feeds
 * @throws SimError `INVALID_RECORD` for what is no log of an exchange
 * @example
 * const { differences } = checkExchangeLog(text.trimEnd().split('\n'));
 * @see exchange specification, sections 7 and 11
 */
export function checkExchangeLog(lines: Iterable<string>): ExchangeLogCheck {
  let records = 0;
  let exchange: LoggedExchange | undefined;
  for (const line of lines) {
    records++;
    if (exchange === undefined) exchange = new LoggedExchange(readOpening(line));
    else exchange.take(readLogged(line, records));
  }
  exchange ??= new LoggedExchange(readOpening(''));
  exchange.end();
  const { level, ticks, trades, differences } = exchange;
  return { level, ticks, records, trades, differences };
}
