import { describe, expect, it } from 'vitest';
import { chainsOf, failuresOf } from '../src/cascade.js';
import { settlementFlow } from '../src/flow.js';
import { readLog } from '../src/run-log.js';

const failed = (day: number, debtor: string, creditor: string, paid: string, short: string): object[] => [
  {
    day,
    kind: 'ObligationDefaulted',
    contract: `P_${debtor}`,
    debtor,
    creditor,
    amount_paid: paid,
    shortfall: short,
    original_amount: '10',
  },
  {
    day,
    kind: 'AgentDefaulted',
    agent: debtor,
    trigger_contract: `P_${debtor}`,
    shortfall: short,
    recovery_rate: '0.4',
  },
];

describe('defaults', () => {
  it('are followed from loss to loss', () => {
    const log = readLog([
      ...failed(1, 'A', 'B', '4', '6'),
      { day: 1, kind: 'ObligationWrittenOff', contract: 'P9', debtor: 'A', creditor: 'C', amount: '3' },
      ...failed(2, 'B', 'D', '4', '6'),
      ...failed(2, 'E', 'A', '4', '6'),
      ...failed(3, 'C', 'A', '0', '10'),
      ...failed(4, 'D', 'F', '4', '6'),
    ]);
    const failures = failuresOf(log);
    expect(failures.map(({ agent, hits, next }) => [agent, hits.map(({ from }) => from), next])).toEqual([
      ['A', [], ['B', 'C']],
      ['B', ['A'], ['D']],
      ['E', [], []],
      ['C', ['A'], []],
      ['D', ['B'], []],
    ]);
    const [first] = failures;
    expect([first?.writtenOffCount, first?.writtenOff.toString(), first?.due.toString()]).toEqual([1, '3', '10']);
    expect(chainsOf(failures).map((chain) => chain.map(({ agent }) => agent))).toEqual([
      ['A', 'B', 'D'],
      ['A', 'C'],
    ]);
  });

  it('hit the holders in proportion to what they were paid', () => {
    const partial = {
      day: 1,
      kind: 'PartialSettlement',
      contract: 'P_A',
      debtor: 'A',
      holders: [
        { holder: 'B', amount: '3' },
        { holder: 'C', amount: '1' },
      ],
    };
    const [, b, c] = failuresOf(
      readLog([
        partial,
        ...failed(1, 'A', 'B', '4', '6'),
        ...failed(2, 'B', 'X', '0', '10'),
        ...failed(2, 'C', 'X', '0', '10'),
      ]),
    );
    expect([b?.hits[0]?.amount.toString(), c?.hits[0]?.amount.toString()]).toEqual(['4.5', '1.5']);
  });

  it('of a stand-alone market are read from its own records', () => {
    const payouts = [{ holder_id: 'B', face: '4', amount: '1' }];
    const first = {
      day: 1,
      kind: 'Default',
      issuer_id: 'A',
      n_tickets: 4,
      total_due: '4',
      total_paid: '1',
      recovery_rate: '0.25',
      payouts,
    };
    const log = readLog([first, { ...first, day: 2, issuer_id: 'B', payouts: [] }]);
    expect(failuresOf(log).map(({ agent, hits }) => [agent, hits.map(({ amount }) => amount.toString())])).toEqual([
      ['A', []],
      ['B', ['3']],
    ]);
    const flow = settlementFlow(log);
    expect(flow.total.toString()).toBe('2');
  });
});
