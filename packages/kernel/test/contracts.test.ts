import {
  type Contract,
  type ContractRegister,
  createContracts,
  createLedger,
  decimal,
  type KernelError,
  type KernelErrors,
  type Ledger,
  replayJournal,
} from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

interface Economy {
  readonly ledger: Ledger;
  readonly contracts: ContractRegister;
}

function economy(agents: readonly string[] = ['A', 'B', 'C', 'D']): Economy {
  const ledger = createLedger({ moneyDecimals: 2 });
  for (const agent of agents) ledger.open(agent);
  return { ledger, contracts: createContracts(ledger) };
}

const promise = (debtor: string, creditor: string, amount: string | number, dueDay = 3, kind = 'payable') => ({
  kind,
  debtor,
  creditor,
  amount: decimal(amount),
  dueDay,
});

const claims = (contract: Contract | undefined): string[] =>
  (contract?.claims ?? []).map(({ holder, face }) => `${holder} ${face}`);

function refused<Code extends keyof KernelErrors>(
  of: Economy,
  call: () => void,
  code: Code,
  details: KernelErrors[Code],
): void {
  const before = JSON.stringify([of.ledger.snapshot(), of.contracts.snapshot(), [...of.ledger.journal]]);
  let caught: Partial<KernelError> = {};
  try {
    call();
  } catch (error) {
    caught = error as KernelError;
  }
  expect({ code: caught.code, details: caught.details }).toEqual({ code, details });
  expect(JSON.stringify([of.ledger.snapshot(), of.contracts.snapshot(), [...of.ledger.journal]])).toBe(before);
}

