import {
  BagehotError,
  committed,
  createContracts,
  createEventLog,
  createLedger,
  decimal,
  type KernelError,
  type KernelErrors,
  type Ledger,
  replayJournal,
  type Transfer,
} from '@bagehot/kernel';
import { type JournalRow, quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';

const cash = (from: string, to: string, amount: string): Transfer => ({
  day: 1,
  kind: 'trade',
  asset: 'cash',
  from,
  to,
  amount: decimal(amount),
});

/** CB issues cash in cents; H1 has 10, H2 nothing; the bank may overdraw. */
function economy(): Ledger {
  const ledger = createLedger({ moneyDecimals: 2 });
  ledger.issue('cash', 'CB');
  ledger.open('H1', { kind: 'household' });
  ledger.open('H2');
  ledger.open('bank', { mayOverdraw: true });
  ledger.transfer(cash('CB', 'H1', '10'));
  return ledger;
}

function refused<Code extends keyof KernelErrors>(
  ledger: Ledger,
  call: () => void,
  code: Code,
  details: KernelErrors[Code],
): void {
  const before = JSON.stringify([ledger.snapshot(), [...ledger.journal]]);
  let caught: unknown;
  try {
    call();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(BagehotError);
  const { code: actual, details: shown } = caught as KernelError;
  expect({ code: actual, details: shown }).toEqual({ code, details });
  expect(JSON.stringify([ledger.snapshot(), [...ledger.journal]])).toBe(before);
}

describe('a ledger', () => {
  it('starts empty, on a grid of 12 decimals unless told otherwise', () => {
    const ledger = createLedger();
    expect(ledger.quantum.toString()).toBe('0.000000000001');
    expect([ledger.agents(), ledger.assets(), ledger.journal.length]).toEqual([[], [], 0]);
    expect(createLedger({ moneyDecimals: 0 }).quantum.toString()).toBe('1');
  });

  it('shows what an issuer brought into circulation as its negative balance', () => {
    const ledger = economy();
    ledger.transfer(cash('H1', 'H2', '2.50'));
    expect(['CB', 'H1', 'H2'].map((agent) => ledger.cash(agent).toString())).toEqual(['-10', '7.5', '2.5']);
  });

  it('destroys money by paying it back to the issuer', () => {
    const ledger = economy();
    ledger.transfer(cash('H1', 'CB', '10'));
    expect(ledger.snapshot().balances).toEqual([]);
  });

  it('lets an agent that may overdraw go negative', () => {
    const ledger = economy();
    ledger.transfer(cash('bank', 'H2', '3'));
    expect(ledger.cash('bank').toString()).toBe('-3');
  });

  it('counts a good on a grid of its own', () => {
    const ledger = economy();
    ledger.issue('good/A', 'nature', { decimals: 0 });
    const harvest = { ...cash('nature', 'H1', '3'), asset: 'good/A' };
    ledger.transfer(harvest);
    refused(ledger, () => ledger.transfer({ ...harvest, amount: decimal('0.5') }), 'OFF_GRID', {
      amount: '0.5',
      quantum: '1',
    });
    expect(ledger.balance('H1', 'good/A').toString()).toBe('3');
  });

  it('keeps names that plain objects would reorder or lose, in order of opening', () => {
    const ledger = createLedger();
    const names = ['b', '10', '2', '__proto__', 'constructor', 'hasOwnProperty', '', '1'];
    for (const name of names) ledger.open(name);
    expect(ledger.agents()).toEqual(names);
    expect(createLedger({ from: JSON.parse(JSON.stringify(ledger.snapshot())) }).agents()).toEqual(names);
  });

  it('keeps the order in which positions of a family arose; one that was empty comes back at the end', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    ledger.open('H');
    const banks = ['b', '10', 'a'];
    for (const bank of banks) {
      ledger.issue(`deposit/${bank}`, bank);
      ledger.transfer({ ...cash(bank, 'H', '5'), asset: `deposit/${bank}` });
    }
    const order = (): string[] => ledger.held('H', 'deposit').map(({ asset, amount }) => `${asset} ${amount}`);
    expect(order()).toEqual(['deposit/b 5', 'deposit/10 5', 'deposit/a 5']);
    ledger.transfer({ ...cash('H', 'b', '5'), asset: 'deposit/b' });
    ledger.transfer({ ...cash('b', 'H', '1'), asset: 'deposit/b' });
    expect(order()).toEqual(['deposit/10 5', 'deposit/a 5', 'deposit/b 1']);
    expect(ledger.held('b', 'deposit')).toEqual([]);
    expect(ledger.held('H', 'cash')).toEqual([]);
    expect(
      createLedger({ from: ledger.snapshot() })
        .held('H', 'deposit')
        .map(({ asset }) => asset),
    ).toEqual(['deposit/10', 'deposit/a', 'deposit/b']);
  });
});

describe('a refused call', () => {
  it('names an agent nobody opened', () => {
    const ledger = economy();
    refused(ledger, () => ledger.transfer(cash('H1', 'H9', '1')), 'UNKNOWN_AGENT', { agent: 'H9' });
    refused(ledger, () => ledger.cash('H9'), 'UNKNOWN_AGENT', { agent: 'H9' });
    refused(ledger, () => ledger.held('toString', 'deposit'), 'UNKNOWN_AGENT', { agent: 'toString' });
    expect(() => ledger.cash('H9')).toThrow('CB, H1, H2, bank');
  });

  it('names an asset nobody declared', () => {
    const ledger = economy();
    refused(ledger, () => ledger.transfer({ ...cash('H1', 'H2', '1'), asset: 'gold' }), 'UNKNOWN_ASSET', {
      asset: 'gold',
    });
    refused(ledger, () => ledger.balance('H1', '__proto__'), 'UNKNOWN_ASSET', { asset: '__proto__' });
  });

  it('has one agent on both sides', () => {
    const ledger = economy();
    refused(ledger, () => ledger.transfer(cash('H1', 'H1', '1')), 'SAME_AGENT', { agent: 'H1', asset: 'cash' });
  });

  it.each(['0', '-1', '-0.001'])('moves %s', (amount) => {
    const ledger = economy();
    refused(ledger, () => ledger.transfer(cash('H1', 'H2', amount)), 'NOT_POSITIVE', { amount });
  });

  it('moves less than the grid can', () => {
    const ledger = economy();
    refused(ledger, () => ledger.transfer(cash('H1', 'H2', '1.001')), 'OFF_GRID', { amount: '1.001', quantum: '0.01' });
  });

  it('overdraws', () => {
    const ledger = economy();
    const details = { agent: 'H1', asset: 'cash', needed: '10.01', available: '10' };
    refused(ledger, () => ledger.transfer(cash('H1', 'H2', '10.01')), 'INSUFFICIENT_BALANCE', details);
  });

  it('gives the first reason of the closed list that holds', () => {
    const ledger = economy();
    const wrong = { ...cash('H9', 'H9', '-0.001'), asset: 'gold' };
    const codes: string[] = [];
    for (const fix of [
      {},
      { from: 'H2', to: 'H2' },
      { asset: 'cash' },
      { to: 'H1' },
      { amount: decimal('11.001') },
      { amount: decimal(11) },
    ]) {
      Object.assign(wrong, fix);
      try {
        ledger.transfer(wrong);
      } catch (error) {
        codes.push((error as KernelError).code);
      }
    }
    expect(codes).toEqual([
      'UNKNOWN_AGENT',
      'UNKNOWN_ASSET',
      'SAME_AGENT',
      'NOT_POSITIVE',
      'OFF_GRID',
      'INSUFFICIENT_BALANCE',
    ]);
  });

  it('declares an asset that is there, otherwise; repeating it unchanged does nothing', () => {
    const ledger = economy();
    ledger.issue('cash', 'CB');
    ledger.issue('cash', 'CB', { decimals: 2 });
    expect(ledger.assets()).toEqual(['cash']);
    refused(ledger, () => ledger.issue('cash', 'ECB'), 'ASSET_EXISTS', { asset: 'cash', issuer: 'CB' });
    refused(ledger, () => ledger.issue('cash', 'CB', { decimals: 0 }), 'ASSET_EXISTS', { asset: 'cash', issuer: 'CB' });
  });

  it('opens an agent that is there, otherwise; repeating it, or giving the kind later, is fine', () => {
    const ledger = economy();
    ledger.open('H1');
    ledger.open('H1', { kind: 'household', mayOverdraw: false });
    ledger.open('CB', { kind: 'central_bank' });
    expect(quanta(ledger).kindOf(0)).toBe('central_bank');
    refused(ledger, () => ledger.open('H1', { mayOverdraw: true }), 'BAD_KERNEL_INPUT', {
      field: 'mayOverdraw of "H1"',
      value: 'true',
      allowed: 'what the agent was opened with',
    });
    expect(() => ledger.open('H1', { kind: 'firm' })).toThrow('household');
  });

  it('asks for a grid there is not', () => {
    expect(() => createLedger({ moneyDecimals: 19 })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => createLedger({ moneyDecimals: 0.5 })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    const ledger = economy();
    expect(() => ledger.issue('good/B', 'nature', { decimals: -1 })).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(ledger.agents()).not.toContain('nature');
  });
});

describe('a snapshot', () => {
  const sound = economy().snapshot();
  const from =
    (change: object): (() => Ledger) =>
    () =>
      createLedger({ from: { ...sound, ...change } });

  it('is plain JSON, and the ledger made from it has the same', () => {
    expect(sound).toEqual({
      kind: 'ledger',
      version: 1,
      moneyDecimals: 2,
      agents: [{ name: 'CB' }, { name: 'H1', kind: 'household' }, { name: 'H2' }, { name: 'bank', mayOverdraw: true }],
      assets: [{ name: 'cash', issuer: 'CB', decimals: 2 }],
      balances: [
        ['CB', 'cash', '-10'],
        ['H1', 'cash', '10'],
      ],
    });
    const restored = createLedger({ from: JSON.parse(JSON.stringify(sound)), moneyDecimals: 5 });
    expect(restored.snapshot()).toEqual(sound);
    expect(restored.quantum.toString()).toBe('0.01');
  });

  it('is refused in another kind or version, or when it does not sum to zero', () => {
    expect(from({ version: 2 })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(from({ kind: 'contracts' })).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(from({ balances: [['H1', 'cash', '10']] })).toThrow(expect.objectContaining({ code: 'INVARIANT_VIOLATED' }));
    expect(from({ balances: [...sound.balances, ['H1', 'cash', '10']] })).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(from({ balances: [['H9', 'cash', '10']] })).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(from({ balances: [['H1', 'cash', '0.001']] })).toThrow(expect.objectContaining({ code: 'OFF_GRID' }));
  });
});

describe('a transaction', () => {
  it('returns what its body returns and keeps what it did', () => {
    const ledger = economy();
    const paid = ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      return ledger.cash('H2').toString();
    });
    expect([paid, ledger.cash('H2').toString()]).toEqual(['1', '1']);
  });

  it('takes everything back when its body throws, agents and assets too', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    const rows = ledger.journal.length;
    expect(() =>
      ledger.transaction(() => {
        ledger.open('H3');
        ledger.issue('bond', 'treasury');
        ledger.open('H2', { kind: 'firm' });
        ledger.transfer({ ...cash('treasury', 'H3', '1'), asset: 'bond' });
        ledger.transfer(cash('H1', 'H3', '4'));
        ledger.transfer(cash('H1', 'H3', '7'));
      }),
    ).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
    expect(ledger.snapshot()).toEqual(before);
    expect(ledger.journal.length).toBe(rows);
    ledger.open('H4');
    expect(ledger.agents()).toEqual(['CB', 'H1', 'H2', 'bank', 'H4']);
    expect(ledger.cash('H4').toString()).toBe('0');
  });

  it('inside another one falls with it, and alone when the outer one goes on', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    expect(() =>
      ledger.transaction(() => {
        ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '1')));
        throw new Error('later');
      }),
    ).toThrow('later');
    expect(ledger.snapshot()).toEqual(before);
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      expect(() =>
        ledger.transaction(() => {
          ledger.transfer(cash('H1', 'H2', '2'));
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect(ledger.cash('H2').toString()).toBe('1');
  });

  it('that nets lets three agents without cash pay each other in a circle', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    ledger.issue('cash', 'CB');
    const agents = ['A', 'B', 'C'];
    for (const agent of agents) ledger.open(agent);
    const circle = (): void => {
      for (const [k, agent] of agents.entries()) ledger.transfer(cash(agent, agents[(k + 1) % 3] as string, '10'));
    };
    expect(circle).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
    ledger.transaction(circle, { netting: true });
    expect(agents.map((agent) => ledger.cash(agent).toString())).toEqual(['0', '0', '0']);
    expect(ledger.journal.length).toBe(8);
  });

  it('that nets is refused as a whole when somebody stays overdrawn, also inside another one', () => {
    const ledger = economy();
    const overdraw = (): void => ledger.transfer(cash('H1', 'H2', '12'));
    const net = (): void =>
      ledger.transaction(
        () => {
          overdraw();
          ledger.transfer(cash('H2', 'H1', '1'));
        },
        { netting: true },
      );
    const details = { agent: 'H1', asset: 'cash', needed: '11', available: '10' };
    refused(ledger, net, 'INSUFFICIENT_BALANCE', details);
    refused(ledger, () => ledger.transaction(net), 'INSUFFICIENT_BALANCE', details);
    ledger.transaction(
      () => {
        net();
        ledger.transfer(cash('bank', 'H1', '1'));
      },
      { netting: true },
    );
    expect(ledger.cash('H1').toString()).toBe('0');
    expect(overdraw).toThrow(expect.objectContaining({ code: 'INSUFFICIENT_BALANCE' }));
  });

  it('takes state outside the ledger back in reverse, each part when the ledger is where it was', () => {
    const ledger = economy();
    const seen: string[] = [];
    const watch = (name: string): void => ledger.onRollback(() => seen.push(`${name} at ${ledger.cash('H2')}`));
    expect(() =>
      ledger.transaction(() => {
        watch('first');
        ledger.transfer(cash('H1', 'H2', '1'));
        watch('second');
        ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '2')));
        watch('third');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(seen).toEqual(['third at 3', 'second at 1', 'first at 0']);
    ledger.transaction(() => watch('kept'));
    ledger.onRollback(() => seen.push('outside'));
    expect(seen).toHaveLength(3);
  });

  it('undoes the rest when an undo function throws, and passes its error on', () => {
    const ledger = economy();
    const before = ledger.snapshot();
    expect(() =>
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '1'));
        ledger.onRollback(() => {
          throw new Error('undo');
        });
        ledger.transfer(cash('H1', 'H2', '1'));
        throw new Error('body');
      }),
    ).toThrow('undo');
    expect([ledger.snapshot(), quanta(ledger).depth]).toEqual([before, 0]);
  });

  it('written with begin, commit and rollback does the same', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    accounts.begin();
    ledger.transfer(cash('H1', 'H2', '1'));
    accounts.begin();
    ledger.transfer(cash('H1', 'H2', '2'));
    accounts.rollback();
    accounts.commit();
    expect([ledger.cash('H2').toString(), accounts.depth]).toEqual(['1', 0]);
    expect(() => accounts.commit()).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => accounts.rollback()).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => ledger.transaction(() => accounts.begin())).toThrow(
      expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }),
    );
    expect(() =>
      ledger.transaction(() => {
        accounts.begin();
        throw new Error('left open');
      }),
    ).toThrow('left open');
    expect(accounts.depth).toBe(0);
  });
});

