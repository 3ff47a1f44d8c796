import { createLedger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { createTraders } from '../row-traders.js';
import type { ExchangeConfig, ExchangePorts } from '../spatial/exchange-config.js';
import { playTick } from '../spatial/exchange-tick.js';
import { readExchange } from '../spatial/exchange-world.js';
import { GridState } from '../spatial/grid-state.js';
import { HoldingBooks } from '../spatial/posting.js';
import { assembleTick } from '../spatial/tick-assembly.js';

/**
 * Plays the first tick of an exchange in which somebody is paired with another one who knows nothing of it. No input, snapshot or port can bring that about: it is
 * done behind the engine's back, to see that the engine would notice.
 *
 * @param rows - of the two, by ascending id; the second too far away to be met within the tick
 * @throws ExchangeError `PAIRING_NOT_MUTUAL` in strict mode
 */
export function playBrokenPairing(
  config: ExchangeConfig,
  ports: Pick<ExchangePorts, 'events' | 'level' | 'strict'>,
  rows: readonly [one: number, other: number],
): void {
  const world = readExchange(config, ports);
  const traders = createTraders(world.agents, world.rules);
  const state = new GridState(world.x, world.y, world.resources);
  const ledger = createLedger({ journal: 'none', moneyDecimals: 0 });
  const accounts = quanta(ledger);
  accounts.transaction(() => {
    const { goods, names } = world;
    const books = new HoldingBooks(accounts, { goods, names, moneyScale: world.rules.params.moneyScale, isOwn: true });
    books.endow(traders.holdings);
    const [one, other] = rows;
    state.partner[one] = other;
    playTick(assembleTick(world, ports, { ledger, accounts, books, traders, state }), state.tick);
  });
}
