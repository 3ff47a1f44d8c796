import type { RingAction } from '@bagehot/ring';
import { composeDay, createEconomy, type DayParts, simulate } from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const amount = fc.integer({ min: 1, max: 60 });
const anybody = fc.nat({ max: 9 });

/** People and banks who owe one another, with money in cash, in accounts and in reserves. */
const world = fc
  .record({
    people: fc.integer({ min: 2, max: 5 }),
    banks: fc.integer({ min: 1, max: 3 }),
    reserves: fc.array(fc.record({ to: anybody, amount }), { maxLength: 4 }),
    cash: fc.array(fc.record({ to: anybody, amount, bank: fc.option(anybody) }), { maxLength: 6 }),
    debts: fc.array(fc.record({ from: anybody, to: anybody, amount, dueDay: fc.integer({ min: 1, max: 5 }) }), {
      minLength: 1,
      maxLength: 10,
    }),
    banksOwe: fc.boolean(),
  })
  .map(({ people: many, banks: few, reserves, cash, debts, banksOwe }) => {
    const people = Array.from({ length: many }, (_, k) => `H${k + 1}`);
    const banks = Array.from({ length: few }, (_, k) => `B${k + 1}`);
    const one = (of: readonly string[], k: number): string => of[k % of.length] as string;
    const parties = banksOwe ? [...people, ...banks] : people;
    const initialActions: readonly RingAction[] = [
      ...reserves.map(
        ({ to, amount: units }): RingAction => ({
          kind: 'mint_reserves',
          to: one(banks, to),
          amount: units,
        }),
      ),
      ...cash.flatMap(({ to, amount: units, bank }): RingAction[] => {
        const customer = one(people, to);
        const minted: RingAction = { kind: 'mint_cash', to: customer, amount: units };
        if (bank === null) return [minted];
        return [minted, { kind: 'deposit_cash', customer, bank: one(banks, bank), amount: units }];
      }),
      ...debts.flatMap(({ from, to, amount: units, dueDay }): RingAction[] => {
        const [debtor, creditor] = [one(parties, from), one(parties, to)];
        return debtor === creditor
          ? []
          : [{ kind: 'create_payable', from: debtor, to: creditor, amount: units, dueDay }];
      }),
    ];
    return {
      agents: [
        { id: 'CB', kind: 'central_bank' as const },
        ...banks.map((id) => ({ id, kind: 'bank' as const })),
        ...people.map((id) => ({ id, kind: 'household' as const })),
      ],
      initialActions,
    };
  });

const maybe = <T extends object>(...sections: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...sections), { nil: undefined });

/** Whoever funds itself overnight does so in cash. */
const parts: fc.Arbitrary<DayParts> = fc
  .record({
    dealer: fc.constantFrom(undefined, { ticketSize: 1 }, {
      ticketSize: 5,
      vbtFunding: 'funded',
      maxArrivals: 'all',
      block: 'shortfall',
    } as const),
    dealerFunding: maybe({ leverage: 2 }),
    backstop: maybe({ spread: '0.6' }),
    moneyMarket: fc.constantFrom(
      { asset: 'cash' } as const,
      { asset: 'reserves' } as const,
      { asset: 'cash', policyRate: '0.3', ticksPerYear: 2, supply: { reserveDays: 1 } } as const,
    ),
    liquidity: maybe<DayParts['liquidity'] & object>(
      { policy: 'borrow-first' },
      { policy: 'cheapest' },
      { policy: 'sell-first' },
    ),
    facilities: maybe({}, { collateral: null }, { collateral: { haircut: '0.1' } }),
  })
  .map(({ dealer, dealerFunding, backstop, ...money }) => ({
    ...money,
    ...(dealer === undefined ? {} : { dealer, backstop }),
    ...(dealer === undefined || money.moneyMarket.asset !== 'cash' ? {} : { dealerFunding }),
  }));

const rules = fc.record({
  settlement: fc.constantFrom('sequential', 'multipass', 'clearing'),
  distribution: fc.constantFrom('proportional', 'first-come'),
  estate: fc.constantFrom('retain', 'pro-rata'),
  check: fc.constant('daily'),
});

it('every law holds after every part of every day where people have accounts and banks hold reserves', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(world, parts, rules, fc.nat({ max: 99 }), (people, markets, settling, seed) => {
      const economy = createEconomy({ seed });
      const phases = composeDay(economy, markets);
      simulate(economy, people, { maxDays: 8, phases, rules: settling, ...checkEconomy() });
      for (const { kind } of economy.events.events) seen.add(kind);
    }),
    { numRuns: 150 },
  );
  // What could go wrong did happen.
  for (const kind of ['IntraBankPayment', 'ReservesTransferred', 'CallLoanGranted', 'FacilityLending'])
    expect(seen, kind).toContain(kind);
});
