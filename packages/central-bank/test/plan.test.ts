import {
  createCallMarket,
  createCentralBank,
  createTreasury,
  type MoneyMarketEvent,
  reserveAccounts,
} from '@bagehot/central-bank';
import { createEventLog, type Decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

/** One lender with 1000 and one borrower, at a policy rate of 5 % and a sensitivity of 0.1. */
function market() {
  const accounts = reserveAccounts({
    balances: [
      ['lender', 1000],
      ['borrower', 0],
    ],
  });
  const events = createEventLog<MoneyMarketEvent>();
  return { events, call: createCallMarket({ spreadSensitivity: '0.1' }, { ...accounts, events }) };
}

// The tests that the design of the money market asks for, under its names.
describe('call market', () => {
  it('clearing with sufficient liquidity', () => {
    const { call, events } = market();
    call.supplyReserves('lender', 1000);
    const { requestId } = call.requestLoan({ borrowerId: 'borrower', amount: 400 });
    expect(call.processMarketClearing('0.05').toString()).toBe('0.05');
    expect(call.getLoanResponse(requestId ?? '')).toMatchObject({ success: true, status: 'granted', loanId: 'L1' });
    expect(events.of('InsufficientLiquidity')).toEqual([]);
  });

  it('clearing with insufficient liquidity', () => {
    const { call, events } = market();
    call.supplyReserves('lender', 250);
    const { requestId } = call.requestLoan({ borrowerId: 'borrower', amount: 1000 });
    // A quarter is there: 0.05 + 0.1 x 0.75.
    expect(call.processMarketClearing('0.05').toString()).toBe('0.125');
    const { status, amountGranted } = call.getLoanResponse(requestId ?? '');
    expect([status, amountGranted.toString()]).toEqual(['prorated', '250']);
    expect(events.of('InsufficientLiquidity').map(({ shortfall, ratio }) => [`${shortfall}`, `${ratio}`])).toEqual([
      ['750', '0.25'],
    ]);
  });
});

describe('the last cent of an operation', () => {
  /** The call rate when a treasury spends what so many bonds of a cent each bring, by weights 6, 6 and 2, and only the third lends. */
  function rateAfter(quantity: number): Decimal {
    const balances = ['X', 'Y', 'L', 'B'].map((agent) => [agent, 0] as const);
    const ports = reserveAccounts({ balances });
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: '0.01' }, ports);
    const recipients = [
      { agentId: 'X', weight: 6 },
      { agentId: 'Y', weight: 6 },
      { agentId: 'L', weight: 2 },
    ];
    const treasury = createTreasury(
      { inventory: 100, faceValue: '0.01', passThrough: { fraction: 1, recipients } },
      ports,
    );
    const call = createCallMarket({ spreadSensitivity: '0.1' }, ports);
    bank.conductOpenMarketOperations(treasury, quantity);
    call.supplyReserves('L', ports.ledger.balance('L', 'reserves'));
    call.requestLoan({ borrowerId: 'B', amount: 1 });
    return call.processMarketClearing('0.05');
  }

  it('may take a cent from a lender: largest remainders of 10 by 6, 6, 2 are 4, 4, 2, and those of 11 are 5, 5, 1', () => {
    expect([10, 11].map((quantity) => rateAfter(quantity).toString())).toEqual(['0.148', '0.149']);
  });
});
