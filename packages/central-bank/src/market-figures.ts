import { type Decimal, type EventBase, type EventSink, ZERO } from '@bagehot/kernel';
import { RunningSum } from '@bagehot/kernel/quanta';
import type {
  CallLoanEnded,
  CallMarketCleared,
  FacilityLoss,
  FacilityUse,
  LenderLoss,
  NettedSession,
  OpenMarketOperation,
} from './protocols/events.js';

/** What a run's money market came to. Amounts are exact. */
export interface MoneyMarketFigures {
  readonly sessions: number;
  /** Sessions in which more was requested than supplied. */
  readonly shortSessions: number;
  readonly requested: Decimal;
  readonly supplied: Decimal;
  /** Principal lent, renewals included. */
  readonly volume: Decimal;
  /** Weighted by volume; half-even at 24 decimals. Null where nothing was lent. */
  readonly meanCallRate: Decimal | null;
  /** Volume times the distance of the call rate from the policy rate, over the volume; half-even at 24 decimals. Null where nothing was lent. */
  readonly meanSpread: Decimal | null;
  readonly loans: number;
  /** Loans that were not paid in full. */
  readonly loansDefaulted: number;
  /** Interest that lenders received on loans that were paid in full. */
  readonly interestPaid: Decimal;
  /** Principal that lenders lost. */
  readonly callLoanLoss: Decimal;
  /** What lenders renewed in netted sessions, and what these moved in the end. */
  readonly renewed: Decimal;
  readonly netPaid: Decimal;
  /** What the central bank lent, and what was deposited with it. */
  readonly facilityLending: Decimal;
  readonly facilityDeposits: Decimal;
  /** Principal that the central bank lost on what it lent. */
  readonly facilityLoss: Decimal;
  /** Bonds the central bank bought less those it sold, and what it paid for them less what it received. */
  readonly bondsBought: number;
  readonly bondCash: Decimal;
}

/** A sink that measures a money market while its events pass by. */
export interface MoneyMarketMeter extends EventSink<EventBase> {
  /** The figures of everything seen so far. */
  result(): MoneyMarketFigures;
}

/** Starts measuring: a sink that takes events of any package and looks at the money market's. */
export function createMoneyMarketFigures(): MoneyMarketMeter {
  const sums = {
    requested: new RunningSum(),
    supplied: new RunningSum(),
    volume: new RunningSum(),
    interestPaid: new RunningSum(),
    callLoanLoss: new RunningSum(),
    renewed: new RunningSum(),
    netPaid: new RunningSum(),
    facilityLending: new RunningSum(),
    facilityDeposits: new RunningSum(),
    facilityLoss: new RunningSum(),
    bondCash: new RunningSum(),
  };
  const counts = { sessions: 0, shortSessions: 0, loans: 0, loansDefaulted: 0, bondsBought: 0 };
  let rateTimesVolume = ZERO;
  let spreadTimesVolume = ZERO;
  const add = (name: keyof typeof sums, amount: Decimal): void => {
    sums[name].add(amount);
  };

  const emit = (event: EventBase): void => {
    switch (event.kind) {
      case 'CallMarketCleared': {
        const { requested, supplied, volume, callRate, policyRate, loans } = event as CallMarketCleared;
        counts.sessions++;
        if (requested.gt(supplied)) counts.shortSessions++;
        counts.loans += loans;
        add('requested', requested);
        add('supplied', supplied);
        add('volume', volume);
        rateTimesVolume = rateTimesVolume.plus(callRate.times(volume));
        spreadTimesVolume = spreadTimesVolume.plus(callRate.minus(policyRate).times(volume));
        return;
      }
      case 'CallLoanRepaid':
        add('interestPaid', (event as CallLoanEnded).interest);
        return;
      case 'CallLoanDefaulted':
        counts.loansDefaulted++;
        return;
      case 'LenderLoss':
        add('callLoanLoss', (event as LenderLoss).principalLoss);
        return;
      case 'NettedSession':
        add('renewed', (event as NettedSession).renewed);
        add('netPaid', (event as NettedSession).net);
        return;
      case 'FacilityLending':
        add('facilityLending', (event as FacilityUse).amount);
        return;
      case 'FacilityDeposit':
        add('facilityDeposits', (event as FacilityUse).amount);
        return;
      case 'FacilityLoss':
        add('facilityLoss', (event as FacilityLoss).principalLoss);
        return;
      case 'OpenMarketOperation':
        counts.bondsBought += (event as OpenMarketOperation).quantity;
        add('bondCash', (event as OpenMarketOperation).cash);
        return;
      default:
    }
  };

  return {
    emit,
    result: () => ({
      ...counts,
      ...(Object.fromEntries(Object.entries(sums).map(([name, { value }]) => [name, value])) as Record<
        keyof typeof sums,
        Decimal
      >),
      meanCallRate: mean(rateTimesVolume, sums.volume.value),
      meanSpread: mean(spreadTimesVolume, sums.volume.value),
    }),
  };
}

/** The division rounds half-even at 24 decimals. */
function mean(total: Decimal, weight: Decimal): Decimal | null {
  return weight.eq(ZERO) ? null : total.div(weight);
}
