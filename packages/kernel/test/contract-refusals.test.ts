import { decimal } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import { describe, expect, it } from 'vitest';
import { economy, promise } from './contract-economy.js';
import { refused } from './refusal.js';

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