describe('the journal', () => {
  it('says who moved what, why and when', () => {
    const ledger = economy();
    ledger.transfer({ ...cash('H1', 'H2', '1.50'), reference: 'order 7' });
    const entries = [...ledger.journal];
    expect(entries).toHaveLength(ledger.journal.length);
    expect(JSON.parse(JSON.stringify(entries))).toEqual([
      { op: 'agent', day: 0, agents: ['CB'] },
      { op: 'asset', day: 0, asset: 'cash', issuer: 'CB', decimals: 2 },
      { op: 'agent', day: 0, agents: ['H1'], kind: 'household' },
      { op: 'agent', day: 0, agents: ['H2'] },
      { op: 'agent', day: 0, agents: ['bank'], mayOverdraw: true },
      { op: 'transfer', day: 1, kind: 'trade', asset: 'cash', from: 'CB', to: 'H1', amount: '10' },
      {
        op: 'transfer',
        day: 1,
        kind: 'trade',
        asset: 'cash',
        from: 'H1',
        to: 'H2',
        amount: '1.5',
        reference: 'order 7',
      },
    ]);
  });

  it('books the integer face on the day the engine set', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    accounts.day = 9;
    accounts.column('cash').move(accounts.label('trade'), 1, 2, 100n);
    expect([...ledger.journal].at(-1)).toMatchObject({ day: 9, from: 'H1', to: 'H2' });
  });

  it('is emptied at every commit at level none', () => {
    const ledger = createLedger({ moneyDecimals: 2, journal: 'none' });
    const accounts = quanta(ledger);
    ledger.issue('cash', 'CB');
    ledger.open('H1');
    ledger.transfer(cash('CB', 'H1', '1'));
    expect(ledger.journal.length).toBe(0);
    ledger.transaction(() => {
      ledger.transfer(cash('CB', 'H1', '1'));
      expect(ledger.journal.length).toBe(1);
    });
    expect([ledger.journal.length, accounts.journal.length]).toEqual([0, 0]);
  });

  it('replays a block of agents whose names are a rule', () => {
    const ledger = createLedger({ moneyDecimals: 0 });
    quanta(ledger).openRule(
      3,
      (k) => `H${k}`,
      (name) => Number(name.slice(1)),
      { kind: 'household' },
    );
    expect([...ledger.journal]).toEqual([{ op: 'agent', day: 0, agents: ['H0', 'H1', 'H2'], kind: 'household' }]);
    expect(replayJournal(ledger.journal, { moneyDecimals: 0 }).ledger.snapshot()).toEqual(ledger.snapshot());
  });
});

