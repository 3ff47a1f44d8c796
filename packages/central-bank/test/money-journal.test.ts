import { openMoneyJournal, reserveAccounts } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { booksOf, expectDoubleEntry, type JournalWorld, journalWorld, texts } from './journal-worlds.js';
import { refusedPaths } from './refused-problems.js';

/** What the last thing done looks like on everybody's books, without the brackets. */
function linesOf(world: JournalWorld, act: () => unknown): readonly (readonly [string, readonly string[]])[] {
  const before = world.journal.entries().length;
  act();
  const entries = world.journal.entries();
  expectDoubleEntry(entries);
  return entries.slice(before).map(({ kind, lines }) => [kind, texts(lines)] as const);
}

describe('double entry of open market operations', () => {
  it('begins with nothing: what was there before is not booked', () => {
    expect(journalWorld().journal.entries()).toEqual([]);
  });

  it('a purchase from the treasury, and what it spends of it', () => {
    const world = journalWorld();
    world.price = '0.9';
    expect(linesOf(world, () => world.bank.conductOpenMarketOperations(world.treasury, 10))).toEqual([
      [
        'OpenMarketOperation',
        [
          'CB: Dr bonds 9 (10)',
          'CB: Cr treasury-deposit 9',
          'treasury: Dr deposit 9',
          'treasury: Cr bonds-outstanding 10 (10)',
          'treasury: Dr issue-result 1',
        ],
      ],
      [
        'TreasurySpending',
        [
          'CB: Dr treasury-deposit 2.25',
          'treasury: Cr deposit 2.25',
          'CB: Cr reserves:A 2.25',
          'A: Dr reserves 2.25',
          'treasury: Dr spending 2.25',
          'A: Cr transfers 2.25',
          'CB: Dr treasury-deposit 2.25',
          'treasury: Cr deposit 2.25',
          'CB: Cr reserves:C 2.25',
          'C: Dr reserves 2.25',
          'treasury: Dr spending 2.25',
          'C: Cr transfers 2.25',
        ],
      ],
    ]);
  });

  it('a sale to the treasury, and the levy for it', () => {
    const world = journalWorld();
    world.price = '1.2';
    expect(linesOf(world, () => world.bank.conductOpenMarketOperations(world.treasury, -10))).toEqual([
      [
        'OpenMarketOperation',
        [
          'CB: Cr bonds 10 (10)',
          'CB: Cr bond-gains 2',
          'CB: Dr treasury-deposit 12',
          'treasury: Cr deposit 12',
          'treasury: Dr bonds-outstanding 10 (10)',
          'treasury: Dr issue-result 2',
        ],
      ],
      [
        'TreasuryLevy',
        [
          'CB: Cr treasury-deposit 3',
          'treasury: Dr deposit 3',
          'CB: Dr reserves:A 3',
          'A: Cr reserves 3',
          'treasury: Cr levies 3',
          'A: Dr transfers 3',
          'CB: Cr treasury-deposit 3',
          'treasury: Dr deposit 3',
          'CB: Dr reserves:C 3',
          'C: Cr reserves 3',
          'treasury: Cr levies 3',
          'C: Dr transfers 3',
        ],
      ],
    ]);
  });

  it('a purchase from agents, who give their bonds at average cost, and a sale to them', () => {
    const world = journalWorld();
    world.price = '1.5';
    expect(linesOf(world, () => world.bank.conductOpenMarketOperations(world.brokered, 10))).toEqual([
      [
        'OpenMarketOperation',
        [
          'CB: Dr bonds 15 (10)',
          'CB: Cr reserves:A 9',
          'A: Dr reserves 9',
          'A: Cr bonds 6 (6)',
          'A: Cr transfers 3',
          'CB: Cr reserves:B 6',
          'B: Dr reserves 6',
          'B: Cr bonds 4 (4)',
          'B: Cr transfers 2',
        ],
      ],
    ]);
    world.price = '0.5';
    // 60 bonds at 65, of which 16 go at 17.33.
    expect(linesOf(world, () => world.bank.conductOpenMarketOperations(world.brokered, -16))).toEqual([
      [
        'OpenMarketOperation',
        [
          'CB: Cr bonds 17.33 (16)',
          'CB: Dr bond-gains 9.33',
          'CB: Dr reserves:A 5',
          'A: Cr reserves 5',
          'A: Dr bonds 5 (10)',
          'CB: Dr reserves:B 3',
          'B: Cr reserves 3',
          'B: Dr bonds 3 (6)',
        ],
      ],
    ]);
    world.price = '1';
    // A has 64 bonds at 54 + 5 = 59, and B 42 at 36 + 3 = 39.
    const [[, lines] = ['', []]] = linesOf(world, () => world.bank.conductOpenMarketOperations(world.brokered, 106));
    expect(lines.filter((line) => line.includes('bonds') || line.includes('transfers'))).toEqual([
      'CB: Dr bonds 106 (106)',
      'A: Cr bonds 59 (64)',
      'A: Cr transfers 5',
      'B: Cr bonds 39 (42)',
      'B: Cr transfers 3',
    ]);
  });
});

