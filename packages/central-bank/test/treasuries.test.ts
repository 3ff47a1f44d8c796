import {
  createBrokeredTreasury,
  createCentralBank,
  createTreasury,
  createUnlimitedTreasury,
  fromSignedTreasury,
  InsufficientReservesError,
  InvalidAgentIDError,
  InvalidAmountError,
  InvalidQuantityError,
  type MoneyMarketEvent,
  noTreasury,
  type PassThrough,
  reserveAccounts,
  type SignedTreasury,
  TreasuryOperationError,
} from '@bagehot/central-bank';
import { createRecordingTreasury, goldenFirms, goldenHouseholds } from '@bagehot/central-bank/testing';
import { createEventLog, decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';
import { refusedPaths } from './refused-problems.js';

const one = decimal(1);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The firms and households of the specification, on a ledger. */
function market(deposit = 0) {
  const agents = [...goldenFirms(), ...goldenHouseholds()];
  const accounts = reserveAccounts({
    balances: [...agents.map(({ agentId, reserves }) => [agentId, reserves] as const), ['treasury', deposit]],
  });
  const events = createEventLog<MoneyMarketEvent>();
  const balance = (agent: string, asset = 'reserves'): string => accounts.ledger.balance(agent, asset).toString();
  return { ports: { ...accounts, events }, ...accounts, events, balance };
}

const toHouseholds = (fraction: string): PassThrough => ({
  fraction,
  recipients: [
    { agentId: 'H1', weight: 1 },
    { agentId: 'H2', weight: 2 },
  ],
});

describe('a treasury that issues bonds', () => {
  it('keeps a debt ledger', () => {
    const { ports, balance } = market();
    const treasury = createTreasury({ inventory: 100, faceValue: 1 }, { ...ports, clock: { tick: 4 } });
    const price = { now: '0.95' };
    const bank = createCentralBank(
      { initialPolicyRate: 0, faceValue: 1 },
      { ...ports, pricing: { price: () => price.now } },
    );
    bank.conductOpenMarketOperations(treasury, 60);
    price.now = '0.9';
    bank.conductOpenMarketOperations(treasury, -20);
    expect(plain(treasury.debtLedger())).toEqual([
      {
        entryId: 1,
        tick: 4,
        kind: 'issue',
        quantity: 60,
        price: '0.95',
        cash: '57',
        faceAmount: '60',
        result: '-3',
        outstandingAfter: 60,
      },
      {
        entryId: 2,
        tick: 4,
        kind: 'buyback',
        quantity: 20,
        price: '0.9',
        cash: '18',
        faceAmount: '20',
        result: '2',
        outstandingAfter: 40,
      },
    ]);
    expect(plain(treasury.position())).toEqual({
      deposit: '39',
      inventory: 60,
      outstanding: 40,
      issueResult: '-1',
      spending: '0',
      levies: '0',
      netResult: '-1',
    });
    expect([balance('treasury'), balance('treasury', 'bond'), balance('H1')]).toEqual(['39', '-40', '50']);
  });

  it('spends what it gets, rounded down and split by weights, and levies it back', () => {
    const { ports, events, balance } = market();
    const treasury = createTreasury({ inventory: 100, faceValue: 1, passThrough: toHouseholds('0.5') }, ports);
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
    bank.conductOpenMarketOperations(treasury, 11);
    // 5.50 of 11: 1.83 and 3.67, the cent to the larger remainder.
    expect([balance('H1'), balance('H2'), balance('treasury')]).toEqual(['51.83', '3.67', '5.5']);
    bank.conductOpenMarketOperations(treasury, -11);
    expect([balance('H1'), balance('H2'), balance('treasury')]).toEqual(['50', '0', '0']);
    expect(events.events.map(({ kind }) => kind)).toEqual([
      'OpenMarketOperation',
      'TreasurySpending',
      'OpenMarketOperation',
      'TreasuryLevy',
    ]);
    expect(plain(events.of('TreasurySpending')[0])).toEqual({
      kind: 'TreasurySpending',
      day: 0,
      total: '5.5',
      parts: [
        { agentId: 'H1', amount: '1.83' },
        { agentId: 'H2', amount: '3.67' },
      ],
    });
  });

  it('refuses what it cannot do, and changes nothing', () => {
    const { ports } = market(5);
    const treasury = createTreasury({ inventory: 10, faceValue: 1, passThrough: toHouseholds('1') }, ports);
    const before = JSON.stringify([ports.ledger.snapshot(), treasury.snapshot()]);
    expect(treasury.sellBondsToCentralBank(11, one)).toMatchObject({ success: false, code: 'insufficient-inventory' });
    expect(treasury.buyBondsFromCentralBank(1, one)).toMatchObject({ success: false, code: 'not-outstanding' });
    const initialBonds = { quantity: 40, bookValue: 40 };
    createCentralBank({ initialPolicyRate: 0, faceValue: 1, initialBonds }, ports);
    // H2 has nothing and would have to pay two thirds.
    expect(treasury.buyBondsFromCentralBank(3, one)).toMatchObject({ success: false, code: 'levy-failed' });
    const plainTreasury = createTreasury({ inventory: 0, faceValue: 1 }, ports);
    expect(plainTreasury.buyBondsFromCentralBank(6, one)).toMatchObject({ code: 'insufficient-deposit' });
    expect(plainTreasury.buyBondsFromCentralBank(5, one).success).toBe(true);
    expect(JSON.parse(before)[1]).toEqual({ ...treasury.snapshot(), outstanding: 0 });
  });

  it('pays and takes on other occasions, with a memo in the journal', () => {
    const { ports, events, balance, ledger } = market(100);
    const treasury = createTreasury({ inventory: 0, faceValue: 1 }, ports);
    treasury.spend('H2', '30.50', 'pensions');
    treasury.levy('F1', 100);
    treasury.spend('H2', 0);
    expect([balance('H2'), balance('F1'), balance('treasury')]).toEqual(['30.5', '500', '169.5']);
    expect(plain(treasury.position())).toMatchObject({ spending: '30.5', levies: '100', netResult: '69.5' });
    expect(plain([...ledger.journal].slice(-2))).toEqual([
      {
        op: 'transfer',
        day: 0,
        kind: 'TreasurySpending',
        asset: 'reserves',
        from: 'treasury',
        to: 'H2',
        amount: '30.5',
        reference: 'pensions',
      },
      {
        op: 'transfer',
        day: 0,
        kind: 'TreasuryLevy',
        asset: 'reserves',
        from: 'F1',
        to: 'treasury',
        amount: '100',
      },
    ]);
    expect(events.events.map(({ kind }) => kind)).toEqual(['TreasurySpending', 'TreasuryLevy']);
  });

  it('overdraws nobody', () => {
    const { ports } = market(10);
    const treasury = createTreasury({ inventory: 0, faceValue: 1 }, ports);
    const before = JSON.stringify([ports.ledger.snapshot(), treasury.snapshot()]);
    expect(() => treasury.spend('H1', '10.01')).toThrow(InsufficientReservesError);
    expect(() => treasury.levy('H2', '0.01')).toThrow('H2 has 0.00 and cannot pay 0.01');
    expect(() => treasury.spend('nobody', 1)).toThrow(InvalidAgentIDError);
    expect(() => treasury.spend('__proto__', 1)).toThrow(InvalidAgentIDError);
    expect(() => treasury.spend('treasury', 1)).toThrow(InvalidAgentIDError);
    expect(() => treasury.levy('CB', 1)).toThrow(InvalidAgentIDError);
    expect(() => treasury.spend('H1', '0.001')).toThrow(InvalidAmountError);
    expect(() => treasury.spend('H1', -1)).toThrow(InvalidAmountError);
    expect(JSON.stringify([ports.ledger.snapshot(), treasury.snapshot()])).toBe(before);
  });

  it('may have bonds without limit', () => {
    const { ports } = market();
    const treasury = createUnlimitedTreasury({ faceValue: 1 }, ports);
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
    bank.conductOpenMarketOperations(treasury, 1e12);
    expect(treasury.position().inventory).toBe(Number.POSITIVE_INFINITY);
    const stored = JSON.parse(JSON.stringify(treasury.snapshot()));
    expect(stored.inventory).toBeNull();
    const again = createUnlimitedTreasury({ faceValue: 1 }, ports, stored);
    expect(again.snapshot()).toEqual(treasury.snapshot());
    expect(refusedPaths(() => again.restore({ ...stored, inventory: 5 }))).toEqual(['snapshot.inventory']);
  });

  it('is refused with every problem', () => {
    const { ports } = market();
    expect(
      refusedPaths(() =>
        createTreasury(
          {
            inventory: -1,
            faceValue: 0,
            passThrough: {
              fraction: 2,
              recipients: [
                { agentId: 'H1', weight: -1 },
                { agentId: 'H1', weight: 0 },
                { agentId: 'treasury', weight: 0 },
                { agentId: 'toString', weight: 0.5 },
              ],
            },
          },
          ports,
        ),
      ),
    ).toEqual([
      'inventory',
      'faceValue',
      'passThrough.fraction',
      'passThrough.recipients[0].weight',
      'passThrough.recipients[1].agentId',
      'passThrough.recipients[2].agentId',
      'passThrough.recipients[3].agentId',
      'passThrough.recipients[3].weight',
      'passThrough.recipients',
    ]);
  });

  it('is asked for whole bonds at a price', () => {
    const { ports } = market();
    const treasury = createTreasury({ inventory: 10, faceValue: 1 }, ports);
    for (const quantity of [0, -1, 1.5, Number.NaN])
      expect(() => treasury.sellBondsToCentralBank(quantity, one)).toThrow(InvalidQuantityError);
    expect(() => treasury.sellBondsToCentralBank(1, decimal(0))).toThrow(/price must be more than 0/u);
    expect(() => treasury.buyBondsFromCentralBank(1, decimal('0.000000001'))).toThrow(/at most 8 decimals/u);
  });
});

describe('a treasury that brokers bonds', () => {
  const holders = [
    { agentId: 'F1', quantity: 10 },
    { agentId: 'F2', quantity: 20 },
    { agentId: 'F4', quantity: 0 },
  ];

  it('takes bonds from holders in proportion, and pays for what each gave', () => {
    const { ports, balance } = market();
    const treasury = createBrokeredTreasury({ holders }, ports);
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: '2.5' }, ports);
    bank.conductOpenMarketOperations(treasury, 10);
    expect(treasury.holdings()).toEqual([
      { agentId: 'F1', quantity: 7 },
      { agentId: 'F2', quantity: 13 },
      { agentId: 'F4', quantity: 0 },
    ]);
    expect([balance('F1'), balance('F2'), balance('F4'), balance('treasury')]).toEqual(['607.5', '417.5', '10', '0']);
  });

  it('is refused with every problem', () => {
    const { ports } = market();
    const wrong = [
      { agentId: 'F1', quantity: -1 },
      { agentId: 'F1', quantity: 1 },
      { agentId: 'CB', quantity: 1 },
    ];
    expect(refusedPaths(() => createBrokeredTreasury({ holders: wrong }, ports))).toEqual([
      'holders[0].quantity',
      'holders[1].agentId',
      'holders[2].agentId',
    ]);
  });

  it('goes on where the ledger is what its snapshot says', () => {
    const { ports } = market();
    const treasury = createBrokeredTreasury({ holders }, ports);
    const stored = JSON.parse(JSON.stringify(treasury.snapshot()));
    treasury.restore(stored);
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: '2.5' }, ports);
    bank.conductOpenMarketOperations(treasury, 30);
    expect(refusedPaths(() => treasury.restore(stored))).toEqual(['snapshot.holdings']);
    expect(refusedPaths(() => treasury.restore({ ...treasury.snapshot(), debtLedger: [1], mood: 'good' }))).toEqual([
      'snapshot.mood',
      'snapshot.debtLedger',
    ]);
    expect(refusedPaths(() => treasury.restore(null))).toContain('snapshot');
    expect(
      createBrokeredTreasury({ holders }, ports, JSON.parse(JSON.stringify(treasury.snapshot()))).holdings(),
    ).toEqual(holders.map(({ agentId }) => ({ agentId, quantity: 0 })));
  });
});

