import {
  type CallMarketService,
  CENTRAL_BANK,
  createCallMarket,
  type MoneyMarketEvent,
  orderBookRule,
} from '@bagehot/central-bank';
import { createContracts, createEventLog, createLedger, createRecordCodec, recordLine } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { type MarketEconomy, marketEconomy } from './market-fixtures.js';

const CONFIG = {
  rule: orderBookRule({ pricing: 'pairwise', rationing: 'time' }),
  rollover: { max: 2, penalty: '0.001' },
  sessionsPerTick: 2,
  term: 2,
} as const;

/** A market in the middle of everything: loans of two ticks, a barred borrower, a session behind it, orders before it. */
function busy(events = createEventLog<MoneyMarketEvent>()): MarketEconomy {
  const economy = marketEconomy({ A: '100', '10': '80', B: '5', __proto__x: '0', C: '30' }, CONFIG, { events });
  const { market, spend } = economy;
  market.supplyReserves('A', 40, '0.02');
  market.supplyReserves('10', 50);
  market.requestLoan({ borrowerId: 'B', amount: 60, maxRate: '0.09' });
  market.requestLoan({ borrowerId: 'C', amount: 20 });
  market.processMarketClearing('0.05');
  spend({ C: '50' });
  market.beginTick(2);
  market.supplyReserves('A', 30, '0.01');
  market.requestLoan({ borrowerId: 'B', amount: 25 });
  market.processMarketClearing('0.04');
  market.supplyReserves('A', '0.55');
  market.requestLoan({ borrowerId: '__proto__x', amount: '1.50', maxRate: '-0.01' });
  return economy;
}

/** The rest of a run: what it tells, and the state it ends in. */
function goOn(
  market: CallMarketService,
  events: ReturnType<typeof createEventLog<MoneyMarketEvent>>,
): readonly string[] {
  const codec = createRecordCodec();
  const from = events.events.length;
  market.requestLoan({ borrowerId: 'B', amount: 3 });
  market.processMarketClearing('0.06');
  for (const tick of [3, 4, 6]) market.beginTick(tick);
  return [
    ...events.events.slice(from).map((event) => recordLine(codec.encode(event))),
    JSON.stringify(market.snapshot()),
  ];
}

describe('the snapshot of a market', () => {
  it('goes on as the market would have, to the byte, after a way through JSON', () => {
    const events = createEventLog<MoneyMarketEvent>();
    const { ledger, contracts, market } = busy(events);
    const texts = [ledger.snapshot(), contracts.snapshot(), market.snapshot()].map((part) => JSON.stringify(part));
    const log = createEventLog<MoneyMarketEvent>();
    const copied = createLedger({ from: JSON.parse(texts[0] as string) });
    const register = createContracts(copied, JSON.parse(texts[1] as string));
    const copy = createCallMarket(CONFIG, { ledger: copied, contracts: register, events: log });
    copy.restore(JSON.parse(texts[2] as string));
    expect(JSON.stringify(copy.snapshot())).toBe(texts[2]);
    expect(copy.getLoanResponse('R3')).toEqual(market.getLoanResponse('R3'));
    expect(copy.lastClearing()?.grants).toEqual(market.lastClearing()?.grants);
    expect(copy.pendingOrders()).toEqual(market.pendingOrders());
    const told = goOn(copy, log);
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual(goOn(market, events));
  });

  it('may be taken again and again, and taken back with a transaction', () => {
    const { ledger, market } = busy();
    const before = market.snapshot();
    market.requestLoan({ borrowerId: 'B', amount: 3 });
    market.beginTick(4);
    const later = JSON.stringify(market.snapshot());
    expect(() =>
      ledger.transaction(() => {
        market.restore({ ...before, loans: [] });
        expect(market.snapshot().loans).toEqual([]);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify(market.snapshot())).toBe(later);
  });

  it('is refused with every problem, wherever it is wrong, and nothing changes', () => {
    const { ledger, contracts, market } = busy();
    const good = market.snapshot();
    const text = JSON.stringify(good);
    let corrupted = 0;
    for (const path of leavesOf(JSON.parse(text)))
      for (const value of [undefined, 'x', -3, 1.5, {}, '0.001']) {
        const copy = JSON.parse(text) as unknown;
        const { parent, key } = placeOf(copy, path);
        const was = parent[key];
        if (value === was || (value === undefined && Array.isArray(parent))) continue;
        if (value === undefined) delete parent[key];
        else parent[key] = value;
        corrupted++;
        try {
          market.restore(copy);
        } catch (error) {
          expect((error as Error).name, `${path.join('.')}: ${String(value)}`).toBe('SnapshotError');
          expect(JSON.stringify(market.snapshot())).toBe(text);
          continue;
        }
        // Another rate, or the like: something a market could have said. It says so again.
        expect(JSON.parse(JSON.stringify(market.snapshot())), path.join('.')).toEqual(copy);
        market.restore(good);
      }
    expect(corrupted).toBeGreaterThan(300);
    for (const wrong of [undefined, null, 7, 'snapshot', [], {}, { ...good, more: 1 }, { ...good, version: 2 }])
      expect(() => market.restore(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_SNAPSHOT' }));
    expect([ledger.balance(CENTRAL_BANK, 'reserves').lt(0), contracts.snapshot().contracts.length]).toEqual([
      true,
      good.loans.length,
    ]);
  });

  it('fits the register it stands on, or is refused', () => {
    const { contracts, market } = busy();
    const good = market.snapshot();
    const [loan] = market.openLoans();
    quanta(contracts).reduce(quanta(contracts).indexOf(loan?.contract as string), 1n);
    expect(() => market.restore(good)).toThrow(expect.objectContaining({ name: 'SnapshotError' }));
    expect(() => market.restore({ ...good, requests: [...good.requests, { ...good.supplies[0] }] })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('on one side of the book only') }),
    );
    contracts.remove(loan?.contract as string);
    expect(() => market.restore(good)).toThrow(expect.objectContaining({ name: 'SnapshotError' }));
  });

  it('knows every claim on its contracts', () => {
    const { ledger, contracts, market } = busy();
    const good = market.snapshot();
    const register = quanta(contracts);
    const [loan] = market.openLoans();
    const stranger = quanta(ledger).open('stranger');
    register.steps.share(register.indexOf(loan?.contract as string), stranger, 1n, 0);
    expect(() => market.restore(good)).toThrow(expect.objectContaining({ name: 'SnapshotError' }));
  });
});

type Parent = Record<string | number, unknown>;
type Path = readonly (string | number)[];

/** Paths to everything in a value that is no list and no object. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) =>
    leavesOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function placeOf(root: unknown, path: Path): { readonly parent: Parent; readonly key: string | number } {
  let parent = root as Parent;
  for (const key of path.slice(0, -1)) parent = parent[key] as Parent;
  return { parent, key: path[path.length - 1] as string | number };
}
