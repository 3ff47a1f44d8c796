import type { EventRecord } from '@bagehot/kernel';
import {
  type BalanceRow,
  balanceCells,
  balanceRows,
  createRecordStream,
  parseScenario,
  replayBalances,
  runScenario,
} from '@bagehot/sim';
import { describe, expect, it } from 'vitest';

/** People with accounts, and a bank that fails on day 2. */
const BANKED = {
  version: 1,
  name: 'banked',
  scale: 2,
  agents: [
    { id: 'CB', kind: 'central_bank' },
    { id: 'B1', kind: 'bank' },
    { id: 'B2', kind: 'bank' },
    { id: 'H1', kind: 'household' },
    { id: 'H2', kind: 'household' },
    { id: 'F1', kind: 'firm' },
  ],
  initial_actions: [
    { mint_reserves: { to: 'B1', amount: 30 } },
    { transfer_reserves: { from_bank: 'B1', to_bank: 'B2', amount: '12.5' } },
    { mint_cash: { to: 'H1', amount: 50 } },
    { mint_cash: { to: 'F1', amount: 40 } },
    { transfer_cash: { from_agent: 'H1', to_agent: 'H2', amount: 5 } },
    { deposit_cash: { customer: 'H1', bank: 'B1', amount: 40 } },
    { deposit_cash: { customer: 'F1', bank: 'B2', amount: 40 } },
    { withdraw_cash: { customer: 'H1', bank: 'B1', amount: 3 } },
    { client_payment: { payer: 'H1', payee: 'H2', amount: 7 } },
    { client_payment: { payer: 'F1', payee: 'H1', amount: '9.99' } },
    { create_payable: { from: 'B1', to: 'F1', amount: 500, due_day: 2 } },
    { create_payable: { from: 'H2', to: 'F1', amount: 20, due_day: 1, alias: 'A' } },
    { transfer_claim: { contract_alias: 'A', to_agent: 'H2', face: 15 } },
  ],
  scheduled_actions: [{ day: 1, action: { transfer_reserves: { from_bank: 'B1', to_bank: 'B2', amount: 1 } } }],
  run: { max_days: 6 },
};

const created = (agent: string, kind: string): EventRecord => ({
  kind: 'AgentCreated',
  day: 0,
  agent,
  agent_kind: kind,
});
const opening = [created('CB', 'central_bank'), created('H1', 'household'), created('H2', 'household')];
const payable = { kind: 'PayableCreated', day: 0, contract: 'P1', debtor: 'H1', creditor: 'H2', amount: '5' };
const minted = { kind: 'CashMinted', day: 0, to: 'H1', amount: '5' };

describe('balances replayed from records', () => {
  it('are those of the run, with banks, their customers and a bank that fails', () => {
    const records: EventRecord[] = [];
    const kept: BalanceRow[] = [];
    const { defaulted } = runScenario(parseScenario(BANKED), {
      sinks: [createRecordStream((record) => records.push(record))],
      onDay: (day, run) => kept.push(...balanceRows(run.system, day)),
    });
    expect(defaulted).toContain('B1');
    const kinds = new Set(records.map(({ kind }) => kind));
    for (const kind of [
      'CashWithdrawn',
      'IntraBankPayment',
      'ClientPayment',
      'ObligationExtinguished',
      'InterbankCleared',
    ])
      expect(kinds, kind).toContain(kind);
    expect(Array.from(replayBalances(records), balanceCells)).toEqual(kept.map(balanceCells));
  });

  it.each<[string, EventRecord]>([
    ['the agent H9 was never created', { ...minted, to: 'H9' }],
    ['the contract P1 exists already', payable],
    [
      'the contract P9 is not open',
      { kind: 'PayableSettled', day: 1, contract: 'P9', debtor: 'H1', creditor: 'H2', amount: '5' },
    ],
    [
      'H1 has no claim of 5 on P1',
      { kind: 'ClaimTransferred', day: 1, contract: 'P1', from: 'H1', to: 'H2', face: '5' },
    ],
    ['amount is no amount: "five"', { ...minted, amount: 'five' }],
    ['to must be a text, but is 7', { ...minted, to: 7 }],
  ])('refuse a record that does not fit: %s', (reason, record) => {
    const records = [...opening, payable, record];
    expect(() => [...replayBalances(records)]).toThrow(
      expect.objectContaining({
        code: 'INVALID_RECORD',
        details: { line: 5, reason },
        message: `record 5 (${record['kind']}): ${reason}`,
      }),
    );
  });

  it('need somebody who could have issued money', () => {
    expect(() => [...replayBalances([created('H1', 'household'), minted])]).toThrow('no central bank');
  });

  it('end with the state at the stop when the run stopped inside a day', () => {
    const day = { kind: 'PhaseA', day: 0 };
    const rows = [...replayBalances([...opening, day, minted])];
    expect(rows.map(({ agent, cash }) => `${agent} ${cash}`)).toEqual(['CB -5', 'H1 5', 'H2 0']);
    expect([...replayBalances([...opening, day, minted, { kind: 'DayEnd', day: 0 }])]).toEqual(rows);
  });
});
