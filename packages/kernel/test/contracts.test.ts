import { type Contract, type ContractRegister, decimal, replayJournal } from '@bagehot/kernel';
import { type JournalRow, quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { claims, economy, promise } from './contract-economy.js';

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

  it('tells observers of each change, in indices and quanta', () => {
    const { ledger, contracts } = economy();
    const accounts = quanta(ledger);
    const rows: JournalRow[] = [];
    const stop = accounts.observe((row) => rows.push(row));
    accounts.day = 2;
    contracts.issue(promise('A', 'B', 10));
    contracts.transfer('P1', { from: 'B', to: 'C', face: decimal(4), kind: 'sale' });
    contracts.reduce('P1', decimal(5));
    contracts.transfer('P1', { from: 'C', to: 'A', face: decimal(2), kind: 'sale' });
    contracts.remove('P1');
    stop();
    contracts.issue(promise('A', 'B', 1));
    expect(rows.map(({ op }) => op)).toEqual(['issue', 'claim', 'reduce', 'reduce', 'claim', 'extinguish', 'remove']);
    const [label, none] = [accounts.label('sale'), -1];
    expect(rows[0]).toMatchObject({ day: 2, contract: 0, debtor: 0, creditor: 1, amount: 1000n, dueDay: 3 });
    expect(rows[1]).toEqual({ op: 'claim', day: 2, label, contract: 0, from: 1, to: 2, face: 400n, ticket: none });
    expect(rows.slice(2, 4)).toMatchObject([
      { contract: 0, holder: 1, face: 300n },
      { contract: 0, holder: 2, face: 200n },
    ]);
    expect(rows[5]).toEqual({ op: 'extinguish', day: 2, label, contract: 0, debtor: 0, face: 200n });
    expect(rows[6]).toMatchObject({ day: 2, contract: 0 });
  });

  it('issues a contract with several claims, one a holder', () => {
    const { ledger, contracts } = economy();
    const accounts = quanta(ledger);
    const register = quanta(contracts);
    const faces = [
      { holder: 1, face: 600n },
      { holder: 2, face: 300n },
      { holder: 1, face: 100n },
    ];
    const rows: JournalRow[] = [];
    const stop = accounts.observe((row) => rows.push(row));
    const label = accounts.label('overnight');
    expect(register.issueShared('call-loan', 0, faces, 4, label)).toBe(0);
    stop();
    const row = { day: 0, label, contract: 0 };
    expect(rows).toEqual([
      { op: 'issue', ...row, debtor: 0, creditor: 1, amount: 600n, dueDay: 4 },
      { op: 'share', ...row, holder: 2, face: 300n },
      { op: 'share', ...row, holder: 1, face: 100n },
    ]);
    const loan = contracts.get('call-loan:1');
    expect([loan?.debtor, loan?.creditor, String(loan?.amount), ...claims(loan)]).toEqual([
      'A',
      'B',
      '10',
      'B 7',
      'C 3',
    ]);
    expect([register.issuedAmountOf(0), register.payable(0), register.receivable(1)]).toEqual([1000n, 1000n, 700n]);
    expect(JSON.parse(JSON.stringify([...ledger.journal].at(-2)))).toEqual({
      op: 'share',
      day: 0,
      kind: 'overnight',
      contract: 'call-loan:1',
      holder: 'C',
      face: '3',
    });
    const again = replayJournal(ledger.journal, { moneyDecimals: 2 });
    expect(again.contracts.snapshot()).toEqual(contracts.snapshot());
    expect(JSON.stringify([...again.ledger.journal])).toBe(JSON.stringify([...ledger.journal]));
  });

  it('refuses shared contracts that cannot be, and changes nothing', () => {
    const { ledger, contracts } = economy();
    const register = quanta(contracts);
    const before = JSON.stringify([ledger.snapshot(), contracts.snapshot(), ledger.journal.length]);
    const share = (holder: number, face: bigint): { holder: number; face: bigint } => ({ holder, face });
    for (const [faces, code] of [
      [[], 'NOT_POSITIVE'],
      [[share(1, 5n), share(2, 0n)], 'NOT_POSITIVE'],
      [[share(1, 5n), share(0, 1n)], 'SAME_AGENT'],
      [[share(1, 5n), share(9, 1n)], 'UNKNOWN_AGENT'],
    ] as const)
      expect(() => register.issueShared('call-loan', 0, faces, 4)).toThrow(expect.objectContaining({ code }));
    expect(() =>
      ledger.transaction(() => {
        register.issueShared('call-loan', 0, [share(1, 5n), share(2, 6n), share(1, 7n)], 4);
        register.issueShared('call-loan', 3, [share(2, 1n), share(1, 6n)], 4);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(JSON.stringify([ledger.snapshot(), contracts.snapshot(), ledger.journal.length])).toBe(before);
    expect([register.count, register.payable(0), register.receivable(1), register.heldBy(1).length]).toEqual([
      0,
      0n,
      0n,
      0,
    ]);
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

describe('a register and the ledger', () => {
  it('are all there is behind quanta', () => {
    const { contracts } = economy();
    expect(() => quanta({ ...contracts } as ContractRegister)).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(quanta(contracts).accounts.agentCount).toBe(4);
  });
});