describe('a contract', () => {
  it('is issued with one claim, the creditor’s, and an id that counts its kind', () => {
    const { ledger, contracts } = economy();
    quanta(ledger).day = 2;
    const first = contracts.issue(promise('A', 'B', '12.5'));
    expect(JSON.parse(JSON.stringify(first))).toEqual({
      id: 'P1',
      kind: 'payable',
      debtor: 'A',
      creditor: 'B',
      amount: '12.5',
      dueDay: 3,
      issueDay: 2,
      claims: [{ holder: 'B', face: '12.5' }],
    });
    const kinds = ['loan', 'payable', 'bond', 'a:1', 'bond', 'loan'];
    expect(kinds.map((kind) => contracts.issue(promise('A', 'B', 1, 3, kind)).id)).toEqual([
      'L1',
      'P2',
      'bond:1',
      'a:1:1',
      'bond:2',
      'L2',
    ]);
    expect(contracts.get('a:1:1')?.kind).toBe('a:1');
    for (const id of [
      'P3',
      'P01',
      'p1',
      'payable:1',
      'loan:1',
      'bond:0',
      'bond',
      '',
      'P',
      '__proto__:1',
      'P99999999999',
    ])
      expect(contracts.get(id)).toBeUndefined();
  });

  it('passes on in parts; holders stand in order of first acquisition, one that comes back at the end', () => {
    const { contracts } = economy();
    contracts.issue(promise('A', 'B', 10));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4) });
    contracts.transfer('P1', { from: 'B', to: 'D', face: decimal(6) });
    contracts.transfer('P1', { from: 'C', to: 'B', face: decimal(1) });
    contracts.transfer('P1', { from: 'D', to: 'C', face: decimal(2) });
    expect(claims(contracts.get('P1'))).toEqual(['C 5', 'D 4', 'B 1']);
    expect(contracts.get('P1')?.creditor).toBe('B');
  });

  it('is extinguished as far as its debtor gets hold of it', () => {
    const { ledger, contracts } = economy();
    contracts.issue(promise('A', 'B', 10));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4) });
    contracts.transfer('P1', { from: 'C', to: 'A', face: decimal(3) });
    expect([contracts.get('P1')?.amount.toString(), ...claims(contracts.get('P1'))]).toEqual(['7', 'B 6', 'C 1']);
    contracts.transfer('P1', { from: 'B', to: 'A', face: decimal(6), kind: 'trade' });
    contracts.transfer('P1', { from: 'C', to: 'A', face: decimal(1) });
    expect(contracts.get('P1')).toBeUndefined();
    const said = [...ledger.journal]
      .slice(-5)
      .map((entry) => (entry.op === 'agent' ? '' : `${entry.op} ${'kind' in entry ? entry.kind : ''}`));
    expect(said).toEqual([
      'claim trade',
      'extinguish trade',
      'claim transfer',
      'extinguish transfer',
      'remove transfer',
    ]);
  });

  it('is reduced over its claims in proportion, ties to the earlier one', () => {
    const { contracts } = economy();
    contracts.issue(promise('A', 'B', 3));
    for (const to of ['C', 'D']) contracts.transfer('P1', { from: 'B', to, face: decimal(1) });
    contracts.reduce('P1', decimal('0.01'));
    contracts.reduce('P1', decimal('0.02'));
    expect(claims(contracts.get('P1'))).toEqual(['B 0.99', 'C 0.99', 'D 0.99']);
    contracts.reduce('P1', decimal('2.96'));
    expect(claims(contracts.get('P1'))).toEqual(['D 0.01']);
    contracts.reduce('P1', decimal('0.01'));
    expect(contracts.get('P1')).toBeUndefined();
  });

  it('leaves its last claims readable when it is removed', () => {
    const { ledger, contracts } = economy();
    contracts.issue(promise('A', 'B', 5));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(2) });
    const register = quanta(contracts);
    const seen: unknown[] = [];
    quanta(ledger).observe((row) => {
      if (row.op === 'remove') seen.push(register.lastClaims(row.contract));
    });
    contracts.remove('P1');
    expect(seen).toEqual([
      [
        { holder: 1, face: 300n },
        { holder: 2, face: 200n },
      ],
    ]);
    expect([register.find('P1'), register.isOpen(0), register.amountOf(0), register.issuedAmountOf(0)]).toEqual([
      0,
      false,
      500n,
      500n,
    ]);
    expect([register.receivable(1), register.payable(0)]).toEqual([0n, 0n]);
  });

  it('may have a thousand holders', () => {
    const names = Array.from({ length: 1000 }, (_, k) => `H${k}`);
    const { ledger, contracts } = economy(['A', 'B', ...names]);
    contracts.issue(promise('A', 'B', 2000));
    const before = JSON.stringify(contracts.snapshot());
    const spread = (): void => {
      for (const to of names) contracts.transfer('P1', { from: 'B', to, face: decimal(2) });
      for (const [k, from] of names.entries())
        if (k % 3 === 0) contracts.transfer('P1', { from, to: 'B', face: decimal(2) });
      for (const [k, from] of names.entries())
        if (k % 3 === 1) contracts.transfer('P1', { from, to: 'H2', face: decimal(1) });
    };
    expect(() =>
      ledger.transaction(() => {
        spread();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify(contracts.snapshot())).toBe(before);
    spread();
    const held = contracts.get('P1')?.claims ?? [];
    expect(held).toHaveLength(667);
    expect([held[0]?.holder, held[1]?.holder, held[666]?.holder]).toEqual(['H1', 'H2', 'B']);
    expect([held[1]?.face.toString(), held[666]?.face.toString()]).toEqual(['335', '668']);
    const register = quanta(contracts);
    expect([register.claimHolder(0, 5), register.claimHolder(0, 2), register.claimFace(0, 666)]).toEqual([
      10,
      6,
      66800n,
    ]);
  });
});