describe('double entry of call loans', () => {
  /** A lends C 100 at 46 % over a tick of a day. */
  function lent(config: Parameters<typeof journalWorld>[0]): JournalWorld {
    const world = journalWorld(config);
    world.market.beginTick(1);
    world.market.supplyReserves('A', 100);
    world.market.requestLoan({ borrowerId: 'C', amount: 100 });
    expect(linesOf(world, () => world.market.processMarketClearing('0.36'))).toEqual([
      [
        'CallLoanGranted',
        [
          'CB: Dr reserves:A 100',
          'A: Cr reserves 100',
          'CB: Cr reserves:C 100',
          'C: Dr reserves 100',
          'A: Dr call-lent 100',
          'C: Cr call-borrowed 100',
        ],
      ],
    ]);
    return world;
  }

  /** C pays for something. */
  const spend = ({ ledger }: JournalWorld, amount: string) =>
    ledger.transfer({
      day: 1,
      kind: 'purchase',
      asset: 'reserves',
      from: 'C',
      to: 'D',
      amount: decimal(amount),
    });

  it('repaid', () => {
    const world = lent({ spreadSensitivity: '0.1' });
    expect(linesOf(world, () => world.market.beginTick(2))).toEqual([
      [
        'CallLoanRepaid',
        [
          'CB: Dr reserves:C 100.1',
          'C: Cr reserves 100.1',
          'CB: Cr reserves:A 100.1',
          'A: Dr reserves 100.1',
          'C: Dr call-borrowed 100',
          'C: Dr interest 0.1',
          'A: Cr call-lent 100',
          'A: Cr interest 0.1',
        ],
      ],
    ]);
  });

  it('lost in part, after money went elsewhere', () => {
    const world = lent({ spreadSensitivity: '0.1' });
    expect(linesOf(world, () => spend(world, '90'))).toEqual([
      [
        'Transfer',
        [
          'CB: Dr reserves:C 90',
          'C: Cr reserves 90',
          'CB: Cr reserves:D 90',
          'D: Dr reserves 90',
          'C: Dr transfers 90',
          'D: Cr transfers 90',
        ],
      ],
    ]);
    expect(linesOf(world, () => world.market.beginTick(2))).toEqual([
      [
        'CallLoanDefaulted',
        [
          'CB: Dr reserves:C 30',
          'C: Cr reserves 30',
          'CB: Cr reserves:A 30',
          'A: Dr reserves 30',
          'C: Dr call-borrowed 100',
          'C: Cr debt-relief 70',
          'A: Cr call-lent 100',
          'A: Dr credit-losses 70',
        ],
      ],
    ]);
  });

  it('rolled over: interest is paid, part of the principal goes on', () => {
    const world = lent({ spreadSensitivity: '0.1', rollover: { max: 1, penalty: 0 } });
    spend(world, '80');
    const [[kind, lines] = ['', []]] = linesOf(world, () => world.market.beginTick(2));
    expect(kind).toBe('CallLoanRolled');
    expect(lines).toEqual([
      'CB: Dr reserves:C 40',
      'C: Cr reserves 40',
      'CB: Cr reserves:A 40',
      'A: Dr reserves 40',
      'C: Dr call-borrowed 39.9',
      'C: Dr interest 0.1',
      'A: Cr call-lent 39.9',
      'A: Cr interest 0.1',
    ]);
  });

  it('renewed in part by new loans, and paid in the end', () => {
    const world = lent({ spreadSensitivity: '0.1', settlement: 'netted' });
    world.market.beginTick(2);
    world.market.supplyReserves('A', 0, undefined, { renewed: 60 });
    world.market.requestLoan({ borrowerId: 'C', amount: 60 });
    const renewed = linesOf(world, () => world.market.processMarketClearing('0.36'));
    expect(renewed.map(([kind]) => kind)).toEqual(['CallLoanReduced', 'CallLoanGranted']);
    expect(renewed[0]?.[1]).toContain('A: Cr call-lent 60');
    const paid = linesOf(world, () => world.market.settleDue());
    expect(paid.map(([kind]) => kind)).toEqual(['CallLoanRepaid']);
    expect(paid[0]?.[1]).toEqual([
      'CB: Dr reserves:C 40.1',
      'C: Cr reserves 40.1',
      'CB: Cr reserves:A 40.1',
      'A: Dr reserves 40.1',
      'C: Dr call-borrowed 40',
      'C: Dr interest 0.1',
      'A: Cr call-lent 40',
      'A: Cr interest 0.1',
    ]);
  });
});

