import {
  LIQUIDITY_POLICIES,
  type LiquidityView,
  liquidityPolicy,
  liquidityPositions,
  liquidityReader,
  type MoneyMarketPorts,
} from '@bagehot/central-bank';
import { createContracts, createLedger, decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

const view = (change: Partial<LiquidityView> = {}): LiquidityView => ({
  day: 1,
  need: 100n,
  rate: decimal('0.10'),
  ticksPerYear: 360,
  ...change,
});

describe('liquidity policies', () => {
  it('are six, known by name', () => {
    expect(LIQUIDITY_POLICIES.map((name) => [name, liquidityPolicy(name).sources(view())])).toEqual([
      ['sell-first', ['sell', 'borrow']],
      ['borrow-first', ['borrow', 'sell']],
      ['cheapest', ['borrow', 'sell']],
      ['sell-only', ['sell']],
      ['borrow-only', ['borrow']],
      ['none', []],
    ]);
  });

  it('cheapest weighs the discount against the interest until maturity, exactly, and sells on a tie', () => {
    const { sources } = liquidityPolicy('cheapest');
    // 36 days at 10 % on 10000 cost 100: what a face of 10100 gives up at that price.
    const bid = { price: 10_000n, face: 10_100n, remainingDays: 36 };
    expect(sources(view({ bid }))).toEqual(['sell', 'borrow']);
    expect(sources(view({ bid: { ...bid, face: 10_101n } }))).toEqual(['borrow', 'sell']);
    expect(sources(view({ bid, rate: decimal('0.0999999999999') }))).toEqual(['borrow', 'sell']);
    expect(sources(view({ bid: { ...bid, price: 0n } }))).toEqual(['borrow', 'sell']);
    // Above par a sale gives up nothing, so even a negative rate may be beaten.
    expect(sources(view({ bid: { ...bid, price: 10_200n }, rate: decimal('-0.05') }))).toEqual(['sell', 'borrow']);
  });

  it('refuses a name nobody has', () => {
    expect(() => liquidityPolicy('constructor' as 'none')).toThrow(/must be one of sell-first/);
  });
});

describe('needs and spare money', () => {
  function economy(): Pick<MoneyMarketPorts, 'ledger' | 'contracts'> {
    const ledger = createLedger({ moneyDecimals: 2 });
    ledger.issue('reserves', 'CB');
    for (const agent of ['A', 'B']) ledger.open(agent);
    return { ledger, contracts: createContracts(ledger) };
  }

  it('come from all debts within the horizon', () => {
    const { ledger, contracts } = economy();
    ledger.transfer({ day: 0, kind: 'start', asset: 'reserves', from: 'CB', to: 'A', amount: decimal('50.00') });
    const owe = (amount: string, dueDay: number, kind: string): void => {
      contracts.issue({ kind, debtor: 'A', creditor: 'B', amount: decimal(amount), dueDay });
    };
    owe('30.00', 1, 'payable');
    owe('15.00', 2, 'call-loan');
    owe('40.00', 4, 'payable');
    const a = quanta(ledger).find('A');
    const at = (horizonDays: number, reserveDays: number, buffer = '0'): readonly bigint[] => {
      const reader = liquidityReader({ ledger, contracts }, { horizonDays, reserveDays, buffer });
      return [reader.need(a, 1), reader.spare(a, 1)];
    };
    expect(at(0, 0)).toEqual([0n, 2000n]);
    expect(at(1, 1)).toEqual([0n, 500n]);
    expect(at(3, 1, '5.00')).toEqual([3500n, 0n]);
    const usual = liquidityReader({ ledger, contracts });
    expect([usual.need(a, 1), usual.spare(a, 1), usual.need(a, 4), usual.spare(a, 4)]).toEqual([0n, 500n, 0n, 1000n]);
    expect(liquidityPositions(ledger, new Map([['A', '60']])).map(({ surplus }) => surplus.toString())).toEqual([
      '-10',
    ]);
  });

  it('refuses horizons that are no days, and a buffer between two quanta', () => {
    const { ledger, contracts } = economy();
    expect(() =>
      liquidityReader({ ledger, contracts }, { horizonDays: -1, reserveDays: 0.5, buffer: '0.001' }),
    ).toThrow(/horizonDays must be.*reserveDays must be.*buffer must be/);
  });
});