describe('the register', () => {
  it('lists open contracts by due day, debtor and holder, in creation order', () => {
    const { contracts } = economy();
    for (const [debtor, creditor, day] of [
      ['A', 'B', 5],
      ['B', 'C', 2],
      ['A', 'C', 2],
      ['A', 'B', 2],
    ] as const)
      contracts.issue(promise(debtor, creditor, 1, day));
    contracts.transfer('P2', { from: 'C', to: 'A', face: decimal('0.5') });
    const ids = (list: readonly Contract[]): string[] => list.map(({ id }) => id);
    expect(ids(contracts.dueOn(2))).toEqual(['P2', 'P3', 'P4']);
    expect(ids(contracts.dueOn(9))).toEqual([]);
    expect(ids(contracts.owedBy('A'))).toEqual(['P1', 'P3', 'P4']);
    expect(ids(contracts.heldBy('A'))).toEqual(['P2']);
    expect(ids(contracts.heldBy('C'))).toEqual(['P2', 'P3']);
    expect(ids(contracts.heldBy('D'))).toEqual([]);
    contracts.remove('P3');
    expect(ids(contracts.dueOn(2))).toEqual(['P2', 'P4']);
    const register = quanta(contracts);
    expect([register.dueDays(0), register.dues(0, 2), register.dues(0, 3)]).toEqual([[2, 5], 100n, 0n]);
    expect([register.payable(0), register.receivable(0), register.receivable(3)]).toEqual([200n, 50n, 0n]);
    expect(register.faceOf(1, 3)).toBe(0n);
  });

  it('takes back everything with its transaction, ids too', () => {
    const { ledger, contracts } = economy();
    contracts.issue(promise('A', 'B', 10, 1));
    contracts.issue(promise('A', 'C', 10, 1));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4) });
    const before = JSON.stringify([ledger.snapshot(), contracts.snapshot()]);
    expect(() =>
      ledger.transaction(() => {
        ledger.open('E');
        contracts.issue(promise('E', 'A', 3, 1));
        contracts.issue(promise('E', 'A', 3, 1, 'bond'));
        contracts.transfer('P1', { from: 'B', to: 'E', face: decimal(6) });
        contracts.transfer('P1', { from: 'C', to: 'B', face: decimal(1) });
        contracts.reduce('P1', decimal(9));
        contracts.transfer('P3', { from: 'A', to: 'E', face: decimal(3) });
        contracts.remove('P2');
        contracts.remove('P1');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify([ledger.snapshot(), contracts.snapshot()])).toBe(before);
    expect(contracts.dueOn(1).map(({ id }) => id)).toEqual(['P1', 'P2']);
    expect(contracts.heldBy('C').map(({ id }) => id)).toEqual(['P1', 'P2']);
    expect(contracts.issue(promise('B', 'A', 1)).id).toBe('P3');
    expect(contracts.snapshot().counters).toEqual([['payable', 4]]);
  });

  it('is rebuilt by the journal', () => {
    const { ledger, contracts } = economy();
    contracts.issue(promise('A', 'B', 10, 1));
    contracts.issue(promise('B', 'C', '7.77', 1, 'bond'));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4) });
    for (let k = 0; k < 5; k++) contracts.reduce('P1', decimal('0.01'));
    contracts.transfer('bond:1', { from: 'C', to: 'B', face: decimal('7.77') });
    const again = replayJournal(ledger.journal, { moneyDecimals: 2 });
    expect(again.contracts.snapshot()).toEqual(contracts.snapshot());
    expect(JSON.stringify([...again.ledger.journal])).toBe(JSON.stringify([...ledger.journal]));
  });
});

