import { decimal, planSettlement } from '@bagehot/kernel';
import { moneyGrid, planPayments, toQuanta } from '@bagehot/kernel/quanta';
import { expect, it } from 'vitest';
import { goldenCases } from '../../../test/golden.js';

interface SettlementCase {
  readonly id: string;
  readonly tag: string;
  readonly scale: number;
  readonly S: string;
  readonly issuer_cash: string;
  readonly holders: readonly { readonly id: string; readonly tickets: number }[];
  readonly total_due: string;
  readonly total_paid: string;
  readonly recovery_rate: string;
  readonly default: boolean;
  readonly issuer_cash_after: string;
  readonly payouts: readonly { readonly id: string; readonly exact: string; readonly amount: string }[];
}

for (const one of goldenCases<SettlementCase>('dealer/settlement.json', 'cases'))
  it(`${one.id} ${one.tag}`, () => {
    const grid = moneyGrid(one.scale);
    const available = decimal(one.issuer_cash);
    const claims = one.holders.map(({ id, tickets }) => ({
      contract: 'due',
      holder: id,
      face: decimal(one.S).times(tickets),
    }));
    const plan = planSettlement(available, claims, { quantum: grid.quantum });

    expect(plan.due.toString()).toBe(one.total_due);
    expect(plan.paid.toString()).toBe(one.total_paid);
    expect(plan.recoveryRate.toString()).toBe(one.recovery_rate);
    expect(plan.recoveryRate.lt(1)).toBe(one.default);
    expect(available.minus(plan.paid).toString()).toBe(one.issuer_cash_after);
    expect(plan.payments.map(({ holder, amount }) => [holder, amount.toString()])).toEqual(
      one.payouts.map(({ id, amount }) => [id, amount]),
    );
    for (const [i, { exact }] of one.payouts.entries())
      expect(plan.payments[i]?.amount.minus(exact).abs().lt(grid.quantum), `${claims[i]?.holder}: ${exact}`).toBe(true);

    const faces = claims.map(({ face }) => toQuanta(grid, face));
    const { payments } = planPayments(toQuanta(grid, available), faces);
    expect(payments).toEqual(one.payouts.map(({ amount }) => toQuanta(grid, amount)));
  });