describe('double entry of the standing facilities', () => {
  it('a deposit and its return', () => {
    const world = journalWorld();
    world.bank.setPolicyRate('0.72', 0);
    expect(linesOf(world, () => world.facilities.deposit('B', 100))).toEqual([
      [
        'FacilityDeposit',
        ['CB: Dr reserves:B 100', 'B: Cr reserves 100', 'CB: Cr deposit-facility:B 100', 'B: Dr deposit-facility 100'],
      ],
    ]);
    // 36 % for a day of 360.
    const [[, lines] = ['', []]] = linesOf(world, () => world.facilities.beginTick(1));
    expect([...lines].sort()).toEqual([
      'B: Cr deposit-facility 100',
      'B: Cr interest 0.1',
      'B: Dr reserves 100.1',
      'CB: Cr reserves:B 100.1',
      'CB: Dr deposit-facility:B 100',
      'CB: Dr interest 0.1',
    ]);
  });

  it('a loan and its repayment', () => {
    const world = journalWorld();
    world.pool.pledge('D', { assetId: 'house', value: 500, haircut: 0 });
    expect(linesOf(world, () => world.facilities.lend('D', 100))).toEqual([
      [
        'FacilityLending',
        ['CB: Dr lending:D 100', 'CB: Cr reserves:D 100', 'D: Dr reserves 100', 'D: Cr cb-borrowed 100'],
      ],
    ]);
    // 72 % for a day of 360.
    const [[, lines] = ['', []]] = linesOf(world, () => world.facilities.beginTick(1));
    expect([...lines].sort()).toEqual([
      'CB: Cr interest 0.2',
      'CB: Cr lending:D 100',
      'CB: Dr reserves:D 100.2',
      'D: Cr reserves 100.2',
      'D: Dr cb-borrowed 100',
      'D: Dr interest 0.2',
    ]);
  });

  it('a loan repaid before it is due, all of the principal and half of the interest', () => {
    const world = journalWorld();
    world.pool.pledge('D', { assetId: 'house', value: 500, haircut: 0 });
    world.facilities.lend('D', 100);
    world.journal.entries();
    const [[, early] = ['', []]] = linesOf(world, () => world.facilities.repay('D', '100.1'));
    expect(early).toContain('CB: Cr lending:D 100');
    expect(early).toContain('CB: Cr interest 0.1');
    const [[, late] = ['', []]] = linesOf(world, () => world.facilities.beginTick(1));
    expect([...late].sort()).toEqual([
      'CB: Cr interest 0.1',
      'CB: Dr reserves:D 0.1',
      'D: Cr reserves 0.1',
      'D: Dr interest 0.1',
    ]);
  });

  it('are booked in their ticks, whenever somebody looks', () => {
    const world = journalWorld();
    for (let tick = 0; tick < 4; tick++) {
      world.pool.pledge('D', { assetId: `house-${tick}`, value: 500, haircut: 0 });
      world.facilities.beginTick(tick);
      world.facilities.lend('D', 10);
    }
    expect(world.journal.entries().map(({ tick, kind }) => [tick, kind])).toEqual([
      [0, 'FacilityLending'],
      [1, 'FacilityLending'],
      [1, 'FacilityRepayment'],
      [2, 'FacilityLending'],
      [2, 'FacilityRepayment'],
      [3, 'FacilityLending'],
      [3, 'FacilityRepayment'],
    ]);
  });

  it('a loan that ends in security and a loss', () => {
    const world = journalWorld();
    world.pool.pledge('D', { assetId: 'house', value: 100, haircut: 0 });
    world.facilities.lend('D', 100);
    world.ledger.transfer({
      day: 0,
      kind: 'purchase',
      asset: 'reserves',
      from: 'D',
      to: 'A',
      amount: decimal(110),
    });
    world.pool.revalue('D', 'house', 60);
    world.journal.entries();
    const [[, lines] = ['', []]] = linesOf(world, () => world.facilities.beginTick(1));
    expect([...lines].sort()).toEqual([
      'CB: Cr lending:D 100',
      'CB: Dr credit-losses 40',
      'CB: Dr other-assets 60',
      'D: Cr debt-relief 40',
      'D: Cr transfers 60',
      'D: Dr cb-borrowed 100',
    ]);
  });
});

