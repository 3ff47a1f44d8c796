import { decimal } from '@bagehot/kernel';
import type { RingAction, RingRules } from '@bagehot/ring';
import { composeDay, createEconomy, type DayParts, type Economy, simulate } from '@bagehot/sim';
import { checkEconomy } from '@bagehot/sim/testing';
import { describe, expect, it } from 'vitest';

/** Nobody lends but the central bank, for a day, against claims. */
const parts: DayParts = {
  moneyMarket: { asset: 'cash', withdraw: { fromDay: 0, share: 1 } },
  facilities: { lendingSpread: 0, collateral: { haircut: 0 }, autoDeposit: false },
};

interface World {
  readonly banks?: readonly string[];
  readonly initialActions: readonly RingAction[];
  readonly schedule?: readonly { readonly day: number; readonly action: RingAction }[];
}

function played({ banks = [], initialActions, schedule = [] }: World, rules: RingRules): Economy {
  const economy = createEconomy({ seed: 1 });
  const agents = [
    { id: 'CB', kind: 'central_bank' as const },
    ...banks.map((id) => ({ id, kind: 'bank' as const })),
    ...['H1', 'H2', 'H3', 'H4'].map((id) => ({ id, kind: 'household' as const })),
  ];
  const phases = composeDay(economy, parts);
  simulate(economy, { agents, initialActions }, { maxDays: 6, phases, schedule, rules, ...checkEconomy() });
  return economy;
}

const owes = (from: string, to: string, amount: number, dueDay: number): RingAction => ({
  kind: 'create_payable',
  from,
  to,
  amount,
  dueDay,
});

describe.each(['sequential', 'multipass', 'clearing'] as const)('a loan, settled by %s,', (settlement) => {
  it('is paid once, also if its pledge falls due with it and its borrower pays first', () => {
    const economy = played(
      {
        initialActions: [
          { kind: 'mint_cash', to: 'H2', amount: 4 },
          { kind: 'mint_cash', to: 'H4', amount: 10 },
          // Its due day is the loan's: H1's debts of that day are settled before what H2 owes.
          owes('H1', 'H3', 1, 3),
          owes('H1', 'H3', 2, 2),
          owes('H2', 'H1', 4, 3),
        ],
        schedule: [{ day: 3, action: { kind: 'transfer_cash', fromAgent: 'H4', toAgent: 'H1', amount: 10 } }],
      },
      { settlement },
    );
    expect(economy.events.of('FacilityLending').map(({ amount, rate }) => `${amount} at ${rate}`)).toEqual([
      '2 at 0.05',
    ]);
    const interest = decimal('0.000277777778');
    expect(economy.ledger.cash('CB').toFixed()).toBe(decimal(-14).plus(interest).toFixed());
    expect(economy.ledger.cash('H1').toFixed()).toBe(
      decimal(10 - 1 - 2 + 4)
        .minus(interest)
        .toFixed(),
    );
  });
});

it('custody is paid in deposits where there are banks: the central bank takes them, and the pledger gets money of the market', () => {
  const economy = played(
    {
      banks: ['B1'],
      initialActions: [
        { kind: 'mint_cash', to: 'H2', amount: 60 },
        { kind: 'deposit_cash', customer: 'H2', bank: 'B1', amount: 60 },
        owes('H1', 'H3', 45, 1),
        owes('H2', 'H1', 60, 2),
      ],
    },
    {},
  );
  const exchanged = economy.events
    .of('Transferred')
    .map(({ asset, from, to, amount }) => [asset, from, to, `${amount}`]);
  const pledged = economy.events.of('ClaimPledged').map(({ face }) => face.toFixed());
  expect(exchanged).toEqual([['deposit/B1', 'CB/custody', 'CB', pledged[0]]]);
  expect(economy.events.of('AgentDefaulted')).toEqual([]);
  // 45 for a day at 5 % cost 0.00625.
  expect(economy.ledger.balance('H1', 'deposit/B1').toFixed()).toBe('14.99375');
});
