import {
  deliver,
  runMarketRound,
  type TradeCreditPorts,
  type TradePayment,
  type TradePromise,
  tradeCredit,
} from '@bagehot/financing';
import { markets } from '@bagehot/financing/testing';
import { type Decimal, decimal, sum } from '@bagehot/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const MONEY_DECIMALS = 3;
const ONE_QUANTUM = decimal('0.001');
const FINE_DECIMALS = 14;

const cases = fc.record({
  market: fc.oneof(markets(), markets({ interior: true })),
  cash: fc.array(fc.nat(5000), { minLength: 8, maxLength: 8 }),
  markup: fc.constantFrom('0', '0.1', '0.037'),
  numerairePrice: fc.constantFrom('1', '0.3', '7'),
  room: fc.constantFrom<null | bigint>(null, null, 0n, 700n),
});

interface Books extends TradeCreditPorts {
  readonly payments: TradePayment[];
  readonly promises: TradePromise[];
}

function books(cash: readonly number[], room: bigint | null, moneyDecimals: number = MONEY_DECIMALS): Books {
  const payments: TradePayment[] = [];
  const promises: TradePromise[] = [];
  const moved = (id: number): bigint =>
    payments.reduce(
      (left, leg) => left + (leg.creditor === id ? leg.amount : leg.debtor === id ? -leg.amount : 0n),
      0n,
    );
  return {
    moneyDecimals,
    payments,
    promises,
    spare: (id) => BigInt(cash[id % cash.length] as number) + moved(id),
    pay: (leg) => void payments.push(leg),
    owe: (leg) => void promises.push(leg),
    outstanding: () => 0n,
    ...(room === null ? {} : { room: (id: number) => (id % 2 === 0 ? room : null) }),
  };
}

const rounds = { numRuns: 80 };

