import { decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { type DaySettlement, type RingAudit, ringInvariants, type TradingPhase } from '@bagehot/ring';
import { describe, expect, it } from 'vitest';
import { type StartedRing, start } from './started-ring.js';

/** H1 has paid H2 5 of 6 on day 0 and defaulted; F1 owes H2 7 on day 3 and holds 4 in cash and 6 at B1. */
function afterDefault(phases: readonly TradingPhase[] = []): StartedRing {
  return start(
    [
      { kind: 'mint_cash', to: 'H1', amount: 5 },
      { kind: 'mint_cash', to: 'F1', amount: 10 },
      { kind: 'deposit_cash', customer: 'F1', bank: 'B1', amount: 6 },
      { kind: 'create_payable', from: 'H1', to: 'H2', amount: 6, dueDay: 0 },
      { kind: 'create_payable', from: 'F1', to: 'H2', amount: 7, dueDay: 3 },
    ],
    { phases },
  );
}

/** What each broken law says. */
const complaints = (audit: RingAudit): readonly string[] =>
  ringInvariants.flatMap((law) => {
    const violation = law.check(audit);
    return violation === undefined
      ? []
      : [`${violation.invariant} ${violation.message.replace(/^before day \d+: /, '')}`];
  });

describe('the laws of the ring', () => {
  it('hold after a day with a default', () => {
    const { ring } = afterDefault();
    ring.runDay();
    expect(ring.defaulted()).toEqual(['H1']);
    expect(complaints(ring.audit())).toEqual([]);
  });

  it.each<[string, (started: StartedRing) => Partial<RingAudit> | undefined, readonly string[]]>([
    [
      'a contract that left the lists, but not its holder',
      ({ contracts }) => {
        quanta(contracts).steps.table.close(1);
        return undefined;
      },
      ['I1 there are 0 claims, but 1 are held'],
    ],
    [
      'an agent below zero',
      ({ ledger }) => {
        const accounts = quanta(ledger);
        accounts.column('cash').unmove(accounts.indexOf('H2'), accounts.indexOf('B2'), 1n);
        return undefined;
      },
      ['I4 B2 holds -1 quanta of cash'],
    ],
    [
      'a contract for nothing',
      ({ contracts }) => {
        quanta(contracts).steps.table.amounts.set(1, 0n);
        return undefined;
      },
      ['I4 P2 is open for 0 quanta', 'I5 claims on P2 add up to 7, the contract is 0 quanta'],
    ],
    [
      'cash nobody issued',
      ({ ring }) => ({ expectedCash: ring.audit().expectedCash - 1n }),
      ['I7 15 quanta of cash circulate, not 14'],
    ],
    [
      'a new debt of whoever defaulted',
      ({ contracts }) => {
        contracts.issue({ kind: 'loan', debtor: 'H1', creditor: 'H2', amount: decimal(1), dueDay: 9 });
        return undefined;
      },
      ['I8 H1 has defaulted, and owes L1'],
    ],
    [
      'a debt of yesterday',
      ({ contracts }) => {
        contracts.issue({ kind: 'loan', debtor: 'H2', creditor: 'F1', amount: decimal(1), dueDay: 0 });
        return undefined;
      },
      ['I9 L1 was due on day 0'],
    ],
    [
      'a payment beyond what was due',
      ({ ring }) => {
        const { contracts, ...rest } = ring.settlement as DaySettlement;
        return {
          settlement: {
            ...rest,
            contracts: contracts.map((one) => ({ ...one, contract: one.contract, paidQuanta: 7n })),
          },
        };
      },
      ['I10 7 of 6 quanta of P1 were paid'],
    ],
    ['a debtor in default that nobody flagged', () => ({ defaulted: [] }), ['I10 5 of 6 quanta of P1 were paid']],
  ])('notice %s', (_, tamper, expected) => {
    const started = afterDefault();
    started.ring.runDay();
    const changes = tamper(started);
    expect(complaints({ ...started.ring.audit(), ...changes })).toEqual(expected);
  });

  it('are asked every day, and stop a phase that breaks them', () => {
    const { ring } = afterDefault([
      {
        name: 'careless',
        at: 'C',
        trade: ({ contracts }, day) => {
          contracts.issue({ kind: 'loan', debtor: 'H2', creditor: 'F1', amount: decimal(1), dueDay: day });
        },
      },
    ]);
    expect(() => ring.runDay()).toThrow(
      expect.objectContaining({ code: 'INVARIANT_VIOLATED', message: expect.stringContaining('L1 was due on day 0') }),
    );
  });
});
