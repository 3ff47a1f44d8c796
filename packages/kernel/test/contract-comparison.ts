import { expect } from 'vitest';
import type { Model, ModelContract } from './contract-model.js';
import { AGENTS, MAKER, type Subject } from './contract-subject.js';

/** Everything one can ask equals what the maps say. */
export function compare(model: Model, subject: Subject): void {
  const { register, accounts } = subject;
  const open = Array.from({ length: register.count }, (_, contract) => contract).filter((c) => register.isOpen(c));
  expect(open.map((contract) => register.idOf(contract))).toEqual([...model.contracts.keys()]);
  for (const contract of open) {
    const expected = model.contracts.get(register.idOf(contract)) as ModelContract;
    const claims = register.lastClaims(contract).map(({ holder, face }) => [accounts.nameOf(holder), Number(face)]);
    expect(claims).toEqual([...expected.claims]);
    expect(claims.map((_, k) => Number(register.claimFace(contract, k)))).toEqual([...expected.claims.values()]);
    expect(Number(register.amountOf(contract))).toBe([...expected.claims.values()].reduce((a, b) => a + b));
  }
  for (const [agent, name] of AGENTS.entries()) compareAgent(model, subject, agent, name);
  compareWindow(model, subject);
}

function compareAgent(model: Model, { register }: Subject, agent: number, name: string): void {
  const all = [...model.contracts];
  const total = (claims: Map<string, number>): number => [...claims.values()].reduce((a, b) => a + b, 0);
  const owed = all.filter(([, { debtor }]) => debtor === name);
  const held = all.filter(([, { claims }]) => claims.has(name));
  const ids = (contracts: readonly number[]): string[] => contracts.map((contract) => register.idOf(contract));
  expect(ids(register.owedBy(agent))).toEqual(owed.map(([id]) => id));
  expect(ids(register.heldBy(agent))).toEqual(held.map(([id]) => id));
  expect(Number(register.payable(agent))).toBe(owed.reduce((sum, [, { claims }]) => sum + total(claims), 0));
  expect(Number(register.receivable(agent))).toBe(
    held.reduce((sum, [, { claims }]) => sum + (claims.get(name) ?? 0), 0),
  );
  const days = [...new Set(owed.map(([, { dueDay }]) => dueDay))].sort((a, b) => a - b);
  expect(register.dueDays(agent)).toEqual(days);
  for (const day of days) {
    const due = all.filter(([, { dueDay }]) => dueDay === day);
    expect(ids(register.dueOn(day))).toEqual(due.map(([id]) => id));
    const own = due.filter(([, { debtor }]) => debtor === name);
    expect(Number(register.dues(agent, day))).toBe(own.reduce((sum, [, { claims }]) => sum + total(claims), 0));
  }
}

function compareWindow(model: Model, { register, accounts }: Subject): void {
  const { window } = register;
  expect(window !== undefined).toBe(model.isOpen);
  if (window === undefined) return;
  const name = (agent: number): string | undefined => (agent === -1 ? undefined : accounts.nameOf(agent));
  const live: { ticket: number; owner: string; day: number }[] = [];
  for (const [id, { tickets = [], claims, dueDay }] of model.contracts) {
    const found = tickets.map((_, k) => window.find(`${id}#${k}`));
    expect(found.map((ticket) => name(window.owners[ticket] as number))).toEqual(tickets);
    expect(found.map((ticket) => window.nameOf(ticket))).toEqual(found.map((_, k) => `${id}#${k}`));
    expect(found.every((ticket) => window.maturities[ticket] === dueDay)).toBe(true);
    for (const holder of claims.keys()) expect(model.stub(id, holder)).toBeGreaterThanOrEqual(0);
    tickets.forEach((owner, k) => {
      if (owner !== undefined) live.push({ ticket: found[k] as number, owner, day: dueDay });
    });
  }
  const all = Array.from({ length: window.count }, (_, ticket) => ticket);
  expect(all.filter((ticket) => window.owners[ticket] !== -1)).toEqual(
    live.map(({ ticket }) => ticket).sort((a, b) => a - b),
  );
  // Calendar order inside a block, and serials that run on over the contracts.
  for (let block = 0; block < window.blockCount; block++) {
    const range = all.slice(window.first(block, -1), window.first(block, 1_000_000));
    const keys = range.map(
      (ticket) => [window.maturities[ticket] as number, window.serials[ticket] as number] as const,
    );
    expect(keys).toEqual([...keys].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
    for (let day = -1; day < 14; day++) {
      const from = range.filter((ticket) => (window.maturities[ticket] as number) >= day);
      expect(window.first(block, day)).toBe(from[0] ?? window.first(block, 1_000_000));
    }
  }
  for (const [agent, owner] of AGENTS.entries()) {
    const own = live.filter((one) => one.owner === owner).sort((a, b) => a.day - b.day || a.ticket - b.ticket);
    expect(window.heldCount(agent)).toBe(own.length);
    if (owner === MAKER) {
      expect(window.shelf(agent).toArray()).toEqual(own.map(({ ticket }) => ticket).sort((a, b) => a - b));
      const some = own.filter(({ day }) => day >= 2 && day <= 7);
      expect(window.shelfCount(agent, 2, 7)).toBe(some.length);
      expect(window.shelfFirst(agent, 2, 7)).toBe(some[0]?.ticket ?? -1);
      const odd = (ticket: number): boolean => (window.serials[ticket] as number) % 2 === 1;
      expect(window.shelfFirst(agent, 2, 7, odd)).toBe(some.find(({ ticket }) => odd(ticket))?.ticket ?? -1);
    } else {
      const list: number[] = [];
      for (let ticket = window.heldFirst(agent); ticket !== -1; ticket = window.heldNext(ticket)) list.push(ticket);
      expect(list).toEqual(own.map(({ ticket }) => ticket));
    }
    const issued = all.filter((ticket) => window.issuers[ticket] === agent);
    const days = window.maturities;
    issued.sort((a, b) => (days[a] as number) - (days[b] as number) || a - b);
    expect([...window.issuedBy(agent)]).toEqual(issued);
  }
}
