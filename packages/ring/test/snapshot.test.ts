import { createContracts, createEventLog, createLedger, createRandom } from '@bagehot/kernel';
import { createRing, type RingAction, type RingEvent, type RingPorts } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { linesOf } from './scenario-run.js';
import { AGENTS, type StartedRing, start } from './started-ring.js';

/** The same ring again, from the JSON text of its snapshots. */
function resume(
  { ring, ledger, contracts }: StartedRing,
  initialActions: readonly RingAction[],
  ports: Partial<RingPorts> = {},
): StartedRing {
  const text = JSON.stringify([ledger.snapshot(), contracts.snapshot(), ring.snapshot()]);
  const [ledgerState, contractState, ringState] = JSON.parse(text);
  const again = createLedger({ from: ledgerState });
  const events = createEventLog<RingEvent>();
  const register = createContracts(again, contractState);
  const resumed = createRing(
    { agents: AGENTS, initialActions },
    { ledger: again, contracts: register, random: createRandom(1), events, ...ports },
    ringState,
  );
  return { ring: resumed, ledger: again, contracts: register, log: events.events };
}

describe('a resumed ring', () => {
  it('knows the aliases, also of contracts that are gone', () => {
    const actions: readonly RingAction[] = [
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 5, alias: 'open' },
      { kind: 'create_payable', from: 'F1', to: 'H2', amount: 9, dueDay: 5, alias: 'gone' },
      { kind: 'transfer_claim', contractAlias: 'gone', toAgent: 'F1' },
    ];
    const started = start(actions);
    started.ring.runDay();
    const pass = { day: 1, action: { kind: 'transfer_claim', contractAlias: 'open', toAgent: 'F1' } } as const;
    const { ring, contracts } = resume(started, actions, {
      schedule: [
        pass,
        { day: 2, action: { kind: 'create_payable', from: 'H1', to: 'F1', amount: 1, dueDay: 3, alias: 'gone' } },
      ],
    });
    expect(ring.system.aliasOf('P1')).toBe('open');
    expect(ring.runDay()).toBe('active');
    expect(contracts.get('P1')?.claims.map(({ holder }) => holder)).toEqual(['F1']);
    expect(ring.runDay()).toBe('error');
    expect(ring.halt).toMatchObject({ reason: 'scheduled-action-failed', code: 'ALIAS_EXISTS' });
  });

  it('nets on the first evening what banks paid each other before the first day', () => {
    const actions: readonly RingAction[] = [
      { kind: 'mint_cash', to: 'H1', amount: 50 },
      { kind: 'mint_cash', to: 'H2', amount: 50 },
      { kind: 'deposit_cash', customer: 'H1', bank: 'B1', amount: 50 },
      { kind: 'deposit_cash', customer: 'H2', bank: 'B2', amount: 50 },
      { kind: 'client_payment', payer: 'H1', payee: 'H2', amount: 20 },
      { kind: 'client_payment', payer: 'H2', payee: 'H1', amount: 45 },
    ];
    const started = start(actions);
    const resumed = resume(started, actions);
    const opening = started.log.length;
    started.ring.runDay();
    resumed.ring.runDay();
    expect(linesOf(resumed.log)).toEqual(linesOf(started.log.slice(opening)));
    expect(resumed.log.find(({ kind }) => kind === 'InterbankOvernightCreated')).toMatchObject({
      debtorBank: 'B2',
      creditorBank: 'B1',
    });
  });

  it('remembers who defaulted: nobody contracts with them, whatever a new schedule says', () => {
    const actions: readonly RingAction[] = [
      { kind: 'mint_cash', to: 'H2', amount: 5 },
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 9, dueDay: 0 },
    ];
    const started = start(actions);
    started.ring.runDay();
    const debt = { from: 'H1', to: 'H2', amount: 1, dueDay: 3 };
    for (const action of [
      { kind: 'create_payable', ...debt },
      { kind: 'create_payable', ...debt, from: 'H2', to: 'H1' },
      { kind: 'create_payable', ...debt, from: 'F1', holder: 'H1' },
    ] as const) {
      const { ring } = resume(started, actions, { schedule: [{ day: 1, action }] });
      expect(ring.defaulted()).toEqual(['H1']);
      expect([ring.runDay(), ring.halt]).toMatchObject(['error', { code: 'AGENT_DEFAULTED' }]);
    }
  });
});
