import {
  createExchange,
  type EventLevel,
  type Exchange,
  type ExchangeConfig,
  type ExchangeEvent,
} from '@bagehot/exchange/spatial';
import { createNaiveExchange, type NaivePorts } from '@bagehot/exchange/testing';
import { createEventLog } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { expect } from 'vitest';

/** How two engines are compared. */
export interface TwinOptions {
  readonly ticks: number;
  /** @defaultValue 'debug' */
  readonly level?: EventLevel;
  /** @defaultValue true */
  readonly strict?: boolean;
  /** The same for the twin, where rules of one's own keep something in mind. @defaultValue the same object */
  readonly twin?: ExchangeConfig;
  /** Who takes part, and with how much; days are ticks. */
  readonly people?: NaivePorts;
}

type State = Pick<Exchange, 'agents' | 'resources'>;

const line = (event: ExchangeEvent): string => `${JSON.stringify(event)}\n`;

/** Which of the events of the level `debug` are told at another one. */
function isTold({ kind }: ExchangeEvent, level: EventLevel, logsPreferences: boolean): boolean {
  if (level === 'off') return false;
  if (level === 'minimal') return kind === 'ExchangeTrade' || kind === 'TickState';
  if (level === 'debug') return true;
  return kind === 'PreferenceRanked' ? logsPreferences : kind !== 'Moved' && kind !== 'TradeAttempted';
}

/** Everything about people and cells, as text. */
function stateText({ agents, resources }: State): string {
  const people = agents.map(({ utility, ...agent }) => ({ ...agent, utility: utility.type }));
  return JSON.stringify([people, resources]);
}

/** What the ledger must have: everybody's holdings in units and minor units, and what was handed out against nature and the mint. */
function booksOf({ agents }: State, goods: readonly string[]): Map<string, bigint> {
  const books = new Map<string, bigint>();
  for (const good of [...goods, 'M']) {
    let total = 0n;
    for (const { id, inventory } of agents) {
      const held = BigInt(inventory[good] as number);
      books.set(`${id} ${good}`, held);
      total += held;
    }
    books.set(`${good === 'M' ? 'mint' : 'nature'} ${good}`, -total);
  }
  return books;
}

/**
 * Plays an exchange and its naive twin, and compares the bytes of their logs, what is on the ledger, and everything about people and cells, after every tick.
 *
 * @returns the log
 */
export function comparesToTwin(
  config: ExchangeConfig,
  { ticks, level = 'debug', strict = true, people = {}, twin: twinConfig = config }: TwinOptions,
): readonly ExchangeEvent[] {
  const log = createEventLog<ExchangeEvent>();
  const exchange = createExchange(config, { events: log, level, strict, ...people });
  const twin = createNaiveExchange(twinConfig, people);
  const params: { readonly logPreferences?: boolean | undefined } = config.rules?.params ?? {};
  const accounts = quanta(exchange.ledger);
  const goods = exchange.goods;
  const columns = new Map(
    [...goods, 'M'].map((good) => [good, accounts.column(good === 'M' ? 'cash' : `good/${good}`)]),
  );
  const compare = (told: readonly ExchangeEvent[], expected: readonly ExchangeEvent[], when: string): void => {
    const wanted = expected.filter((event) => isTold(event, level, params.logPreferences === true));
    const [bytes, twinBytes] = [told.map(line).join(''), wanted.map(line).join('')];
    if (bytes !== twinBytes) expect(bytes.split('\n'), `log ${when}`).toEqual(twinBytes.split('\n'));
    for (const [entry, amount] of booksOf(twin, goods)) {
      const [name = '', good = ''] = entry.split(' ');
      const onLedger = columns.get(good)?.get(accounts.find(name));
      if (onLedger !== amount) expect(onLedger, `${good} of ${name} on the ledger ${when}`).toBe(amount);
    }
    const [state, twinState] = [stateText(exchange), stateText(twin)];
    if (state !== twinState) expect(JSON.parse(state), `state ${when}`).toEqual(JSON.parse(twinState));
  };
  compare(log.events, twin.first, 'at the beginning');
  for (let tick = 0; tick < ticks; tick++) {
    const before = log.events.length;
    exchange.runTick();
    compare(log.events.slice(before), twin.runTick(), `of tick ${tick}`);
  }
  return log.events;
}
