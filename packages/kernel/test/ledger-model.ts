import { createLedger, decimal, type Ledger, type LedgerOptions } from '@bagehot/kernel';
import { quanta } from '@bagehot/kernel/quanta';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Names that plain objects would reorder or lose; the first two issue, `borrower` may overdraw. */
export const NAMES: readonly string[] = ['CB', 'bank/1', 'b', '10', '__proto__', 'constructor', '2', 'borrower'];

/** Assets with their issuers: one alone, one family of two, one with a grid of its own. */
const ASSETS: readonly (readonly [string, string, number])[] = [
  ['cash', 'CB', 2],
  ['deposit/1', 'bank/1', 2],
  ['deposit/toString', 'CB', 2],
  ['good/A', 'b', 0],
];

/** One step of a history. */
export type Step =
  | { readonly op: 'open'; readonly name: number }
  | { readonly op: 'issue'; readonly asset: number }
  | {
      readonly op: 'transfer';
      readonly asset: number;
      readonly from: number;
      readonly to: number;
      readonly units: bigint;
    }
  | { readonly op: 'hook' | 'defer' }
  | { readonly op: 'aborted' | 'joined' | 'netted'; readonly steps: readonly Step[] };

const amount = fc.oneof(
  { weight: 20, arbitrary: fc.bigInt({ min: 1n, max: 20n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 2n ** 62n, max: 2n ** 65n }) },
);
const name = fc.nat({ max: NAMES.length - 1 });
const asset = fc.nat({ max: ASSETS.length - 1 });

/** Histories with transactions in transactions, some of which fail, some of which net. */
export const step: fc.Arbitrary<Step> = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    {
      weight: 14,
      arbitrary: fc.record({ op: fc.constant('transfer' as const), asset, from: name, to: name, units: amount }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('open' as const), name }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('issue' as const), asset }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('hook' as const, 'defer' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        op: fc.constantFrom('aborted' as const, 'joined' as const, 'netted' as const),
        steps: fc.array(tie('step'), { maxLength: 8 }),
      }),
    },
  ),
})).step;

/** Balances in maps; a transaction that fails puts a copy back. Nets when a transaction around it does. */
export class Model {
  agents: Set<string> = new Set();
  /** Asset to agent to quanta. */
  assets: Map<string, Map<string, bigint>> = new Map();
  /** Agent to its positive positions in deposits, in the order in which they arose. */
  held: Map<string, Set<string>> = new Map();
  /** What hooks counted, and what deferred bodies wrote. */
  hooked = 0;
  deferred: string[] = [];

  copy(): Model {
    return Object.assign(new Model(), structuredClone({ ...this }));
  }

  balance(assetName: string, agent: string): bigint {
    return this.assets.get(assetName)?.get(agent) ?? 0n;
  }

  add(assetName: string, agent: string, units: bigint): void {
    const before = this.balance(assetName, agent);
    this.assets.get(assetName)?.set(agent, before + units);
    if (!assetName.startsWith('deposit/')) return;
    const held = this.held.get(agent) ?? new Set();
    this.held.set(agent, held);
    if (before + units <= 0n) held.delete(assetName);
    else held.add(assetName);
  }

  isOverdrawn(assetName: string, agent: string): boolean {
    const issuer = ASSETS.find(([other]) => other === assetName)?.[1];
    return agent !== issuer && agent !== 'borrower' && this.balance(assetName, agent) < 0n;
  }
}

/** The real thing, with state beside it that joins its transactions. */
export class Subject {
  readonly ledger: Ledger;
  hooked = 0;
  readonly deferred: string[] = [];

  constructor(options: LedgerOptions = {}) {
    this.ledger = createLedger({ moneyDecimals: 2, ...options });
  }

  text(): string {
    return JSON.stringify([this.ledger.snapshot(), this.hooked]);
  }
}

class Refused extends Error {}

