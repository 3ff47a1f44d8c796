import { createContracts, createLedger, createRandom } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { createRing, type RingAction, type RingEvent, runRing } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { linesOf } from './scenario-run.js';
import { AGENTS, start } from './started-ring.js';

/** Setup events, without the agents. */
function setupOf(log: readonly RingEvent[]): readonly Record<string, unknown>[] {
  const opening = log.slice(
    0,
    log.findIndex(({ kind }) => kind === 'PhaseA'),
  );
  return linesOf(opening)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ kind }) => kind !== 'AgentCreated');
}

describe('actions', () => {
  it('of every kind are carried out and told', () => {
    const { ring, log } = start([
      { kind: 'mint_cash', to: 'H1', amount: 50, alias: 'LIQ_H1' },
      { kind: 'mint_reserves', to: 'B1', amount: 30 },
      { kind: 'transfer_cash', fromAgent: 'H1', toAgent: 'H2', amount: 10 },
      { kind: 'transfer_reserves', fromBank: 'B1', toBank: 'B2', amount: 5 },
      { kind: 'deposit_cash', customer: 'H1', bank: 'B1', amount: 40 },
      { kind: 'withdraw_cash', customer: 'H1', bank: 'B1', amount: 15 },
      { kind: 'client_payment', payer: 'H1', payee: 'H2', amount: 5 },
    ]);
    ring.runDay();
    expect(setupOf(log)).toEqual([
      { kind: 'CashMinted', day: 0, to: 'H1', amount: '50', source: 'scenario' },
      { kind: 'ReservesMinted', day: 0, to: 'B1', amount: '30', source: 'scenario' },
      { kind: 'CashTransferred', day: 0, from: 'H1', to: 'H2', amount: '10', cause: 'action' },
      { kind: 'ReservesTransferred', day: 0, from: 'B1', to: 'B2', amount: '5', cause: 'action' },
      { kind: 'CashDeposited', day: 0, customer: 'H1', bank: 'B1', amount: '40' },
      { kind: 'CashWithdrawn', day: 0, customer: 'H1', bank: 'B1', amount: '15' },
      { kind: 'IntraBankPayment', day: 0, payer: 'H1', payee: 'H2', bank: 'B1', amount: '5' },
    ]);
  });

  it('between two banks are netted on the first evening', () => {
    const { ring, log } = start([
      { kind: 'mint_cash', to: 'H1', amount: 50 },
      { kind: 'mint_cash', to: 'H2', amount: 50 },
      { kind: 'deposit_cash', customer: 'H1', bank: 'B1', amount: 50 },
      { kind: 'deposit_cash', customer: 'H2', bank: 'B2', amount: 50 },
      { kind: 'mint_reserves', to: 'B1', amount: 30 },
      { kind: 'client_payment', payer: 'H1', payee: 'H2', amount: 20 },
    ]);
    ring.runDay();
    expect(log.filter(({ kind }) => /^(Client|Inter)/.test(kind)).map(({ kind }) => kind)).toEqual([
      'ClientPayment',
      'InterbankCleared',
    ]);
  });

  it('create payables with a holder of their own, and pass claims on', () => {
    const { contracts, log, ring } = start([
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 3, alias: 'A', holder: 'F1' },
      { kind: 'transfer_claim', contractAlias: 'A', toAgent: 'H2', face: 4 },
      { kind: 'transfer_claim', contractId: 'P1', fromAgent: 'F1', toAgent: 'B1' },
      { kind: 'transfer_claim', contractId: 'P1', fromAgent: 'H2', toAgent: 'H1', face: 1 },
    ]);
    ring.runDay();
    expect(contracts.get('P1')?.claims.map(({ holder, face }) => [holder, Number(face)])).toEqual([
      ['H2', 3],
      ['B1', 5],
    ]);
    expect(setupOf(log).map(({ kind }) => kind)).toEqual([
      'PayableCreated',
      'ClaimTransferred',
      'ClaimTransferred',
      'ClaimTransferred',
      'ClaimTransferred',
      'ObligationExtinguished',
    ]);
  });

  it('bought back in whole end the debt', () => {
    const { contracts, ring, log } = start([
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 3, alias: 'A' },
      { kind: 'transfer_claim', contractAlias: 'A', toAgent: 'H1' },
    ]);
    expect(contracts.get('P1')).toBeUndefined();
    expect(runRing(ring, { maxDays: 9 })).toBe('stable');
    expect(log.filter(({ kind }) => kind === 'ClaimReduced')).toEqual([]);
  });

  it.each<[string, string, RingAction]>([
    ['an agent nobody knows', 'UNKNOWN_AGENT', { kind: 'mint_cash', to: 'H9', amount: 1 }],
    ['an amount of nothing', 'INVALID_ACTION', { kind: 'mint_cash', to: 'H1', amount: 0 }],
    ['an amount off the grid', 'OFF_GRID', { kind: 'mint_cash', to: 'H1', amount: '0.5' }],
    ['cash for its issuer', 'NOT_ALLOWED', { kind: 'mint_cash', to: 'CB', amount: 1 }],
    ['reserves for a household', 'NOT_ALLOWED', { kind: 'mint_reserves', to: 'H1', amount: 1 }],
    [
      'more cash than there is',
      'INSUFFICIENT_BALANCE',
      { kind: 'transfer_cash', fromAgent: 'H1', toAgent: 'H2', amount: 99 },
    ],
    ['a deposit at a firm', 'NOT_ALLOWED', { kind: 'deposit_cash', customer: 'H1', bank: 'F1', amount: 1 }],
    ['a debt to oneself', 'INVALID_ACTION', { kind: 'create_payable', from: 'H1', to: 'H1', amount: 1, dueDay: 1 }],
    [
      'a debt due before today',
      'INVALID_ACTION',
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 1, dueDay: -1 },
    ],
    [
      'a debt of the central bank',
      'NOT_ALLOWED',
      { kind: 'create_payable', from: 'CB', to: 'H2', amount: 1, dueDay: 1 },
    ],
    [
      'an alias twice',
      'ALIAS_EXISTS',
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 1, dueDay: 1, alias: 'A' },
    ],
    ['an alias nobody gave', 'UNKNOWN_ALIAS', { kind: 'transfer_claim', contractAlias: 'Z', toAgent: 'H2' }],
    ['a claim of one of several', 'HOLDER_AMBIGUOUS', { kind: 'transfer_claim', contractAlias: 'A', toAgent: 'B1' }],
    ['an action there is not', 'INVALID_ACTION', { kind: 'print_money' } as never],
    [
      'a distance of no day',
      'INVALID_ACTION',
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 1, dueDay: 1, maturityDistance: 0 },
    ],
    ['a claim on nothing', 'INVALID_ACTION', { kind: 'transfer_claim', toAgent: 'H2' }],
    [
      'a claim named twice over',
      'INVALID_ACTION',
      { kind: 'transfer_claim', contractAlias: 'A', contractId: 'P1', toAgent: 'H2' },
    ],
    ['a claim on no contract', 'INVALID_ACTION', { kind: 'transfer_claim', contractId: 'P9', toAgent: 'H2' }],
    ['a deposit of the central bank', 'NOT_ALLOWED', { kind: 'deposit_cash', customer: 'CB', bank: 'B1', amount: 1 }],
    ['nobody to pay', 'INVALID_ACTION', { kind: 'mint_cash', amount: 1 } as never],
    ['no amount', 'INVALID_ACTION', { kind: 'mint_cash', to: 'H1' } as never],
  ])('refuse %s, and the ledger is as it was', (_, code, action) => {
    const before: RingAction[] = [
      { kind: 'mint_cash', to: 'H1', amount: 20 },
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 3, alias: 'A' },
      { kind: 'transfer_claim', contractAlias: 'A', toAgent: 'F1', face: 4 },
    ];
    const ledger = createLedger({ moneyDecimals: 0 });
    const ports = { ledger, contracts: createContracts(ledger), random: createRandom(1) };
    const empty = JSON.stringify(ledger.snapshot());
    expect(() => createRing({ agents: AGENTS, initialActions: [...before, action] }, ports)).toThrow(
      expect.objectContaining({
        code: 'INVALID_WORLD',
        details: { field: 'initialActions[3]', reason: expect.any(String) },
        cause: expect.objectContaining({ code }),
      }),
    );
    expect(JSON.stringify(ledger.snapshot())).toBe(empty);
  });

  it('that fail in B1 are undone and end the run with outcome error', () => {
    const { ring, ledger, log } = start([{ kind: 'mint_cash', to: 'H1', amount: 20 }], {
      schedule: [
        {
          day: 1,
          action: {
            name: 'raid',
            agents: ['H1'],
            apply(system) {
              const transfer = { day: 1, kind: 'raid', asset: 'cash', from: 'H1', to: 'H2' };
              system.ledger.transfer({ ...transfer, amount: system.money('H1') });
              system.ledger.transfer({ ...transfer, amount: system.money('H2') });
            },
          },
        },
      ],
    });
    expect([ring.runDay(), ring.runDay()]).toEqual(['active', 'error']);
    expect(ring.halt).toMatchObject({ reason: 'scheduled-action-failed', action: 'raid', day: 1 });
    expect(Number(ledger.cash('H1'))).toBe(20);
    expect(ring.daysRun).toBe(2);
    const logged = log.length;
    expect(ring.runDay()).toBe('error');
    expect(log.length).toBe(logged);
    expect(linesOf(log).at(-1)).toContain('"kind":"RunStopped","day":1,"outcome":"error"');
  });

  it('of later days are cancelled when an agent they name, or a contract that goes with it, is gone', () => {
    const { ring, log } = start(
      [
        { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 1, alias: 'A' },
        { kind: 'create_payable', from: 'H1', to: 'F1', amount: 9, dueDay: 5, alias: 'Z' },
      ],
      {
        schedule: [
          { day: 3, action: { kind: 'transfer_claim', contractAlias: 'Z', toAgent: 'H2' } },
          { day: 2, action: { kind: 'mint_cash', to: 'H1', amount: 1 } },
          { day: 2, action: { kind: 'mint_cash', to: 'H2', amount: 1 } },
          { day: 2, action: { name: 'gift', agents: ['H2', 'H1'], apply: () => undefined } },
          { day: 1, action: { kind: 'mint_cash', to: 'H1', amount: 1 } },
        ],
      },
    );
    ring.runDay();
    ring.runDay();
    expect(
      log.flatMap((event) =>
        event.kind === 'ScheduledActionCancelled' ? [[event.agent, event.scheduledDay, event.action]] : [],
      ),
    ).toEqual([
      ['H1', 2, 'mint_cash'],
      ['H1', 2, 'gift'],
      ['H1', 3, 'transfer_claim'],
    ]);
  });
});