describe('treasuries of a few lines', () => {
  it('say no where there is none', () => {
    const { ports } = market();
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
    expect(() => bank.conductOpenMarketOperations(noTreasury, 1)).toThrow(TreasuryOperationError);
    expect(noTreasury.buyBondsFromCentralBank(1, one)).toMatchObject({ success: false, code: 'no-treasury' });
  });

  it('with one method are asked for less than nothing when they are to buy', () => {
    const { ports } = market(100);
    const asked: number[] = [];
    const signed: SignedTreasury = {
      sellBondsToCentralBank(quantity) {
        asked.push(quantity);
        return { success: true, details: '' };
      },
    };
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
    const treasury = fromSignedTreasury(signed);
    bank.conductOpenMarketOperations(treasury, 5);
    bank.conductOpenMarketOperations(treasury, -3);
    expect(asked).toEqual([5, -3]);
    expect(bank.bondHoldings().quantity).toBe(2);
  });

  it('with one method and a memory take back what fails', () => {
    const { ports } = market(100);
    const state = { sold: 0, settled: 0 };
    const treasury = fromSignedTreasury({
      sellBondsToCentralBank(quantity) {
        state.sold += quantity;
        return { success: quantity < 10, details: 'too many', code: 'too-many' };
      },
      onSettled: () => {
        state.settled++;
      },
      checkpoint: () => state.sold,
      restore(token) {
        state.sold = token as number;
      },
    });
    const bank = createCentralBank({ initialPolicyRate: 0, faceValue: 1 }, ports);
    bank.conductOpenMarketOperations(treasury, 5);
    expect(() => bank.conductOpenMarketOperations(treasury, 50)).toThrow(/too-many/u);
    expect(state).toEqual({ sold: 5, settled: 1 });
  });

  it('record what they are asked for, also when they fail', () => {
    const { ledger, contracts } = reserveAccounts({ balances: [] });
    const treasury = createRecordingTreasury({}, { ledger, contracts });
    const bank = createCentralBank(
      { initialPolicyRate: 0, faceValue: 1 },
      { ledger, contracts, pricing: { price: ({ quantity }) => (quantity > 0 ? '1.1' : '1.2') } },
    );
    bank.conductOpenMarketOperations(treasury, 10);
    bank.conductOpenMarketOperations(treasury, 0);
    bank.conductOpenMarketOperations(treasury, -10);
    expect(plain(treasury.calls)).toEqual([
      { method: 'sellBondsToCentralBank', quantity: 10, price: '1.1' },
      { method: 'buyBondsFromCentralBank', quantity: 10, price: '1.2' },
    ]);
    expect(ledger.balance('treasury', 'reserves').toString()).toBe('-1');
    const failing = createRecordingTreasury({ failWith: 'strike' }, { ledger, contracts });
    expect(() => bank.conductOpenMarketOperations(failing, 1)).toThrow(/strike/u);
    expect(failing.calls.length).toBe(1);
  });
});
