import { createContracts, createLedger, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { economy, promise } from './contract-economy.js';

describe('a snapshot', () => {
  it('holds open contracts, their claims in order, and the counters', () => {
    const { ledger, contracts } = economy();
    contracts.issue(promise('A', 'B', 10, 1));
    contracts.issue(promise('B', 'C', 5, 2, 'loan'));
    contracts.issue(promise('C', 'B', '2.5', 4));
    contracts.remove('P1');
    contracts.transfer('P2', { from: 'B', to: 'D', face: decimal(1) });
    contracts.reduce('P2', decimal('0.5'));
    const snapshot = contracts.snapshot();
    expect(snapshot).toEqual({
      kind: 'contracts',
      version: 1,
      contracts: [
        { id: 'L1', debtor: 'B', creditor: 'C', issued: '5', dueDay: 2, issueDay: 0, claims: [['C', '5']] },
        {
          id: 'P2',
          debtor: 'C',
          creditor: 'B',
          issued: '2.5',
          dueDay: 4,
          issueDay: 0,
          claims: [
            ['B', '1.2'],
            ['D', '0.8'],
          ],
        },
      ],
      counters: [
        ['payable', 3],
        ['loan', 2],
      ],
    });
    const again = createContracts(createLedger({ from: ledger.snapshot() }), JSON.parse(JSON.stringify(snapshot)));
    expect(again.snapshot()).toEqual(snapshot);
    expect(again.issue(promise('A', 'B', 1)).id).toBe('P3');
    expect([again.get('P1'), again.get('P2')?.creditor, again.get('L1')?.dueDay]).toEqual([undefined, 'B', 2]);
  });

  it('is refused in another kind or version, or when its terms do not fit together', () => {
    const { contracts } = economy();
    contracts.issue(promise('A', 'B', 10, 1));
    const sound = contracts.snapshot();
    const [payable] = sound.contracts;
    const restore = (change: object) => (): unknown => createContracts(economy().ledger, { ...sound, ...change });
    const terms = (change: object) => restore({ contracts: [{ ...payable, ...change }] });
    const bad = expect.objectContaining({ code: 'BAD_KERNEL_INPUT' });
    expect(restore({})).not.toThrow();
    expect(restore({ version: 2 })).toThrow(bad);
    expect(restore({ kind: 'ledger' })).toThrow(bad);
    expect(restore({ counters: [['payable', 1]] })).toThrow(bad);
    expect(restore({ contracts: [payable, payable] })).toThrow(bad);
    expect(terms({ id: 'X' })).toThrow(bad);
    expect(terms({ claims: [] })).toThrow(bad);
    expect(terms({ claims: [['A', '10']] })).toThrow(bad);
    expect(
      terms({
        claims: [
          ['B', '5'],
          ['B', '5'],
        ],
      }),
    ).toThrow(bad);
    expect(terms({ claims: [['B', '0']] })).toThrow(bad);
    expect(terms({ claims: [['X', '1']] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(terms({ claims: [['B', '0.001']] })).toThrow(expect.objectContaining({ code: 'OFF_GRID' }));
  });
});
