/** A month of a money market in one line of figures, and each of its sessions as a row of a table. */
import {
  createCallMarket,
  createMoneyMarketFigures,
  type MoneyMarketEvent,
  type MoneyMarketFigures,
  moneyMarketTables,
  reserveAccounts,
} from '@bagehot/central-bank';
import type { EventSink } from '@bagehot/kernel';
import { csvWriter, tableSink } from '@bagehot/telemetry';

export const texts: Map<string, string> = new Map();
const writer = csvWriter((table) => ({
  write: (text) => void texts.set(table, (texts.get(table) ?? '') + text),
  close: () => {},
}));
const tables = tableSink<MoneyMarketEvent>(moneyMarketTables, writer);
const meter = createMoneyMarketFigures();
const events: EventSink<MoneyMarketEvent> = {
  emit(event) {
    meter.emit(event);
    tables.emit(event);
  },
};

const ports = reserveAccounts({
  balances: [
    ['saver', 3600],
    ['shop', 100],
  ],
});
const market = createCallMarket({ spreadSensitivity: '0.1' }, { ...ports, events });
tables.begin({ id: 'month', seed: 0 });
for (let day = 1; day <= 30; day++) {
  market.beginTick(day);
  market.supplyReserves('saver', 3600);
  market.requestLoan({ borrowerId: 'shop', amount: day % 2 === 0 ? 4800 : 3600 });
  market.processMarketClearing('0.05');
}
tables.end();
writer.close();

export const figures: MoneyMarketFigures = meter.result();
console.log(`${figures.sessions} sessions, ${figures.shortSessions} of them short`);
console.log(`${figures.volume} lent at ${figures.meanCallRate} on average`);
for (const [table, text] of texts) console.log(`${table}.csv: ${text.split('\n').length - 2} rows`);