describe('trade credit on random markets', () => {
  it('makes every debt money once, pays no more than can be spared, and loses less than the grids are coarse', () => {
    fc.assert(
      fc.property(cases, ({ market: { agents, travelCost }, cash, room, ...terms }) => {
        const own = books(cash, room);
        const settlement = tradeCredit(terms, own);
        const before = agents.map(({ id }) => own.spare(id));
        const { settlement: settled, clearing } = runMarketRound(agents, {
          mode: 'TOTAL_WEALTH',
          travelCost,
          settlement,
        });
        if (settled === null || clearing === null) {
          expect([own.payments, own.promises]).toEqual([[], []]);
          return;
        }
        expect(String(sum(settled.agents.map(({ rounding }) => rounding)))).toBe('0');
        const legs = [
          ...own.payments.map(({ debtor, creditor, amount }) => ({ debtor, creditor, amount })),
          ...own.promises.map(({ debtor, creditor, credit: amount }) => ({ debtor, creditor, amount })),
        ];
        const price = decimal(terms.numerairePrice);
        const money = (units: bigint): Decimal => decimal(String(units)).times(ONE_QUANTUM);
        const tolerance = decimal('1e-9');
        for (const { id, balance, received, deliveredHome, deliveredPersonal } of settled.agents) {
          expect([...received, ...deliveredHome, ...deliveredPersonal].every((amount) => amount.eq(0))).toBe(true);
          const owed = legs.reduce((total, leg) => (leg.debtor === id ? total + leg.amount : total), 0n);
          const gets = legs.reduce((total, leg) => (leg.creditor === id ? total + leg.amount : total), 0n);
          // Cut down to the grid, and a debtor is no creditor.
          const debt = balance.lt(0) ? balance.times(-1).times(price) : decimal(0);
          expect(money(owed).lte(debt)).toBe(true);
          expect(money(owed).plus(ONE_QUANTUM).plus(tolerance).gt(debt)).toBe(true);
          if (owed > 0n) expect(gets).toBe(0n);
        }
        agents.forEach(({ id }, at) => {
          const paid = own.payments.reduce((total, leg) => (leg.debtor === id ? total + leg.amount : total), 0n);
          const credit = own.promises.reduce((total, leg) => (leg.debtor === id ? total + leg.credit : total), 0n);
          const spare = before[at] as bigint;
          expect(paid <= spare).toBe(true);
          // Nobody promises while it has money left.
          if (credit > 0n) expect(paid).toBe(spare);
          if (room !== null && id % 2 === 0) {
            const face = own.promises.filter(({ debtor }) => debtor === id);
            const total = face.reduce((all, leg) => all + leg.face, 0n);
            expect(total <= room + BigInt(face.length)).toBe(true);
          }
        });
        for (const { credit, face } of own.promises) {
          const exact = decimal(terms.markup).plus(1).times(String(credit));
          expect(decimal(String(face)).gte(exact)).toBe(true);
          expect(decimal(String(face - 1n)).lt(exact)).toBe(true);
        }
        // By id on both sides.
        const order = legs.map(({ debtor, creditor }) => debtor * 1000 + creditor);
        const unique = [...new Set(order)];
        const debtors = new Set(legs.map(({ debtor }) => debtor)).size;
        const creditors = new Set(legs.map(({ creditor }) => creditor)).size;
        if (unique.length > 0) expect(unique.length).toBeLessThan(debtors + creditors);
      }),
      rounds,
    );
  });

  it('is no other than delivery where nobody runs debts', () => {
    fc.assert(
      fc.property(cases, ({ market: { agents, travelCost }, cash, room, ...terms }) => {
        const own = books(cash, room);
        const round = (settlement: typeof deliver) =>
          JSON.stringify(runMarketRound(agents, { mode: 'PERSONAL', travelCost, settlement }));
        expect(round(tradeCredit(terms, own))).toBe(round(deliver));
        expect([own.payments, own.promises]).toEqual([[], []]);
      }),
      rounds,
    );
  });

  it('lets nobody buy for more than the wealth less what is outstanding', () => {
    fc.assert(
      fc.property(cases, fc.nat(9000), ({ market: { agents, travelCost }, cash, ...terms }, debt) => {
        const own = { ...books(cash, null), outstanding: () => BigInt(debt) };
        const { clearing } = runMarketRound(agents, {
          mode: 'TOTAL_WEALTH',
          travelCost,
          settlement: tradeCredit(terms, own),
        });
        if (clearing === null) return;
        const owes = decimal(debt).times(ONE_QUANTUM);
        for (const { bounds, executedBuys } of clearing.agents) {
          const net = bounds.totalWealth.times(terms.numerairePrice).minus(owes);
          const least = net.lt(0) ? decimal(0) : net;
          // `fixed` is in whole units of value, cut downwards.
          const fixed = bounds.fixed.times(terms.numerairePrice);
          expect(fixed.lte(least)).toBe(true);
          expect(fixed.plus('1e-9').gte(least)).toBe(true);
          if (least.eq(0)) expect(executedBuys.every((amount) => amount.eq(0))).toBe(true);
        }
      }),
      rounds,
    );
  });

  it('never lets a limit be missed by what bounds are missed by', () => {
    fc.assert(
      fc.property(cases, fc.nat(10 ** 9), ({ market: { agents, travelCost }, cash, numerairePrice }, some) => {
        const room = BigInt(some) * 10n ** 6n;
        // Money so fine that it could express what trade in whole quanta leaves of a bound.
        const own = { ...books(cash, null, FINE_DECIMALS), room: () => room };
        const settlement = tradeCredit({ numerairePrice }, own);
        runMarketRound(agents, { mode: 'TOTAL_WEALTH', travelCost, settlement });
        for (const { id } of agents) {
          const owed = own.promises.reduce((total, leg) => (leg.debtor === id ? total + leg.face : total), 0n);
          expect(owed <= room).toBe(true);
        }
      }),
      rounds,
    );
  });
});