describe('observers and deferred bodies', () => {
  it('come after the commit, each at its place, and never after a rollback', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    const seen: string[] = [];
    const stop = accounts.observe((row) => seen.push(row.op === 'transfer' ? `${row.amount}` : row.op));
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      ledger.defer(() => seen.push('event'));
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '2'));
        ledger.defer(() => seen.push('inner event'));
      });
      expect(() =>
        ledger.transaction(() => {
          ledger.transfer(cash('H1', 'H2', '3'));
          ledger.defer(() => seen.push('forgotten'));
          throw new Error('no');
        }),
      ).toThrow('no');
      ledger.transfer(cash('H1', 'H2', '4'));
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['100', 'event', '200', 'inner event', '400']);
    ledger.defer(() => seen.push('at once'));
    stop();
    ledger.transfer(cash('H1', 'H2', '1'));
    expect(seen).toHaveLength(6);
  });

  it('hear of what they cause after what caused it', () => {
    const ledger = economy();
    const seen: string[] = [];
    quanta(ledger).observe((row) => seen.push(row.op === 'transfer' ? `${row.amount}` : row.op));
    ledger.transaction(() => {
      ledger.transfer(cash('H1', 'H2', '1'));
      ledger.defer(() => ledger.transaction(() => ledger.transfer(cash('H1', 'H2', '3'))));
      ledger.transfer(cash('H1', 'H2', '2'));
    });
    expect(seen).toEqual(['100', '200', '300']);
  });

  it('are all called even if one throws; the changes stand', () => {
    const ledger = economy();
    const seen: JournalRow[] = [];
    quanta(ledger).observe(() => {
      throw new Error('observer');
    });
    quanta(ledger).observe((row) => seen.push(row));
    expect(() => ledger.transfer(cash('H1', 'H2', '1'))).toThrow('observer');
    expect(() =>
      ledger.transaction(() => {
        ledger.transfer(cash('H1', 'H2', '1'));
        ledger.defer(() => {
          throw new Error('body');
        });
        ledger.transfer(cash('H1', 'H2', '1'));
      }),
    ).toThrow('observer');
    expect([seen.length, ledger.cash('H2').toString(), quanta(ledger).depth]).toEqual([3, '3', 0]);
  });

  it('let events keep their place in a transaction', () => {
    const ledger = economy();
    const log = createEventLog<{ kind: 'Trade'; day: number; price: number }>();
    const sink = committed(ledger, log);
    ledger.transaction(() => {
      sink.emit({ kind: 'Trade', day: 1, price: 1 });
      expect(log.events).toEqual([]);
    });
    expect(() =>
      ledger.transaction(() => {
        sink.emit({ kind: 'Trade', day: 1, price: 2 });
        throw new Error('no');
      }),
    ).toThrow('no');
    sink.emit({ kind: 'Trade', day: 1, price: 3 });
    expect(log.events.map(({ price }) => price)).toEqual([1, 3]);
  });
});

