import { createContracts, createLedger, type Ledger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { economy } from './ledger-economy.js';

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

  it('refuses to move nothing, or from an agent to itself', () => {
    const column = quanta(economy()).column('cash');
    for (const amount of [0n, -1n])
      expect(() => column.move(0, 1, 2, amount)).toThrow(expect.objectContaining({ code: 'NOT_POSITIVE' }));
    expect(() => column.move(0, 1, 1, 1n)).toThrow(
      expect.objectContaining({ code: 'SAME_AGENT', details: { agent: 'H1', asset: 'cash' } }),
    );
    expect([column.get(1), column.get(2)]).toEqual([1000n, 0n]);
  });

  it('lists ten of many agents where one is not found', () => {
    const accounts = quanta(createLedger());
    for (let k = 0; k < 10; k++) accounts.open(`H${k}`);
    expect(() => accounts.indexOf('X')).toThrow('H8, H9');
    accounts.open('H10');
    expect(() => accounts.indexOf('X')).toThrow('H8, H9, ...');
  });

  it('takes back a block that a transaction opened, also an empty one', () => {
    const ledger = economy();
    const accounts = quanta(ledger);
    const before = ledger.snapshot();
    accounts.begin();
    accounts.openRule(0, String, Number);
    accounts.openRule(
      2,
      (k) => `F${k}`,
      (name) => Number(name.slice(1)),
    );
    accounts.openRule(0, String, Number);
    accounts.rollback();
    expect(ledger.snapshot()).toEqual(before);
    expect(accounts.open('F0')).toBe(4);
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
