import {
  createBrokeredTreasury,
  createTreasury,
  createUnlimitedTreasury,
  fromSignedTreasury,
  type MoneyMarketPorts,
  noTreasury,
  type TreasurySaleResponse,
  type TreasuryService,
} from '@bagehot/central-bank';
import { checkTreasury, createRecordingTreasury } from '@bagehot/central-bank/testing';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const few = { numRuns: 25 };
const YES: TreasurySaleResponse = { success: true, details: 'done' };
const NO: TreasurySaleResponse = { success: false, details: 'no' };

/** Issues as it is asked, and buys back while there are bonds it issued: says what it does, and keeps nothing else. */
const plain: TreasuryService = { sellBondsToCentralBank: () => YES, buyBondsFromCentralBank: () => NO };

describe('the laws of a treasury', () => {
  const holders = ['F1', 'F2', 'F3'].map((agentId, k) => ({ agentId, quantity: 40 * k }));
  const recipients = [
    { agentId: 'F1', weight: 1 },
    { agentId: 'F3', weight: 2 },
  ];
  const shipped: readonly (readonly [string, (ports: MoneyMarketPorts) => TreasuryService])[] = [
    ['no treasury', () => noTreasury],
    ['one that issues', (ports) => createTreasury({ inventory: 200, faceValue: 1 }, ports)],
    [
      'one that issues and passes its money on',
      (ports) => createTreasury({ inventory: 200, faceValue: 1, passThrough: { fraction: '0.9', recipients } }, ports),
    ],
    ['one without limits', (ports) => createUnlimitedTreasury({ faceValue: 1 }, ports)],
    ['a secondary market', (ports) => createBrokeredTreasury({ holders }, ports)],
    ['one that records', (ports) => createRecordingTreasury({}, ports)],
    ['one that records and refuses', (ports) => createRecordingTreasury({ failWith: 'closed' }, ports)],
    [
      'one of a single method',
      () => fromSignedTreasury({ sellBondsToCentralBank: (quantity) => (quantity > 0 ? YES : NO) }),
    ],
    [
      'one that counts for itself and has checkpoints',
      () => {
        let left = 100;
        return {
          ...plain,
          sellBondsToCentralBank(quantity) {
            if (quantity > left) return NO;
            left -= quantity;
            return YES;
          },
          checkpoint: () => left,
          restore(token) {
            left = token as number;
          },
        };
      },
    ],
  ];
  it.each(shipped)('hold of %s', (_, create) => checkTreasury(create, few));

  let calls = 0;
  const wrong: readonly (readonly [string, (ports: MoneyMarketPorts) => TreasuryService, RegExp])[] = [
    [
      'one that throws',
      () => ({
        ...plain,
        sellBondsToCentralBank() {
          throw new Error('closed on Sundays');
        },
      }),
      /a treasury answers: it threw Error: closed on Sundays/,
    ],
    [
      'one that shrugs',
      () => ({ ...plain, sellBondsToCentralBank: () => ({ success: 1, details: 'well' }) as never }),
      /a treasury says yes or no, and why/,
    ],
    [
      'a refusal with a fee',
      ({ ledger }) => ({
        ...plain,
        sellBondsToCentralBank() {
          ledger.transfer({ day: 0, kind: 'fee', asset: 'reserves', from: 'F1', to: 'treasury', amount: decimal(1) });
          return NO;
        },
      }),
      /a refusal changes nothing/,
    ],
    [
      'a settlement that does not add up',
      () => ({
        ...plain,
        sellBondsToCentralBank: () => ({ ...YES, settlement: [{ holder: 'F1', amount: decimal('0.01') }] }),
      }),
      /a success settles exactly: .*settlement-mismatch/,
    ],
    [
      'a settlement with nobody',
      () => ({
        ...plain,
        sellBondsToCentralBank: (quantity, price) => ({
          ...YES,
          settlement: [{ holder: 'nobody', amount: price.times(quantity).round(2, 2) }],
        }),
      }),
      /a success settles exactly/,
    ],
    [
      'bonds that are delivered in part',
      ({ ledger }) => ({
        ...plain,
        sellBondsToCentralBank() {
          ledger.issue('bond', 'treasury', { decimals: 0 });
          ledger.transfer({ day: 0, kind: 'x', asset: 'bond', from: 'treasury', to: 'CB', amount: decimal(121) });
          return YES;
        },
      }),
      /a success settles exactly: .*delivery-mismatch/,
    ],
    [
      'buybacks without money',
      () => ({ ...plain, buyBondsFromCentralBank: () => YES }),
      /a success settles exactly: .*settlement-failed/,
    ],
    [
      'money of its own making',
      ({ ledger }) => ({
        ...plain,
        onSettled: () =>
          ledger.transfer({ day: 0, kind: 'gift', asset: 'reserves', from: 'CB', to: 'F1', amount: decimal(1) }),
      }),
      /an operation moves as much money as it costs/,
    ],
    [
      'bonds on top',
      ({ ledger }) => ({
        ...plain,
        onSettled: () =>
          ledger.transfer({ day: 0, kind: 'gift', asset: 'bond', from: 'treasury', to: 'CB', amount: decimal(1) }),
      }),
      /an operation moves as many bonds as it is about/,
    ],
    [
      'one that counts for itself, without checkpoints',
      () => {
        let left = 150;
        return {
          ...plain,
          sellBondsToCentralBank(quantity) {
            if (quantity > left) return NO;
            left -= quantity;
            return YES;
          },
        };
      },
      /an operation that fails leaves nothing behind/,
    ],
    [
      'a mood',
      () => ({ ...plain, sellBondsToCentralBank: () => (calls++ % 3 === 0 ? NO : YES) }),
      /the same operations have the same course/,
    ],
  ];
  it.each(wrong)('are broken by %s', (_, create, complaint) => {
    expect(() => checkTreasury(create)).toThrow(complaint);
  });
});
