import { InvalidAgentIDError, InvalidAmountError, reserveAccounts, SnapshotError } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { snapshotOf, worldOf } from './market-worlds.js';
import { refusedPaths } from './refused-problems.js';

/** A world in which something has happened. */
function running() {
  const world = worldOf('ledger');
  world.price = '0.95';
  world.bank.conductOpenMarketOperations(world.treasury, 100);
  world.tick = 3;
  world.bank.setPolicyRate('0.02', 3);
  world.bank.conductOpenMarketOperations(world.treasury, -30);
  return world;
}

describe('a snapshot of the central bank', () => {
  it('is plain data with texts of all digits', () => {
    const { bank } = running();
    expect(JSON.parse(JSON.stringify(bank.snapshot()))).toEqual({
      kind: 'central-bank',
      version: 1,
      history: [
        { rate: '0.05', tick: 0 },
        { rate: '0.02', tick: 3 },
      ],
      holdings: 70,
      bookValue: '66.50',
      omoCashPosition: '-66.50',
      realisedGains: '0.00',
      netBought: 70,
    });
  });

  it.each([
    [{ kind: 'treasury' }, 'snapshot.kind'],
    [{ version: 2 }, 'snapshot.version'],
    [{ holdings: 71 }, 'snapshot.holdings'],
    [{ bookValue: 66.5 }, 'snapshot.bookValue'],
    [{ bookValue: '66.505' }, 'snapshot.bookValue'],
    [{ bookValue: '-1.00' }, 'snapshot.bookValue'],
    [{ omoCashPosition: 'x' }, 'snapshot.omoCashPosition'],
    [{ realisedGains: null }, 'snapshot.realisedGains'],
    [{ netBought: 0.5 }, 'snapshot.netBought'],
    [{ history: [] }, 'snapshot.history'],
    [{ history: {} }, 'snapshot.history'],
    [{ history: [{ rate: '0.05', tick: 1 }] }, 'snapshot.history[0].tick'],
    [{ history: [{ rate: '99', tick: 0 }] }, 'snapshot.history[0].rate'],
    [{ history: [{ rate: 0.05, tick: 0 }] }, 'snapshot.history[0].rate'],
    [
      {
        history: [
          { rate: '0', tick: 0 },
          { rate: '0', tick: 0 },
        ],
      },
      'snapshot.history[1].tick',
    ],
    [{ history: [{ rate: '0', tick: 0, by: 'whom' }] }, 'snapshot.history[0].by'],
    [{ mood: 'good' }, 'snapshot.mood'],
    [{ bookValue: undefined }, 'snapshot.bookValue'],
  ])('with %o is refused, and changes nothing', (change, path) => {
    const { bank } = running();
    const before = bank.snapshot();
    expect(refusedPaths(() => bank.restore({ ...before, ...change }))).toContain(path);
    expect(bank.snapshot()).toEqual(before);
  });

  it.each([null, undefined, 'x', 3, []])('is not %o', (snapshot) => {
    expect(() => running().bank.restore(snapshot)).toThrow(SnapshotError);
  });

  it('is taken back with the transaction in which it was restored', () => {
    const { bank, ledger } = running();
    const early = bank.snapshot();
    bank.setPolicyRate('0.01', 4);
    const late = bank.snapshot();
    expect(() =>
      ledger.transaction(() => {
        bank.restore(early);
        expect(bank.snapshot()).toEqual(early);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(bank.snapshot()).toEqual(late);
  });

  it('fits the ledger it came with only', () => {
    const { bank } = worldOf('ledger', { bonds: { quantity: 10, bookValue: 9 } });
    expect(refusedPaths(() => bank.restore(running().bank.snapshot()))).toEqual(['snapshot.holdings']);
  });
});

describe('a snapshot of an issuing treasury', () => {
  it.each([
    [{ kind: 'central-bank' }, 'snapshot.kind'],
    [{ version: 0 }, 'snapshot.version'],
    [{ inventory: -1 }, 'snapshot.inventory'],
    [{ inventory: null }, 'snapshot.inventory'],
    [{ outstanding: 0 }, 'snapshot.outstanding'],
    [{ spending: '-1.00' }, 'snapshot.spending'],
    [{ levies: 0 }, 'snapshot.levies'],
    [{ holdings: [['F1', 3]] }, 'snapshot.holdings'],
    [{ debtLedger: 'none' }, 'snapshot.debtLedger'],
    [{ debtLedger: [{}] }, 'snapshot.debtLedger[0].tick'],
    [
      {
        debtLedger: [{ tick: 0, kind: 'gift', quantity: 0, price: '0', cash: 'x', outstandingAfter: -1 }],
      },
      'snapshot.debtLedger[0].kind',
    ],
  ])('with %o is refused, and changes nothing', (change, path) => {
    const { treasury } = running();
    const before = treasury.snapshot();
    expect(refusedPaths(() => treasury.restore({ ...before, ...change }))).toContain(path);
    expect(treasury.snapshot()).toEqual(before);
  });

  it('tells everything that is wrong with a debt ledger', () => {
    const { treasury } = running();
    const debtLedger = [{ tick: 0.5, kind: 'gift', quantity: 0, price: '0', cash: 'x', outstandingAfter: -1 }];
    expect(refusedPaths(() => treasury.restore({ ...treasury.snapshot(), debtLedger }))).toEqual(
      ['kind', 'price', 'quantity', 'cash', 'tick', 'outstandingAfter'].map(
        (field) => `snapshot.debtLedger[0].${field}`,
      ),
    );
  });

  it('brings back sums and debt ledger', () => {
    const world = running();
    const again = worldOf('ledger', {}, snapshotOf(world));
    expect(snapshotOf(again)).toEqual(snapshotOf(world));
  });
});

describe('a ledger of reserves', () => {
  it('opens everybody in the order given, with money of the central bank', () => {
    const { ledger } = reserveAccounts({
      balances: new Map([
        ['b', decimal('0.5')],
        ['10', decimal(3)],
        ['__proto__', decimal(0)],
      ]),
      moneyDecimals: 1,
    });
    expect(ledger.agents()).toEqual(['CB', 'b', '10', '__proto__']);
    expect(ledger.agents().map((agent) => ledger.balance(agent, 'reserves').toString())).toEqual([
      '-3.5',
      '0.5',
      '3',
      '0',
    ]);
  });

  it('takes amounts on the grid, of others than the central bank', () => {
    expect(() => reserveAccounts({ balances: [['F1', '0.001']] })).toThrow(InvalidAmountError);
    expect(() => reserveAccounts({ balances: [['F1', -1]] })).toThrow(InvalidAmountError);
    expect(() => reserveAccounts({ balances: [['CB', 1]] })).toThrow(InvalidAgentIDError);
  });
});