/** Does the same to both; what the model refuses, the ledger must refuse with the same code. */
export function take(current: Step, model: Model, subject: Subject, netting: boolean): Model {
  const { ledger } = subject;
  switch (current.op) {
    case 'open': {
      const agent = NAMES[current.name] as string;
      ledger.open(agent, agent === 'borrower' ? { mayOverdraw: true } : {});
      model.agents.add(agent);
      return model;
    }
    case 'issue': {
      const [assetName, issuer, decimals] = ASSETS[current.asset] as (typeof ASSETS)[number];
      ledger.issue(assetName, issuer, { decimals });
      model.agents.add(issuer);
      if (!model.assets.has(assetName)) model.assets.set(assetName, new Map());
      return model;
    }
    case 'transfer':
      transfer(current, model, subject, netting);
      return model;
    case 'hook':
      if (quanta(ledger).depth === 0) return model;
      subject.hooked++;
      model.hooked++;
      ledger.onRollback(() => {
        subject.hooked--;
      });
      return model;
    case 'defer': {
      const text = String(model.deferred.length);
      model.deferred.push(text);
      ledger.defer(() => subject.deferred.push(text));
      return model;
    }
    default:
      return transaction(current.op, current.steps, model, subject, netting);
  }
}

function transfer(
  { asset: assetIndex, from, to, units }: Extract<Step, { op: 'transfer' }>,
  model: Model,
  { ledger }: Subject,
  netting: boolean,
): void {
  const [assetName, issuer, decimals] = ASSETS[assetIndex] as (typeof ASSETS)[number];
  const giver = NAMES[from] as string;
  const taker = NAMES[to] as string;
  const value = decimal(units.toString()).div(10 ** decimals);
  const refusal = !(model.agents.has(giver) && model.agents.has(taker))
    ? 'UNKNOWN_AGENT'
    : !model.assets.has(assetName)
      ? 'UNKNOWN_ASSET'
      : giver === taker
        ? 'SAME_AGENT'
        : giver !== issuer && giver !== 'borrower' && !netting && model.balance(assetName, giver) < units
          ? 'INSUFFICIENT_BALANCE'
          : undefined;
  const call = (): void =>
    ledger.transfer({ day: 3, kind: 'trade', asset: assetName, from: giver, to: taker, amount: value });
  if (refusal !== undefined) {
    expect(call).toThrow(expect.objectContaining({ code: refusal }));
    return;
  }
  call();
  model.add(assetName, giver, -units);
  model.add(assetName, taker, units);
}

function transaction(
  op: 'aborted' | 'joined' | 'netted',
  steps: readonly Step[],
  model: Model,
  subject: Subject,
  netting: boolean,
): Model {
  const before = subject.text();
  const nets = op === 'netted';
  let inside = model.copy();
  try {
    subject.ledger.transaction(
      () => {
        for (const inner of steps) inside = take(inner, inside, subject, netting || nets);
        if (op === 'aborted') throw new Refused();
      },
      { netting: nets },
    );
  } catch (error) {
    const overdrawn = (error as { code?: string }).code === 'INSUFFICIENT_BALANCE' && nets && !netting;
    if (!(error instanceof Refused || overdrawn)) throw error;
    expect(subject.text()).toBe(before);
    if (overdrawn) expect(overdrafts(inside)).not.toEqual([]);
    return model;
  }
  if (nets && !netting) expect(overdrafts(inside)).toEqual([]);
  return inside;
}

function overdrafts(model: Model): string[] {
  return [...model.assets.keys()].flatMap((assetName) =>
    [...model.agents].filter((agent) => model.isOverdrawn(assetName, agent)),
  );
}

/** Everything one can ask equals what the maps say. */
export function compare(model: Model, { ledger, hooked, deferred }: Subject): void {
  expect(ledger.agents()).toEqual([...model.agents]);
  expect(ledger.assets()).toEqual([...model.assets.keys()]);
  const accounts = quanta(ledger);
  for (const assetName of model.assets.keys()) {
    const column = accounts.column(assetName);
    for (const agent of model.agents) expect(column.get(accounts.indexOf(agent))).toBe(model.balance(assetName, agent));
    expect(column.sum()).toBe(0n);
  }
  for (const agent of model.agents)
    expect(ledger.held(agent, 'deposit').map((position) => position.asset)).toEqual([...(model.held.get(agent) ?? [])]);
  expect(hooked).toBe(model.hooked);
  expect(deferred).toEqual(model.deferred);
}