describe('fail-fast', () => {
  it('leaves the failing obligation as it was', () => {
    const { ring, contracts, ledger } = start(
      [
        { kind: 'mint_cash', to: 'H1', amount: 20 },
        { kind: 'create_payable', from: 'H1', to: 'H2', amount: 5, dueDay: 1 },
        { kind: 'create_payable', from: 'H1', to: 'F1', amount: 30, dueDay: 1 },
      ],
      { rules: { defaultHandling: 'fail-fast' } },
    );
    expect(runRing(ring, { maxDays: 9 })).toBe('halted');
    expect(ring.halt).toMatchObject({ reason: 'default', day: 1, contract: 'P2', debtor: 'H1' });
    expect(Number(ring.halt?.shortfall)).toBe(15);
    expect(Number(ledger.cash('H1'))).toBe(15);
    expect(quanta(contracts).amountOf(1)).toBe(30n);
    expect(ring.defaulted()).toEqual([]);
  });
});

describe('estates', () => {
  it('share what a phase sends to a defaulted agent, too', () => {
    const { ring, ledger, log } = start([{ kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 0 }], {
      schedule: [
        {
          day: 1,
          action: {
            agents: [],
            apply: ({ ledger: book }) =>
              book.transfer({ day: 1, kind: 'gift', asset: 'cash', from: 'CB', to: 'H1', amount: book.quantum }),
          },
        },
      ],
      rules: { estate: 'pro-rata' },
    });
    ring.runDay();
    ring.runDay();
    expect(Number(ledger.cash('H2'))).toBe(1);
    expect(log.some(({ kind }) => kind === 'EstateDistributed')).toBe(true);
  });
});