describe('a refused call', () => {
  it('names a contract that is not open', () => {
    const of = economy();
    of.contracts.issue(promise('A', 'B', 1));
    of.contracts.remove('P1');
    const face = decimal(1);
    refused(of, () => of.contracts.transfer('P1', { from: 'B', to: 'C', face }), 'UNKNOWN_CONTRACT', {
      contract: 'P1',
    });
    refused(of, () => of.contracts.reduce('P2', face), 'UNKNOWN_CONTRACT', { contract: 'P2' });
    refused(of, () => of.contracts.remove('toString'), 'UNKNOWN_CONTRACT', { contract: 'toString' });
    const register = quanta(of.contracts);
    for (const index of [-1, 0, 1, 0.5, Number.NaN])
      expect(() => register.remove(index)).toThrow(expect.objectContaining({ code: 'UNKNOWN_CONTRACT' }));
    expect(() => register.idOf(7)).toThrow(expect.objectContaining({ code: 'UNKNOWN_CONTRACT' }));
  });

  it('names an agent nobody opened', () => {
    const of = economy();
    of.contracts.issue(promise('A', 'B', 1));
    refused(of, () => of.contracts.issue(promise('A', 'X', 1)), 'UNKNOWN_AGENT', { agent: 'X' });
    refused(of, () => of.contracts.issue(promise('X', 'A', 1)), 'UNKNOWN_AGENT', { agent: 'X' });
    refused(of, () => of.contracts.transfer('P1', { from: 'B', to: 'X', face: decimal(1) }), 'UNKNOWN_AGENT', {
      agent: 'X',
    });
    refused(of, () => of.contracts.owedBy('X'), 'UNKNOWN_AGENT', { agent: 'X' });
    refused(of, () => of.contracts.heldBy('X'), 'UNKNOWN_AGENT', { agent: 'X' });
    expect(() => quanta(of.contracts).issue('payable', 0, 17, 1n, 1)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_AGENT' }),
    );
  });

  it('has one agent on both sides', () => {
    const of = economy();
    of.contracts.issue(promise('A', 'B', 1));
    refused(of, () => of.contracts.issue(promise('A', 'A', 1)), 'SAME_AGENT', { agent: 'A', asset: 'payable' });
    refused(of, () => of.contracts.transfer('P1', { from: 'B', to: 'B', face: decimal(1) }), 'SAME_AGENT', {
      agent: 'B',
      asset: 'P1',
    });
  });

  it('promises or moves nothing, or less than the grid can', () => {
    const of = economy();
    of.contracts.issue(promise('A', 'B', 1));
    refused(of, () => of.contracts.issue(promise('A', 'B', 0)), 'NOT_POSITIVE', { amount: '0' });
    refused(of, () => of.contracts.reduce('P1', decimal(-1)), 'NOT_POSITIVE', { amount: '-1' });
    refused(of, () => of.contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(0) }), 'NOT_POSITIVE', {
      amount: '0',
    });
    refused(of, () => of.contracts.issue(promise('A', 'B', '0.001')), 'OFF_GRID', { amount: '0.001', quantum: '0.01' });
    refused(of, () => of.contracts.reduce('P1', decimal('0.001')), 'OFF_GRID', { amount: '0.001', quantum: '0.01' });
    expect(() => quanta(of.contracts).transfer(0, 1, 2, 0n)).toThrow(expect.objectContaining({ code: 'NOT_POSITIVE' }));
  });

  it('takes more than a claim, or than the contract', () => {
    const of = economy();
    of.contracts.issue(promise('A', 'B', 10));
    of.contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4) });
    const more = { contract: 'P1', needed: '7', available: '6', holder: 'B' };
    refused(
      of,
      () => of.contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(7) }),
      'INSUFFICIENT_CLAIM',
      more,
    );
    const none = { contract: 'P1', needed: '7', available: '0', holder: 'D' };
    refused(
      of,
      () => of.contracts.transfer('P1', { from: 'D', to: 'C', face: decimal(7) }),
      'INSUFFICIENT_CLAIM',
      none,
    );
    const all = { contract: 'P1', needed: '10.01', available: '10', holder: 'B' };
    refused(of, () => of.contracts.reduce('P1', decimal('10.01')), 'INSUFFICIENT_CLAIM', all);
  });
});

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

describe('a register and the ledger', () => {
  it('are all there is behind quanta', () => {
    const { contracts } = economy();
    expect(() => quanta({ ...contracts } as ContractRegister)).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(quanta(contracts).accounts.agentCount).toBe(4);
  });
});
