import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { claims, economy, pass, tens, tickets } from './ticket-economy.js';

describe('a ticket', () => {
  it('moves with its face of the claim', () => {
    const { ledger, contracts, register } = economy(['A', 'B', 35, 7]);
    const window = register.openWindow(tens);
    const trade = register.accounts.label('trade');
    window.move(window.find('P1#1'), 3, trade);
    expect([tickets(window), claims(contracts, 'P1')]).toEqual([
      ['P1#0 B', 'P1#1 D', 'P1#2 B'],
      ['B 25', 'D 10'],
    ]);
    expect(JSON.parse(JSON.stringify([...ledger.journal].at(-1)))).toEqual({
      op: 'claim',
      day: 0,
      kind: 'trade',
      contract: 'P1',
      from: 'B',
      to: 'D',
      face: '10',
      ticket: 'P1#1',
    });
  });

  it('that its issuer gets is gone, and so is the face', () => {
    const of = economy(['A', 'B', 25, 7]);
    const window = of.register.openWindow(tens);
    window.move(0, 0, 0);
    expect([tickets(window), claims(of.contracts, 'P1')]).toEqual([['P1#0 -', 'P1#1 B'], ['B 15']]);
    window.move(1, 0, 0);
    pass(of, 'B', 'A', 5);
    expect(of.contracts.get('P1')).toBeUndefined();
  });

  it('that is dropped leaves its face with the claim, as a stub', () => {
    const of = economy(['A', 'B', 25, 7]);
    const window = of.register.openWindow(tens);
    window.drop(0);
    expect([tickets(window), claims(of.contracts, 'P1'), window.heldCount(1)]).toEqual([
      ['P1#0 -', 'P1#1 B'],
      ['B 25'],
      1,
    ]);
    expect(of.contracts.snapshot().window?.stubs).toEqual([['P1', 'B', '15']]);
  });

  it('without owner, a taker that is not there, and the owner itself are refused', () => {
    const { register } = economy(['A', 'B', 25, 7]);
    const window = register.openWindow(tens);
    window.drop(0);
    const gone = { field: 'ticket', value: 'P1#0', allowed: 'one that has an owner' };
    expect(() => window.move(0, 2, 0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT', details: gone }));
    expect(() => window.drop(0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    for (const none of [-1, 2, 0.5])
      expect(() => window.move(none, 2, 0)).toThrow(expect.objectContaining({ code: 'BAD_KERNEL_INPUT' }));
    const details = { agent: 'B', asset: 'P1#1' };
    expect(() => window.move(1, 1, 0)).toThrow(expect.objectContaining({ code: 'SAME_AGENT', details }));
    for (const nobody of [4, -1, 1.5])
      expect(() => window.move(1, nobody, 0)).toThrow(expect.objectContaining({ code: 'UNKNOWN_AGENT' }));
    expect(tickets(window)).toEqual(['P1#0 -', 'P1#1 B']);
  });
});

describe('a change of a claim outside the market', () => {
  it('takes whole tickets along, smallest number first, and the rest from the stub', () => {
    const of = economy(['A', 'B', 47, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 25);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 C', 'P1#2 B', 'P1#3 B']);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '2'],
      ['P1', 'C', '5'],
    ]);
  });

  it('dissolves the giver’s largest ticket when the stub is too small, and cuts no stub again', () => {
    const of = economy(['A', 'B', 42, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 15);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 B', 'P1#2 B', 'P1#3 -']);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '7'],
      ['P1', 'C', '5'],
    ]);
    pass(of, 'B', 'C', 7);
    expect(of.contracts.snapshot().window?.stubs).toEqual([['P1', 'C', '12']]);
    // A stub of a ticket size and more is a stub still: tickets go first, then it.
    pass(of, 'C', 'D', 20);
    expect(tickets(window)).toEqual(['P1#0 D', 'P1#1 B', 'P1#2 B', 'P1#3 -']);
    expect(claims(of.contracts, 'P1')).toEqual(['B 20', 'C 2', 'D 20']);
    window.cut(3);
    expect(window.count).toBe(4);
  });

  it('drops the tickets that reach their issuer', () => {
    const of = economy(['A', 'B', 42, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'A', 21);
    expect([tickets(window), claims(of.contracts, 'P1')]).toEqual([['P1#0 -', 'P1#1 -', 'P1#2 B', 'P1#3 B'], ['B 21']]);
  });

  it('shares a reduction over the claims, each from its stub, then from its largest tickets', () => {
    const of = economy(['A', 'B', 60, 7]);
    const window = of.register.openWindow(tens);
    pass(of, 'B', 'C', 25);
    expect(of.contracts.snapshot().window?.stubs).toEqual([
      ['P1', 'B', '5'],
      ['P1', 'C', '5'],
    ]);
    of.contracts.reduce('P1', decimal(12));
    expect(claims(of.contracts, 'P1')).toEqual(['B 28', 'C 20']);
    expect(tickets(window)).toEqual(['P1#0 C', 'P1#1 C', 'P1#2 B', 'P1#3 B', 'P1#4 -', 'P1#5 -']);
    of.contracts.reduce('P1', decimal(48));
    expect([tickets(window).every((ticket) => ticket.endsWith('-')), window.heldCount(1)]).toEqual([true, 0]);
  });

  it('drops all tickets with the contract', () => {
    const { contracts, register } = economy(['A', 'B', 30, 7], ['B', 'C', 20, 3]);
    const window = register.openWindow(tens);
    window.move(window.find('P1#0'), 3, 0);
    contracts.remove('P1');
    expect(tickets(window)).toEqual(['P2#0 C', 'P2#1 C', 'P1#0 -', 'P1#1 -', 'P1#2 -']);
    expect([window.heldCount(3), window.heldFirst(1)]).toEqual([0, -1]);
  });
});
