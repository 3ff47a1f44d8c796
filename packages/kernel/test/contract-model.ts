import { allocate, type ContractRegister, createContracts, createLedger, decimal, type Ledger } from '@bagehot/kernel';
import { type Accounts, quanta, type Register } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Agents of the model, with names that plain objects would reorder or lose. */
export const AGENTS: readonly string[] = ['b', '10', '__proto__', '2', 'maker'];

/** The agent whose tickets are kept on a shelf. */
export const MAKER = 'maker';

/** One step of a history; the numbers choose among what is there. */
export type Step =
  | {
      readonly op: 'issue';
      readonly debtor: number;
      readonly creditor: number;
      readonly amount: number;
      readonly dueDay: number;
    }
  | {
      readonly op: 'transfer';
      readonly contract: number;
      readonly from: number;
      readonly to: number;
      readonly face: number;
    }
  | { readonly op: 'reduce'; readonly contract: number; readonly by: number }
  | { readonly op: 'remove' | 'rollover'; readonly contract: number }
  | { readonly op: 'move'; readonly ticket: number; readonly to: number }
  | { readonly op: 'drop'; readonly ticket: number }
  | { readonly op: 'open' | 'close' | 'cut' | 'restore' }
  | { readonly op: 'aborted' | 'joined'; readonly steps: readonly Step[] };

/** A contract of the model: claims in order, and, while cut, who owns each ticket. */
interface ModelContract {
  readonly debtor: string;
  readonly dueDay: number;
  claims: Map<string, number>;
  tickets: (string | undefined)[] | undefined;
}

/** The whole rule book in maps: what the register and its window must equal. Amounts are whole quanta. */
export class Model {
  contracts: Map<string, ModelContract> = new Map();
  isOpen = false;
  issued = 0;
  readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  copy(): Model {
    const copy = new Model(this.size);
    copy.contracts = structuredClone(this.contracts);
    copy.isOpen = this.isOpen;
    copy.issued = this.issued;
    return copy;
  }

  cut(): void {
    for (const contract of this.contracts.values()) {
      contract.tickets ??= [...contract.claims].flatMap(([holder, face]) =>
        new Array<string>(Math.floor(face / this.size)).fill(holder),
      );
    }
  }

  /** A face passes on, without its tickets. */
  pass(id: string, from: string, to: string, face: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    this.lower(id, from, face);
    if (to !== contract.debtor) contract.claims.set(to, (contract.claims.get(to) ?? 0) + face);
    else if (contract.claims.size === 0) this.contracts.delete(id);
  }

  lower(id: string, holder: string, face: number): void {
    const { claims } = this.contracts.get(id) as ModelContract;
    const left = (claims.get(holder) as number) - face;
    if (left > 0) claims.set(holder, left);
    else claims.delete(holder);
  }

  stub(id: string, holder: string): number {
    const { claims, tickets = [] } = this.contracts.get(id) as ModelContract;
    return (claims.get(holder) ?? 0) - this.size * tickets.filter((owner) => owner === holder).length;
  }

  /** Largest tickets of a holder go until its stub is as large as needed. */
  dissolve(id: string, holder: string, needed: number): void {
    const { tickets } = this.contracts.get(id) as ModelContract;
    while (tickets !== undefined && this.stub(id, holder) < needed) tickets[tickets.lastIndexOf(holder)] = undefined;
  }

  transfer(id: string, from: string, to: string, face: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    const receiver = to === contract.debtor ? undefined : to;
    let whole = Math.floor(face / this.size);
    let rest = face;
    contract.tickets?.forEach((owner, k, tickets) => {
      if (owner !== from || whole === 0) return;
      tickets[k] = receiver;
      whole--;
      rest -= this.size;
    });
    // The moved tickets' faces leave the claim first, so that the stub is the stub.
    const moved = face - rest;
    if (moved > 0) this.pass(id, from, to, moved);
    if (rest === 0) return;
    this.dissolve(id, from, rest);
    this.pass(id, from, to, rest);
  }

  reduce(id: string, by: number): void {
    const contract = this.contracts.get(id) as ModelContract;
    const weights = [...contract.claims.values()].map((face) => decimal(face));
    const parts = allocate(decimal(by), weights, { quantum: decimal(1) });
    [...contract.claims.keys()].forEach((holder, k) => {
      const part = Number(parts[k]);
      this.dissolve(id, holder, part);
      this.lower(id, holder, part);
    });
    if (contract.claims.size === 0) this.contracts.delete(id);
  }
}

/** The real thing beside the model. */
export class Subject {
  ledger: Ledger;
  contracts: ContractRegister;
  readonly #size: bigint;

  constructor(size: number) {
    this.#size = BigInt(size);
    this.ledger = createLedger({ moneyDecimals: 0 });
    for (const agent of AGENTS) this.ledger.open(agent);
    this.contracts = createContracts(this.ledger);
  }

  get accounts(): Accounts {
    return quanta(this.ledger);
  }

  get register(): Register {
    return quanta(this.contracts);
  }

  text(): string {
    return JSON.stringify([this.ledger.snapshot(), this.contracts.snapshot()]);
  }

  open(): void {
    const window = this.register.openWindow({ ticketSize: this.#size });
    window.useShelf(this.accounts.indexOf(MAKER));
  }

  /** Goes on with a copy made from the snapshots. */
  restore(): void {
    const before = this.text();
    this.ledger = createLedger({ from: JSON.parse(JSON.stringify(this.ledger.snapshot())) });
    this.contracts = createContracts(this.ledger, JSON.parse(JSON.stringify(this.contracts.snapshot())));
    expect(this.text()).toBe(before);
    this.register.window?.useShelf(this.accounts.indexOf(MAKER));
  }
}

const small = fc.nat({ max: 9 });
const plainStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('issue' as const),
      debtor: small,
      creditor: small,
      amount: fc.integer({ min: 1, max: 40 }),
      dueDay: small,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('transfer' as const),
      contract: small,
      from: small,
      to: small,
      face: fc.nat({ max: 99 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('reduce' as const), contract: small, by: fc.nat({ max: 99 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('remove' as const, 'rollover' as const), contract: small }) },
  { weight: 8, arbitrary: fc.record({ op: fc.constant('move' as const), ticket: fc.nat({ max: 99 }), to: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('drop' as const), ticket: fc.nat({ max: 99 }) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('open' as const, 'cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('close' as const) }) },
);

/** Histories: steps, some inside transactions, some of which fail and take nested ones with them. */
export const step: fc.Arbitrary<Step> = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 10, arbitrary: plainStep },
    { weight: 1, arbitrary: fc.constant<Step>({ op: 'restore' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constantFrom('aborted' as const, 'joined' as const),
        steps: fc.array(tie('step'), { maxLength: 6 }),
      }),
    },
  ),
})).step;

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
      if (debtor !== creditor) issue(model, subject, debtor, creditor, current.amount, current.dueDay);
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
        issue(model, subject, debtor, creditor, face, dueDay + 3);
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

function issue(model: Model, subject: Subject, debtor: string, creditor: string, amount: number, dueDay: number): void {
  const { id } = subject.contracts.issue({ kind: 'payable', debtor, creditor, amount: decimal(amount), dueDay });
  model.issued++;
  expect(id).toBe(`P${model.issued}`);
  model.contracts.set(id, { debtor, dueDay, claims: new Map([[creditor, amount]]), tickets: undefined });
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