describe('the integer face', () => {
  it('is the same state, with indices in order of opening', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    const column = accounts.column('cash');
    column.move(accounts.label('gift'), accounts.indexOf('H1'), accounts.indexOf('H2'), 250n);
    expect(ledger.cash('H2').toString()).toBe('2.5');
    expect([column.issuer, column.index, column.name, accounts.assetCount, accounts.agentCount]).toEqual([
      0,
      0,
      'cash',
      1,
      4,
    ]);
    expect(accounts.columnAt(0)).toBe(column);
    expect([accounts.find('H2'), accounts.find('H9'), accounts.nameOf(3)]).toEqual([2, -1, 'bank']);
    expect([accounts.overdraws(3), accounts.overdraws(1), accounts.kindOf(1), accounts.kindOf(2)]).toEqual([
      true,
      false,
      'household',
      undefined,
    ]);
    expect([accounts.hasAsset('cash'), accounts.hasAsset('gold')]).toEqual([true, false]);
    expect(accounts.labelText(accounts.label('gift'))).toBe('gift');
  });

  it('refuses indices nobody has, and leaves the state alone', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    const column = accounts.column('cash');
    for (const [from, to] of [
      [1, 99],
      [99, 1],
      [-1, 1],
      [1, -1],
      [0.5, 1],
      [1, Number.NaN],
    ] as const)
      expect(() => column.move(0, from, to, 1n)).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(() => accounts.nameOf(99)).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(() => accounts.columnAt(9)).toThrow(expect.objectContaining({ code: 'UNKNOWN_ASSET' }));
    expect(() => accounts.labelText(99)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(column.sum()).toBe(0n);
  });

  it('belongs to objects of the kernel alone', () => {
    const foreign = { ...economy() } as Ledger;
    expect(() => quanta(foreign)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => createContracts(foreign)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
  });

  it('opens a block of agents whose names are a rule, and finds them among others', () => {
    const accounts = quanta(createLedger());
    accounts.open('CB');
    const first = accounts.openRule(
      1000,
      (k) => `H${k + 1}`,
      (name) => Number(name.slice(1)) - 1,
      { kind: 'household' },
    );
    const dealer = accounts.open('dealer');
    expect([first, dealer, accounts.agentCount]).toEqual([1, 1001, 1002]);
    expect([accounts.indexOf('H1'), accounts.indexOf('H1000'), accounts.indexOf('dealer')]).toEqual([1, 1000, 1001]);
    for (const name of ['H0', 'H1001', 'H01', 'X5', 'H1.5', 'H', '']) expect(accounts.find(name)).toBe(-1);
    expect([accounts.nameOf(0), accounts.nameOf(1), accounts.nameOf(1000), accounts.nameOf(1001)]).toEqual([
      'CB',
      'H1',
      'H1000',
      'dealer',
    ]);
    expect(accounts.open('H7', { kind: 'household' })).toBe(7);
    expect(accounts.kindOf(500)).toBe('household');
    expect(() =>
      accounts.openRule(
        2,
        () => 'CB',
        (name) => (name === 'CB' ? 1 : -1),
      ),
    ).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(() => accounts.openRule(-1, String, Number)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    expect(accounts.openRule(0, String, Number)).toBe(1002);
    const before = accounts.agentNames();
    accounts.begin();
    accounts.openRule(
      5,
      (k) => `F${k}`,
      (name) => Number(name.slice(1)),
    );
    accounts.open('late');
    accounts.rollback();
    expect(accounts.agentNames()).toEqual(before);
    expect(accounts.find('F1')).toBe(-1);
  });
});
