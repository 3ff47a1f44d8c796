import { createMoneyMarketFigures, type MoneyMarketEvent } from '@bagehot/central-bank';
import { decimal } from '@bagehot/kernel';
import { describe, expect, it } from 'vitest';

const session = (callRate: string, volume: number, requested: number, supplied: number): MoneyMarketEvent => ({
  kind: 'CallMarketCleared',
  day: 1,
  session: 1,
  rule: 'ratio',
  policyRate: decimal('0.05'),
  callRate: decimal(callRate),
  spread: decimal(callRate).minus('0.05'),
  liquidityRatio: null,
  supplied: decimal(supplied),
  requested: decimal(requested),
  volume: decimal(volume),
  loans: volume > 0 ? 1 : 0,
  legs: volume > 0 ? 1 : 0,
  indicative: volume === 0,
});

describe('figures of a money market', () => {
  it('are nothing where nothing happened', () => {
    const { sessions, volume, meanCallRate, meanSpread } = createMoneyMarketFigures().result();
    expect([sessions, volume.toFixed(), meanCallRate, meanSpread]).toEqual([0, '0', null, null]);
  });

  it('weigh rates by what was lent', () => {
    const meter = createMoneyMarketFigures();
    meter.emit({ kind: 'PhaseA', day: 1 });
    meter.emit(session('0.05', 30, 30, 100));
    meter.emit(session('0.09', 10, 20, 10));
    meter.emit(session('0.15', 0, 20, 0));
    const { sessions, shortSessions, volume, meanCallRate, meanSpread, loans } = meter.result();
    expect([sessions, shortSessions, volume.toFixed(), loans]).toEqual([3, 2, '40', 2]);
    expect([meanCallRate?.toFixed(), meanSpread?.toFixed()]).toEqual(['0.06', '0.01']);
  });

  it('add up what was lost, what the window lent, and what bonds cost', () => {
    const meter = createMoneyMarketFigures();
    const window = { day: 1, agentId: 'H1', rate: decimal('0.07'), dueTick: 2 };
    meter.emit({
      kind: 'LenderLoss',
      day: 2,
      lenderId: 'H1',
      borrowerId: 'H2',
      principalLoss: decimal(7),
      interestForgone: decimal(1),
    } as MoneyMarketEvent);
    meter.emit({ kind: 'FacilityLending', ...window, amount: decimal(5) } as MoneyMarketEvent);
    meter.emit({ kind: 'FacilityDeposit', ...window, amount: decimal(3) } as MoneyMarketEvent);
    for (const [quantity, cash] of [
      [10, '9.8'],
      [-4, '-4'],
    ] as const)
      meter.emit({
        kind: 'OpenMarketOperation',
        day: 1,
        quantity,
        price: decimal(1),
        priceSource: 'face',
        cash: decimal(cash),
        bookValueAfter: decimal(0),
        holdingsAfter: 0,
        realisedGain: decimal(0),
      } as MoneyMarketEvent);
    const { callLoanLoss, facilityLending, facilityDeposits, bondsBought, bondCash } = meter.result();
    expect([callLoanLoss, facilityLending, facilityDeposits, bondCash].map((amount) => amount.toFixed())).toEqual([
      '7',
      '5',
      '3',
      '5.8',
    ]);
    expect(bondsBought).toBe(6);
  });
});
