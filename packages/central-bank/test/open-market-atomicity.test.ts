import {
  BondPricingError,
  createCentralBank,
  type MoneyMarketEvent,
  reserveAccounts,
  TreasuryOperationError,
  type TreasurySaleResponse,
  type TreasuryService,
} from '@bagehot/central-bank';
import { createEventLog, decimal } from '@bagehot/kernel';
import { Accounts, Column } from '@bagehot/kernel/quanta';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Kind, snapshotOf, type World, worldOf } from './market-worlds.js';

/** A market that has seen a purchase and a change of the rate. */
function running(kind: Kind): World {
  const world = worldOf(kind);
  world.price = '0.97';
  world.bank.conductOpenMarketOperations(world.treasury, 100);
  world.tick = 2;
  world.bank.setPolicyRate('0.04', 2);
  world.price = '1.01';
  return world;
}

/** All that may not change when an operation fails. */
function bytesOf(world: World): string {
  const entries = JSON.stringify([...world.ledger.journal]);
  const rates = JSON.stringify(world.bank.policyRateHistory());
  return JSON.stringify(snapshotOf(world)) + entries + rates;
}

/** What a failed operation is allowed to tell. */
function expectOneFailure(world: World, before: number, quantity: number): void {
  const told = world.events.events.slice(before);
  expect(told.map(({ kind }) => kind)).toEqual(['OpenMarketOperationFailed']);
  expect(told[0]).toMatchObject({ day: 2, quantity });
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** The steps through which everything goes that an operation does. */
const steps = [
  ['a transfer', Column.prototype, 'moveOn'],
  ['a name', Accounts.prototype, 'nameOf'],
  ['a reason', Accounts.prototype, 'label'],
  ['a place in the undo list', Accounts.prototype, 'onRollback'],
  ['an announcement', Accounts.prototype, 'defer'],
  ['a nested transaction', Accounts.prototype, 'begin'],
] as const;

describe.each(['ledger', 'brokered'] as const)('an operation with a %s treasury', (kind) => {
  describe.each([
    ['purchase', 30],
    ['sale', -30],
  ])('%s', (_, quantity) => {
    it.each(steps)('changes nothing when %s fails, whichever it is', (_name, owner, method) => {
      let failing = 0;
      for (let isDone = false; !isDone; ) {
        const world = running(kind);
        const before = bytesOf(world);
        const told = world.events.events.length;
        const original = (owner as unknown as Record<string, (...args: never[]) => unknown>)[method] as (
          ...args: never[]
        ) => unknown;
        let calls = 0;
        const spy = vi.spyOn(owner as unknown as Record<string, () => unknown>, method).mockImplementation(function (
          this: unknown,
          ...args: never[]
        ) {
          if (calls++ === failing) throw new Error(`step ${failing} of ${method}`);
          return original.apply(this, args);
        } as () => unknown);
        try {
          world.bank.conductOpenMarketOperations(world.treasury, quantity);
          isDone = true;
          spy.mockRestore();
        } catch (error) {
          spy.mockRestore();
          expect(String((error as Error).cause ?? error)).toContain(`step ${failing}`);
          expect(bytesOf(world)).toBe(before);
          expectOneFailure(world, told, quantity);
          failing++;
          // What failed can be done later.
          world.bank.conductOpenMarketOperations(world.treasury, quantity);
        }
      }
      expect(failing).toBeGreaterThan(0);
    });

    it('is undone with the transaction around it, without a word', () => {
      const world = running(kind);
      const before = bytesOf(world);
      const told = world.events.events.length;
      expect(() =>
        world.ledger.transaction(() => {
          world.bank.conductOpenMarketOperations(world.treasury, quantity);
          world.bank.setPolicyRate('0.01', 3);
          throw new Error('the day is off');
        }),
      ).toThrow('the day is off');
      expect(bytesOf(world)).toBe(before);
      expect(world.events.events.length).toBe(told);
    });
  });
});

describe('a treasury of somebody else', () => {
  /** Its state is its own: it must be told to take it back. */
  class OwnTreasury implements TreasuryService {
    sold = 0;
    settled = 0;
    mood: 'well' | 'throws' | 'refuses' | 'says nothing' | 'throws when settled' = 'well';
    response: Partial<TreasurySaleResponse> = {};

    sellBondsToCentralBank(quantity: number): TreasurySaleResponse {
      this.sold += quantity;
      if (this.mood === 'throws') throw new RangeError('out of paper');
      if (this.mood === 'says nothing') return undefined as unknown as TreasurySaleResponse;
      if (this.mood === 'refuses') return { success: false, code: 'on-holiday', details: 'back on Monday' };
      return { success: true, details: 'done', ...this.response };
    }

    buyBondsFromCentralBank(quantity: number): TreasurySaleResponse {
      return this.sellBondsToCentralBank(-quantity);
    }

    onSettled(): void {
      this.settled++;
      if (this.mood === 'throws when settled') throw new RangeError('too late');
    }

    checkpoint(): unknown {
      return [this.sold, this.settled];
    }

    restore(token: unknown): void {
      [this.sold, this.settled] = token as [number, number];
    }
  }

  function market() {
    const ports = reserveAccounts({ balances: [['F1', '10.00']] });
    const events = createEventLog<MoneyMarketEvent>();
    const treasury = new OwnTreasury();
    const bank = createCentralBank({ initialPolicyRate: '0.05', faceValue: '1' }, { ...ports, events });
    const bytes = (): string =>
      JSON.stringify([ports.ledger.snapshot(), bank.snapshot(), treasury.sold, treasury.settled]);
    return { ...ports, events, treasury, bank, bytes };
  }

  function failureOf(operate: () => unknown): TreasuryOperationError {
    try {
      operate();
    } catch (error) {
      if (error instanceof TreasuryOperationError) return error;
      throw error;
    }
    throw new Error('it did not fail');
  }

  it('is served: bonds are issued for it, cash goes to its account', () => {
    const { bank, treasury, ledger } = market();
    bank.conductOpenMarketOperations(treasury, 5);
    expect([treasury.sold, treasury.settled]).toEqual([5, 1]);
    expect([ledger.balance('treasury', 'reserves'), ledger.balance('treasury', 'bond')].map(String)).toEqual([
      '5',
      '-5',
    ]);
    bank.conductOpenMarketOperations(treasury, -5);
    expect([ledger.balance('treasury', 'reserves'), ledger.balance('treasury', 'bond')].map(String)).toEqual([
      '0',
      '0',
    ]);
  });

  it.each([
    ['throws', {}, 'exception'],
    ['refuses', {}, 'on-holiday'],
    ['says nothing', {}, 'refused'],
    ['throws when settled', {}, 'exception'],
    ['well', { settlement: [{ holder: 'F1', amount: decimal(4) }] }, 'settlement-mismatch'],
    ['well', { settlement: [{ holder: 'nobody', amount: decimal(5) }] }, 'settlement-mismatch'],
    ['well', { settlement: [{ holder: 'CB', amount: decimal(5) }] }, 'settlement-mismatch'],
    ['well', { settlement: [{ holder: '__proto__', amount: decimal(5) }] }, 'settlement-mismatch'],
    [
      'well',
      {
        settlement: [
          { holder: 'F1', amount: decimal('5.005') },
          { holder: 'F1', amount: decimal('-0.005') },
        ],
      },
      'settlement-mismatch',
    ],
    ['well', { settlement: 7 as unknown as [] }, 'settlement-mismatch'],
    ['well', { settlement: [null as never] }, 'settlement-mismatch'],
  ] as const)('that %s, with %o, leaves everything as it was', (mood, response, code) => {
    const { bank, treasury, events, bytes } = market();
    const before = bytes();
    treasury.mood = mood;
    treasury.response = response;
    const error = failureOf(() => bank.conductOpenMarketOperations(treasury, 5));
    expect(error.details).toEqual({ code, quantity: 5, price: '1' });
    expect(error.cause === undefined).toBe(code !== 'exception');
    expect(bytes()).toBe(before);
    expect(events.events.map(({ kind }) => kind)).toEqual(['OpenMarketOperationFailed']);
    expect(events.events[0]).toMatchObject({ code: 'TREASURY_OPERATION_FAILED', message: error.message, quantity: 5 });
  });

  it('that buys bonds it cannot pay fails, with the refusal of the ledger as the cause', () => {
    const { bank, treasury, ledger, bytes } = market();
    bank.conductOpenMarketOperations(treasury, 5);
    ledger.transfer({
      day: 0,
      kind: 'wages',
      asset: 'reserves',
      from: 'treasury',
      to: 'F1',
      amount: decimal('0.01'),
    });
    const before = bytes();
    const error = failureOf(() => bank.conductOpenMarketOperations(treasury, -5));
    expect([error.details.code, (error.cause as { code: string }).code]).toEqual([
      'settlement-failed',
      'INSUFFICIENT_BALANCE',
    ]);
    expect(bytes()).toBe(before);
  });

  it('that moves some of the bonds itself, or moves them the wrong way, fails', () => {
    const { bank, treasury, ledger, bytes } = market();
    bank.conductOpenMarketOperations(treasury, 5);
    const before = bytes();
    const pass = (from: string, to: string): void => {
      vi.spyOn(treasury, 'sellBondsToCentralBank').mockImplementation(() => {
        ledger.transfer({ day: 0, kind: 'delivery', asset: 'bond', from, to, amount: decimal(1) });
        return { success: true, details: '' };
      });
    };
    pass('treasury', 'CB');
    expect(failureOf(() => bank.conductOpenMarketOperations(treasury, 2)).details.code).toBe('delivery-mismatch');
    expect(bank.conductOpenMarketOperations(treasury, 1).bondsTransacted).toBe(1);
    bank.conductOpenMarketOperations(new OwnTreasury(), -1);
    pass('CB', 'treasury');
    expect(failureOf(() => bank.conductOpenMarketOperations(treasury, 1)).details.code).toBe('delivery-mismatch');
    expect(JSON.parse(bytes())[0]).toEqual(JSON.parse(before)[0]);
  });

  it('whose checkpoint throws is not asked', () => {
    const { bank, treasury, bytes } = market();
    const before = bytes();
    vi.spyOn(treasury, 'checkpoint').mockImplementation(() => {
      throw new Error('no ink');
    });
    expect(failureOf(() => bank.conductOpenMarketOperations(treasury, 5)).details.code).toBe('exception');
    expect(bytes()).toBe(before);
  });

  it('is not there at all', () => {
    const { bank, bytes } = market();
    const before = bytes();
    expect(failureOf(() => bank.conductOpenMarketOperations(undefined as never, 5)).details.code).toBe('exception');
    expect(bytes()).toBe(before);
  });
});

describe('an operation', () => {
  it('whose price port throws fails before anybody is asked', () => {
    const ports = reserveAccounts({ balances: [] });
    const events = createEventLog<MoneyMarketEvent>();
    const cause = new Error('the exchange is closed');
    const pricing = {
      price: (): never => {
        throw cause;
      },
    };
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, { ...ports, events, pricing });
    const treasury = { sellBondsToCentralBank: vi.fn(), buyBondsFromCentralBank: vi.fn() };
    let caught: unknown;
    try {
      bank.conductOpenMarketOperations(treasury, 5);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(BondPricingError);
    expect((caught as Error).cause).toBe(cause);
    expect(treasury.sellBondsToCentralBank).not.toHaveBeenCalled();
    expect(events.events).toEqual([
      {
        kind: 'OpenMarketOperationFailed',
        day: 0,
        quantity: 5,
        code: 'BOND_PRICING',
        message: (caught as Error).message,
      },
    ]);
  });

  it.each([Number.NaN, 1.5, '5', 10n, null, Number.POSITIVE_INFINITY])(
    'of %s bonds is refused and told as one of 0',
    (quantity) => {
      const world = running('ledger');
      const before = bytesOf(world);
      const told = world.events.events.length;
      expect(() => world.bank.conductOpenMarketOperations(world.treasury, quantity as number)).toThrow(
        /quantityToBuy must be a safe integer/u,
      );
      expect(bytesOf(world)).toBe(before);
      expectOneFailure(world, told, 0);
    },
  );

  it('stands when a sink throws that is told of it', () => {
    const ports = reserveAccounts({ balances: [] });
    const told: string[] = [];
    const events = {
      emit({ kind }: MoneyMarketEvent): void {
        told.push(kind);
        throw new Error('disk full');
      },
    };
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, { ...ports, events });
    const treasury: TreasuryService = {
      sellBondsToCentralBank: () => ({ success: true, details: '' }),
      buyBondsFromCentralBank: () => ({ success: true, details: '' }),
    };
    expect(() => bank.conductOpenMarketOperations(treasury, 5)).toThrow('disk full');
    expect(told).toEqual(['OpenMarketOperation']);
    expect(bank.bondHoldings().quantity).toBe(5);
  });
});
