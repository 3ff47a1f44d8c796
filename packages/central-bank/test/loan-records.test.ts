import {
  type CallMarketService,
  type ClearingOutcome,
  type ClearingRule,
  createCallMarket,
  type MoneyMarketPorts,
  type RequestOrder,
  ratioRule,
  reserveAccounts,
} from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** What the first loan's lenders are still to get, by the register and by the record. */
function claimsOfFirst(market: CallMarketService, { contracts }: MoneyMarketPorts): readonly [object, object] {
  const contract = contracts.get(market.openLoans()[0]?.contract ?? '');
  const register = Object.fromEntries((contract?.claims ?? []).map(({ holder, face }) => [holder, face.toString()]));
  const record: Record<string, number> = {};
  for (const { lenderId, amount, interest, paid } of market.snapshot().loans[0]?.legs ?? [])
    record[lenderId] = (record[lenderId] ?? 0) + Number(amount) + Number(interest) - Number(paid);
  return [register, Object.fromEntries(Object.entries(record).map(([lender, left]) => [lender, String(left)]))];
}

describe('the record of a loan', () => {
  it('follows the register claim by claim, also where a lender has two legs and one of them is paid', () => {
    const money = reserveAccounts({
      balances: [
        ['L', 4],
        ['M', 4],
        ['B', 0],
        ['N', 10],
      ],
      moneyDecimals: 0,
    });
    const market = createCallMarket({ spreadSensitivity: 0, settlement: 'netted', sessionsPerTick: 2 }, money);
    market.supplyReserves('L', 1);
    market.supplyReserves('M', 4);
    market.supplyReserves('L', 3);
    market.requestLoan({ borrowerId: 'B', amount: 8 });
    market.processMarketClearing(0);
    market.beginTick(1);
    for (const amount of [4, 1]) {
      market.supplyReserves('N', amount);
      market.requestLoan({ borrowerId: 'B', amount });
      market.processMarketClearing(0);
      const [register, record] = claimsOfFirst(market, money);
      expect(record).toEqual(register);
    }
    // 4 are shared 2 and 2; the fifth goes to the first lender by the tie.
    expect(claimsOfFirst(market, money)[0]).toEqual({ L: '1', M: '2' });
  });

  it('credits lenders as the register does when somebody else settles', () => {
    const money = reserveAccounts({
      balances: [
        ['L', 2],
        ['M', 1],
        ['B', 0],
      ],
      moneyDecimals: 0,
    });
    const market = createCallMarket({ spreadSensitivity: 0, settlement: 'netted' }, money);
    for (const lender of ['M', 'L', 'L']) market.supplyReserves(lender, 1);
    market.requestLoan({ borrowerId: 'B', amount: 3 });
    market.processMarketClearing(0);
    market.beginTick(1);
    const contract = market.openLoans()[0]?.contract ?? '';
    money.contracts.reduce(contract, decimal(1));
    // Claims 1 and 2: the 1 that is paid is L's by the larger remainder.
    expect(money.contracts.get(contract)?.claims.map(({ holder, face }) => [holder, face.toString()])).toEqual([
      ['M', '1'],
      ['L', '1'],
    ]);
    const report = market.recordSettlement(contract, 1);
    expect([...(report?.lossByLender ?? [])].map(([lender, loss]) => [lender, loss.toString()]).sort()).toEqual([
      ['L', '1'],
      ['M', '1'],
    ]);
  });

  it('falls due by its own tick, also in a market that lends for another term now', () => {
    const money = reserveAccounts({
      balances: [
        ['A', 100],
        ['B', 0],
        ['C', 0],
      ],
    });
    const before = createCallMarket({ term: 5 }, money);
    before.supplyReserves('A', 10);
    before.requestLoan({ borrowerId: 'B', amount: 10 });
    before.processMarketClearing(0);
    const market = createCallMarket({ term: 1 }, money);
    market.restore(before.snapshot());
    market.beginTick(1);
    market.supplyReserves('A', 10);
    market.requestLoan({ borrowerId: 'C', amount: 10 });
    market.processMarketClearing(0);
    expect(market.beginTick(2).repaid.map(({ loanId }) => loanId)).toEqual(['L2']);
    expect(market.openLoans().map(({ loanId, dueTick }) => [loanId, dueTick])).toEqual([['L1', 5]]);
  });
});

describe('a clearing rule of one’s own', () => {
  function session(rule: ClearingRule): CallMarketService {
    const market = createCallMarket(
      { rule },
      reserveAccounts({
        balances: [
          ['A', 100],
          ['B1', 0],
          ['B2', 0],
        ],
      }),
    );
    market.supplyReserves('A', 100);
    market.requestLoan({ borrowerId: 'B1', amount: 60 });
    market.requestLoan({ borrowerId: 'B2', amount: 10 });
    return market;
  }

  it('cannot touch the orders of the market', () => {
    const ratio = ratioRule();
    const market = session({
      name: 'sorts',
      clear: (book) => {
        (book.requests as RequestOrder[]).sort((a, b) => Number(a.units - b.units));
        return ratio.clear(book);
      },
    });
    expect(() => market.processMarketClearing('0.05')).toThrow(expect.objectContaining({ code: 'CLEARING_INVARIANT' }));
    expect(market.getLoanResponse('R1').status).toBe('pending');
    const changes = session({
      name: 'changes',
      clear: (book) => {
        (book.requests[0] as { units: bigint }).units = 1n;
        return ratio.clear(book);
      },
    });
    expect(() => changes.processMarketClearing('0.05')).toThrow(TypeError);
    expect(changes.getLoanResponse('R1').amountRequested.toString()).toBe('60');
  });

  it('is told so when it has no outcome', () => {
    const outcome: unknown = null;
    const market = session({ name: 'silent', clear: () => outcome as ClearingOutcome });
    expect(() => market.processMarketClearing('0.05')).toThrow(/clearing rule 'silent': the outcome is null/);
  });
});
