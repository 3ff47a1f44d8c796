import { createLedger, decimal, type KernelError, type Ledger } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { cash, economy } from './ledger-economy.js';
import { refused } from './refusal.js';

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
    refused({ ledger }, () => ledger.transfer({ ...harvest, amount: decimal('0.5') }), 'OFF_GRID', {
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
    refused({ ledger }, () => ledger.transfer(cash('H1', 'H9', '1')), 'UNKNOWN_AGENT', { agent: 'H9' });
    refused({ ledger }, () => ledger.cash('H9'), 'UNKNOWN_AGENT', { agent: 'H9' });
    refused({ ledger }, () => ledger.held('toString', 'deposit'), 'UNKNOWN_AGENT', { agent: 'toString' });
    expect(() => ledger.cash('H9')).toThrow('CB, H1, H2, bank');
  });

  it('names an asset nobody declared', () => {
    const ledger = economy();
    refused({ ledger }, () => ledger.transfer({ ...cash('H1', 'H2', '1'), asset: 'gold' }), 'UNKNOWN_ASSET', {
      asset: 'gold',
    });
    refused({ ledger }, () => ledger.balance('H1', '__proto__'), 'UNKNOWN_ASSET', { asset: '__proto__' });
  });

  it('has one agent on both sides', () => {
    const ledger = economy();
    refused({ ledger }, () => ledger.transfer(cash('H1', 'H1', '1')), 'SAME_AGENT', { agent: 'H1', asset: 'cash' });
  });

  it.each(['0', '-1', '-0.001'])('moves %s', (amount) => {
    const ledger = economy();
    refused({ ledger }, () => ledger.transfer(cash('H1', 'H2', amount)), 'NOT_POSITIVE', { amount });
  });

  it('moves less than the grid can', () => {
    const ledger = economy();
    refused({ ledger }, () => ledger.transfer(cash('H1', 'H2', '1.001')), 'OFF_GRID', {
      amount: '1.001',
      quantum: '0.01',
    });
  });

  it('overdraws', () => {
    const ledger = economy();
    const details = { agent: 'H1', asset: 'cash', needed: '10.01', available: '10' };
    refused({ ledger }, () => ledger.transfer(cash('H1', 'H2', '10.01')), 'INSUFFICIENT_BALANCE', details);
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
    refused({ ledger }, () => ledger.issue('cash', 'ECB'), 'ASSET_EXISTS', { asset: 'cash', issuer: 'CB' });
    refused({ ledger }, () => ledger.issue('cash', 'CB', { decimals: 0 }), 'ASSET_EXISTS', {
      asset: 'cash',
      issuer: 'CB',
    });
  });

  it('opens an agent that is there, otherwise; repeating it, or giving the kind later, is fine', () => {
    const ledger = economy();
    ledger.open('H1');
    ledger.open('H1', { kind: 'household', mayOverdraw: false });
    ledger.open('CB', { kind: 'central_bank' });
    expect(quanta(ledger).kindOf(0)).toBe('central_bank');
    refused({ ledger }, () => ledger.open('H1', { mayOverdraw: true }), 'BAD_KERNEL_INPUT', {
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
