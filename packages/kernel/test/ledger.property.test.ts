import { assertInvariants, createLedger, decimal, type JournalEntry, replayJournal } from '@bagehot/kernel';
import { type JournalRow, quanta } from '@bagehot/kernel/quanta';
import { ledgerInvariants, transfers } from '@bagehot/kernel/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, Model, NAMES, type Step, Subject, step, take } from './ledger-model.js';

const history = fc.array(step, { maxLength: 40, size: '+1' });

/** Every agent and asset there, and something to give. */
const OPENING: readonly Step[] = [
  ...NAMES.map((_, name): Step => ({ op: 'open', name })),
  ...[0, 1, 2, 3].map((asset): Step => ({ op: 'issue', asset })),
  { op: 'transfer', asset: 0, from: 0, to: 2, units: 50n },
  { op: 'transfer', asset: 1, from: 1, to: 3, units: 50n },
  { op: 'transfer', asset: 2, from: 0, to: 3, units: 50n },
  { op: 'transfer', asset: 3, from: 2, to: 4, units: 50n },
];

function play(steps: readonly Step[], subject: Subject): Model {
  let model = new Model();
  for (const one of steps) model = take(one, model, subject, false);
  return model;
}

/** Decimals as texts, so that entries compare by what they say. */
const said = (entries: Iterable<JournalEntry>): unknown => JSON.parse(JSON.stringify([...entries]));

describe('a ledger', () => {
  it('equals a model of maps after any history; what fails leaves it as it was to the letter', () => {
    fc.assert(
      fc.property(history, fc.boolean(), fc.boolean(), (steps, isOpened, keeps) => {
        const subject = new Subject({ journal: keeps ? 'full' : 'none' });
        let model = isOpened ? play(OPENING, subject) : new Model();
        for (const one of steps) {
          model = take(one, model, subject, false);
          compare(model, subject);
        }
        assertInvariants(subject.ledger, ledgerInvariants);
        expect(subject.ledger.journal.length > 0).toBe(keeps && model.agents.size > 0);
      }),
      { numRuns: 200 },
    );
  });

  it('is rebuilt by its journal, entry by entry, and by its snapshot', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const subject = new Subject();
        play([...OPENING, ...steps], subject);
        const { ledger } = subject;
        const again = replayJournal(ledger.journal, { moneyDecimals: 2 }).ledger;
        expect(again.snapshot()).toEqual(ledger.snapshot());
        expect(said(again.journal)).toEqual(said(ledger.journal));
        const restored = createLedger({ from: JSON.parse(JSON.stringify(ledger.snapshot())) });
        expect(restored.snapshot()).toEqual(ledger.snapshot());
        expect(restored.journal.length).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('goes on from any entry of its journal', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, cut) => {
        const subject = new Subject();
        play([...OPENING, ...steps], subject);
        const entries = [...subject.ledger.journal];
        const at = cut % entries.length;
        const opening = replayJournal(entries.slice(0, at), { moneyDecimals: 2 }).ledger.snapshot();
        const { ledger } = replayJournal(entries.slice(at), { from: opening });
        expect(ledger.snapshot()).toEqual(subject.ledger.snapshot());
      }),
      { numRuns: 100 },
    );
  });

  it('gives the same results when its columns outgrow 64 bits', () => {
    const vast: Step = { op: 'transfer', asset: 0, from: 0, to: 7, units: 2n ** 80n };
    fc.assert(
      fc.property(history, (steps) => {
        const narrow = new Subject();
        const wide = new Subject();
        // The same amount comes and goes: balances are equal again, but the storage is another one.
        play([...OPENING, ...steps], narrow);
        play([...OPENING, vast, { ...vast, from: 7, to: 0 }, ...steps], wide);
        expect(wide.text()).toBe(narrow.text());
      }),
      { numRuns: 60 },
    );
  });

  it('tells observers what the journal keeps, once, and nothing that was taken back', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (steps, keeps) => {
        const kept = new Subject();
        const watched = new Subject({ journal: keeps ? 'full' : 'none' });
        const rows: JournalRow[] = [];
        quanta(watched.ledger).observe((row) => rows.push(row));
        play([...OPENING, ...steps], kept);
        play([...OPENING, ...steps], watched);
        expect(rows).toEqual([...quanta(kept.ledger).journal]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps its laws whatever transfers are tried', () => {
    const agents = ['CB', 'H1', 'H2', 'H3'];
    fc.assert(
      fc.property(transfers(agents), (attempts) => {
        const ledger = createLedger({ moneyDecimals: 2 });
        for (const agent of agents) ledger.open(agent);
        ledger.issue('cash', 'CB');
        let accepted = 0;
        for (const attempt of attempts) {
          const before = JSON.stringify(ledger.snapshot());
          try {
            ledger.transfer(attempt);
            accepted++;
          } catch (error) {
            expect(error).toMatchObject({ name: 'KernelError' });
            expect(JSON.stringify(ledger.snapshot())).toBe(before);
          }
        }
        assertInvariants(ledger, ledgerInvariants);
        expect([...ledger.journal].filter(({ op }) => op === 'transfer')).toHaveLength(accepted);
      }),
    );
  });
});

describe("a ledger's laws", () => {
  it('see a ledger that breaks them', () => {
    const sound = createLedger({ moneyDecimals: 0 });
    sound.issue('deposit/x', 'X');
    sound.open('H');
    sound.transfer({ day: 0, kind: 'k', asset: 'deposit/x', from: 'X', to: 'H', amount: decimal(5) });
    const reads = (balance: (owner: string) => string): unknown =>
      ledgerInvariants.flatMap(
        (law) => law.check({ ...view(sound), balance: (owner) => decimal(balance(owner)) })?.invariant ?? [],
      );
    expect(reads((owner) => (owner === 'X' ? '-5' : '5'))).toEqual([]);
    expect(reads((owner) => (owner === 'X' ? '-5' : '6'))).toContain('columns sum to zero');
    expect(reads((owner) => (owner === 'X' ? '5' : '-5'))).toContain(
      'only issuers and agents that may overdraw are negative',
    );
    expect(reads((owner) => (owner === 'X' ? '-5.5' : '5.5'))).toContain('balances are on the grid of their asset');
    expect(reads(() => '0')).toContain('held lists every positive position of a family once');
    expect(reads(() => '0')).toContain('the snapshot holds every balance that is not 0');
  });
});

/** A ledger's methods as own properties, so that one of them can be replaced. */
function view(ledger: ReturnType<typeof createLedger>): ReturnType<typeof createLedger> {
  return {
    quantum: ledger.quantum,
    journal: ledger.journal,
    agents: () => ledger.agents(),
    assets: () => ledger.assets(),
    balance: (owner, asset) => ledger.balance(owner, asset),
    held: (owner, family) => ledger.held(owner, family),
    cash: (owner) => ledger.cash(owner),
    open: (agent, options) => ledger.open(agent, options),
    issue: (asset, issuer, options) => ledger.issue(asset, issuer, options),
    transfer: (transfer) => ledger.transfer(transfer),
    transaction: (body, options) => ledger.transaction(body, options),
    onRollback: (undo) => ledger.onRollback(undo),
    defer: (body, value) => ledger.defer(body, value),
    snapshot: () => ledger.snapshot(),
  };
}
