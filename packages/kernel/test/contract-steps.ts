import { decimal } from '@bagehot/kernel';
import { expect } from 'vitest';
import type { Step } from './contract-history.js';
import type { Model, ModelContract } from './contract-model.js';
import { AGENTS, type Subject } from './contract-subject.js';

const ABORT = new Error('abort');

/** Does the same to both; a step that finds nothing to act on does nothing. */
export function take(current: Step, model: Model, subject: Subject): Model {
  const agent = (k: number): string => AGENTS[k % AGENTS.length] as string;
  const index = (name: string): number => subject.accounts.indexOf(name);
  const contractAt = (k: number): string | undefined => [...model.contracts.keys()][k % model.contracts.size];
  switch (current.op) {
    case 'issue': {
      const debtor = agent(current.debtor);
      const creditor = agent(current.creditor);
      const others = current.others.map(agent).filter((holder) => holder !== debtor);
      if (debtor !== creditor) issue(model, subject, debtor, [creditor, ...others], current.amount, current.dueDay);
      return model;
    }
    case 'transfer': {
      const id = contractAt(current.contract);
      if (id === undefined) return model;
      const { claims } = model.contracts.get(id) as ModelContract;
      const from = [...claims.keys()][current.from % claims.size] as string;
      const to = agent(current.to);
      if (from === to) return model;
      const face = 1 + (current.face % (claims.get(from) as number));
      subject.contracts.transfer(id, { from, to, face: decimal(face) });
      model.transfer(id, from, to, face);
      return model;
    }
    case 'reduce': {
      const id = contractAt(current.contract);
      if (id === undefined) return model;
      const amount = [...(model.contracts.get(id) as ModelContract).claims.values()].reduce((a, b) => a + b);
      const by = 1 + (current.by % amount);
      subject.contracts.reduce(id, decimal(by));
      model.reduce(id, by);
      return model;
    }
    case 'remove':
    case 'rollover': {
      const id = contractAt(current.contract);
      if (id === undefined) return model;
      const { debtor, dueDay, claims } = model.contracts.get(id) as ModelContract;
      const [creditor, face] = [...claims][0] as [string, number];
      subject.contracts.remove(id);
      model.contracts.delete(id);
      if (current.op === 'rollover') {
        issue(model, subject, debtor, [creditor], face, dueDay + 3);
        take({ op: 'cut' }, model, subject);
      }
      return model;
    }
    case 'move':
    case 'drop': {
      const all = [...model.contracts].flatMap(([id, { tickets = [] }]) =>
        tickets.flatMap((owner, k) => (owner === undefined ? [] : [{ id, k, owner, tickets }])),
      );
      const chosen = all[current.ticket % all.length];
      const { window } = subject.register;
      if (chosen === undefined || window === undefined) return model;
      const ticket = window.find(`${chosen.id}#${chosen.k}`);
      const to = current.op === 'drop' ? undefined : agent(current.to);
      if (to === chosen.owner) return model;
      const { debtor } = model.contracts.get(chosen.id) as ModelContract;
      chosen.tickets[chosen.k] = to === debtor ? undefined : to;
      if (to === undefined) {
        window.drop(ticket, 0);
      } else {
        window.move(ticket, index(to), 0);
        model.pass(chosen.id, chosen.owner, to, model.size);
      }
      return model;
    }
    case 'open':
      subject.open();
      if (!model.isOpen) model.cut();
      model.isOpen = true;
      return model;
    case 'cut':
      subject.register.window?.cut(0);
      if (model.isOpen) model.cut();
      return model;
    case 'close':
      subject.register.closeWindow();
      model.isOpen = false;
      for (const contract of model.contracts.values()) contract.tickets = undefined;
      return model;
    case 'restore':
      if (subject.accounts.depth === 0) subject.restore();
      return model;
    default:
      return transaction(current.op === 'aborted', current.steps, model, subject);
  }
}

function issue(
  model: Model,
  subject: Subject,
  debtor: string,
  creditors: readonly string[],
  amount: number,
  dueDay: number,
): void {
  model.issued++;
  const [creditor] = creditors as readonly [string];
  const claims = new Map<string, number>();
  for (const holder of creditors) claims.set(holder, (claims.get(holder) ?? 0) + amount);
  const id = `P${model.issued}`;
  if (creditors.length === 1) {
    const contract = subject.contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(amount), dueDay });
    expect(contract.id).toBe(id);
  } else {
    const { accounts, register } = subject;
    const faces = creditors.map((holder) => ({ holder: accounts.indexOf(holder), face: BigInt(amount) }));
    const contract = register.issueShared('payable', accounts.indexOf(debtor), faces, dueDay);
    expect([register.idOf(contract), accounts.nameOf(register.creditorOf(contract))]).toEqual([id, creditor]);
    expect(register.issuedAmountOf(contract)).toBe(BigInt(amount * creditors.length));
  }
  model.contracts.set(id, { debtor, dueDay, claims, tickets: undefined });
}

function transaction(fails: boolean, steps: readonly Step[], model: Model, subject: Subject): Model {
  const before = subject.text();
  let inside = model.copy();
  try {
    subject.ledger.transaction(() => {
      for (const inner of steps) inside = take(inner, inside, subject);
      if (fails) throw ABORT;
    });
    return inside;
  } catch (error) {
    if (error !== ABORT) throw error;
    expect(subject.text()).toBe(before);
    return model;
  }
}