describe('a view of the books', () => {
  it('knows the bonds that agents have passed on, and those that came as presents', () => {
    const world = journalWorld();
    const give = (from: string, to: string) => () =>
      world.ledger.transfer({ day: 0, kind: 'gift', asset: 'bond', from, to, amount: decimal(6) });
    expect(linesOf(world, give('A', 'D'))).toEqual([
      ['Transfer', ['A: Cr bonds 6 (6)', 'A: Dr transfers 6', 'D: Dr bonds 6 (6)', 'D: Cr transfers 6']],
    ]);
    expect(linesOf(world, give('D', 'CB'))).toEqual([
      ['Transfer', ['CB: Dr bonds 0 (6)', 'D: Cr bonds 6 (6)', 'D: Dr transfers 6']],
    ]);
    expect(linesOf(world, give('treasury', 'D'))[0]?.[1]).toEqual([
      'treasury: Cr bonds-outstanding 6 (6)',
      'treasury: Dr issue-result 6',
      'D: Dr bonds 6 (6)',
      'D: Cr transfers 6',
    ]);
    expect(linesOf(world, give('D', 'treasury'))[0]?.[1]).toEqual([
      'D: Cr bonds 6 (6)',
      'D: Dr transfers 6',
      'treasury: Dr bonds-outstanding 6 (6)',
      'treasury: Cr issue-result 6',
    ]);
  });

  it('has an entry for each transfer, with what it refers to', () => {
    const { ledger, journal, bank, treasury } = journalWorld();
    const pay = (from: string, to: string, reference?: string): void =>
      ledger.transfer({
        day: 0,
        kind: 'wages',
        asset: 'reserves',
        from,
        to,
        amount: decimal(1),
        ...(reference === undefined ? {} : { reference }),
      });
    pay('A', 'B', 'monday');
    bank.conductOpenMarketOperations(treasury, 10);
    pay('B', 'A');
    expect(journal.entries().map(({ kind, reference }) => [kind, reference])).toEqual([
      ['Transfer', 'monday'],
      ['OpenMarketOperation', ''],
      ['TreasurySpending', ''],
      ['Transfer', ''],
    ]);
  });

  it('takes a payment that somebody else makes of a loan for a transfer, until it is told that it was one', () => {
    const world = journalWorld();
    const { market, ledger, journal } = world;
    market.beginTick(1);
    market.supplyReserves('A', 100);
    market.requestLoan({ borrowerId: 'C', amount: 100 });
    market.processMarketClearing('0.36');
    const [{ contract } = { contract: null }] = market.openLoans();
    ledger.transfer({ day: 2, kind: 'settlement', asset: 'reserves', from: 'C', to: 'A', amount: decimal('100.10') });
    expect(booksOf(journal.entries())('A', 'call-lent').toString()).toBe('100');
    market.recordSettlement(contract as string, '100.10');
    const books = booksOf(journal.entries());
    expectDoubleEntry(journal.entries());
    expect(['call-lent', 'transfers', 'interest', 'reserves'].map((name) => books('A', name).toString())).toEqual([
      '0',
      '0',
      '-0.1',
      '0.1',
    ]);
  });

  it('shows money that the central bank gives for nothing as other assets', () => {
    const world = journalWorld();
    const mint = () =>
      world.ledger.transfer({ day: 0, kind: 'mint', asset: 'reserves', from: 'CB', to: 'D', amount: decimal(5) });
    expect(linesOf(world, mint)).toEqual([
      ['Transfer', ['CB: Cr reserves:D 5', 'D: Dr reserves 5', 'CB: Dr other-assets 5', 'D: Cr transfers 5']],
    ]);
  });

  it('sees nothing that is undone, and nothing after it stops', () => {
    const world = journalWorld();
    expect(() =>
      world.ledger.transaction(() => {
        world.bank.conductOpenMarketOperations(world.treasury, 10);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(world.journal.entries()).toEqual([]);
    world.journal.stop();
    world.ledger.transfer({ day: 0, kind: 'gift', asset: 'reserves', from: 'A', to: 'B', amount: decimal(1) });
    expect(world.journal.entries()).toEqual([]);
  });

  it('needs to know what a bond is worth', () => {
    expect(refusedPaths(() => openMoneyJournal({ faceValue: 0 }, reserveAccounts({ balances: [] })))).toEqual([
      'faceValue',
    ]);
  });
});
