import {
  type AgentId,
  type ContractId,
  type Day,
  type Decimal,
  type EventBase,
  type EventSink,
  max,
  ONE,
  sum,
  ZERO,
} from '@bagehot/kernel';
import { Cohort, type DueDay } from './cohort.js';
import { complement, dayMetrics, type RingDayMetrics, ratio } from './day-metrics.js';
import type {
  AgentDefaulted,
  ObligationDefaulted,
  ObligationExtinguished,
  ObligationWrittenOff,
  PartialSettlement,
  PayableCreated,
  PayableRolled,
  PayableSettled,
} from './events.js';
import { MoneyInCirculation } from './money-in-circulation.js';
import { SettlementFlow } from './settlement-flow.js';

/** A run in figures (ring specification, section 10, whose field name stands behind each). Amounts are exact, ratios have 20 decimals, undefined is null. */
export interface RingSummary {
  /** `S_total`. */
  readonly totalDue: Decimal;
  /** `paid_on_time`: what of it was paid in full on its day; total shares are exact multiples of it. */
  readonly paidOnTime: Decimal;
  /** `phi_total`: share of all debts that was paid in full on its day. */
  readonly onTimeShare: Decimal | null;
  /** `delta_total`: the rest. Debts paid in part, written off or extinguished count as unpaid. */
  readonly defaultShare: Decimal | null;
  /** `delta_net`: the same, with extinguished face left out of both parts. */
  readonly netDefaultShare: Decimal | null;
  /** `phi_cash_total`: share that was paid on its day in full or in part. */
  readonly cashShare: Decimal | null;
  /** `max_G`: the largest liquidity gap of a day. */
  readonly largestGap: Decimal | null;
  /** `alpha_1`: netting potential of day 1. */
  readonly dayOneNettingPotential: Decimal | null;
  /** `Mpeak_1`: peak of day 1. */
  readonly dayOnePeakLiquidity: Decimal | null;
  /** `v_gross_1`: gross velocity of day 1. */
  readonly dayOneGrossVelocity: Decimal | null;
  /** `HHI_creditors_1`: concentration of the net creditors of day 1. */
  readonly dayOneCreditorConcentration: Decimal | null;
  /** `last_due_day`. */
  readonly lastDueDay: Day | null;
  /** `time_to_stability`: 1 + the last day with a payment in full, interbank business, a trade or a default; 0 if there was none. */
  readonly timeToStability: Day;
  /** `n_defaults`: agents that defaulted, market makers left out. */
  readonly defaultCount: number;
  /** `face_defaulted`: face of the debts that were due and not paid in full. */
  readonly faceDefaulted: Decimal;
  /** `face_written_off`: claims on payables that fell with their debtor before they were due. */
  readonly faceWrittenOff: Decimal;
  /** `face_extinguished`: claims that came back to their debtor. */
  readonly faceExtinguished: Decimal;
  /** `unfunded_rollover_face`: what creditors did not pay for the claims they got by rollover. */
  readonly unfundedRolloverFace: Decimal;
  /** `trapped_money`: what defaulted agents hold in the end. */
  readonly trappedMoney: Decimal;
}

/** Section 10 for one set of debts. */
export interface RingFigures {
  readonly summary: RingSummary;
  /** One row per due day, ascending; per day with a payment in full when nothing was ever due. */
  readonly days: readonly RingDayMetrics[];
}

/** The headline figures, with section 10 of the ring specification in full behind them. */
export interface RingMetrics extends RingFigures {
  /** delta_total; 0 when nothing fell due. */
  readonly defaultRate: Decimal;
  /** phi_total; 1 when nothing fell due. */
  readonly clearingRate: Decimal;
  /** Unweighted mean over all agents that defaulted; null when none did. */
  readonly meanRecoveryRate: Decimal | null;
  readonly totalDefaults: number;
  readonly daysToStability: Day;
  /** The same with rolled payables counted as debts of their own, the columns with the suffix `_all`. */
  readonly all: RingFigures;
}

/** A sink that computes the metrics of a run while its events pass by. */
export interface RingMetricsCollector extends EventSink<EventBase> {
  /** The metrics of everything seen so far. */
  result(): RingMetrics;
}

/** What a log does not tell, or tells at a price. */
export interface RingMetricsOptions {
  /** Money an agent holds in the end, in place of following every payment; read once, for those that defaulted. */
  readonly moneyOf?: (agent: AgentId) => Decimal;
  /** Money at the start of each day from 0, the last one repeated; for logs that do not begin with the opening of the accounts. */
  readonly moneyAtStart?: readonly Decimal[];
}

/** Days with one of these are not quiet, and move the time to stability. */
const ACTIVITY: ReadonlySet<string> = new Set([
  'PayableSettled',
  'InterbankCleared',
  'InterbankOvernightCreated',
  'Trade',
  'ExchangeTrade',
  'ObligationDefaulted',
]);

/** Origins of debts that the figures are about; what follows from other debts, and loans, is not among them. */
const FIRST_COHORT: ReadonlySet<string> = new Set(['initial', 'scheduled', 'trade-credit']);

/** Starts collecting the metrics of a run: a sink that takes events of any package and looks at the ring's. */
export function createRingMetrics(options: RingMetricsOptions = {}): RingMetricsCollector {
  const first = new Cohort();
  const rolled = new Cohort();
  const flows = new Map<Day, SettlementFlow>();
  const money = new MoneyInCirculation(options.moneyOf === undefined);
  const recoveries: Decimal[] = [];
  const defaulted = new Set<AgentId>();
  /** Kinds of contracts other than payables, such as loans, which are no debts of the ring's own. Their contracts are named after them. */
  const otherKinds = new Set<string>();
  let lastActivity = -1;
  let faceDefaulted = ZERO;
  let faceWrittenOff = ZERO;
  let faceExtinguished = ZERO;
  let unfunded = ZERO;

  const settle = (event: PayableSettled): void => {
    const { contract, day, amount } = event;
    first.settle(contract, day, amount);
    rolled.settle(contract, day, amount);
    let flow = flows.get(day);
    if (flow === undefined) {
      flow = new SettlementFlow();
      flows.set(day, flow);
    }
    flow.pay(event);
  };

  const inBoth = (change: (cohort: Cohort) => void): void => {
    change(first);
    change(rolled);
  };

  const isOther = (contract: ContractId): boolean => {
    const colon = contract.lastIndexOf(':');
    return colon >= 0 && otherKinds.has(contract.slice(0, colon));
  };

  const emit = (event: EventBase): void => {
    const { kind, day } = event;
    if (ACTIVITY.has(kind)) lastActivity = Math.max(lastActivity, day);
    switch (kind) {
      case 'PayableCreated': {
        const { origin } = event as PayableCreated;
        // Logs of others may leave the origin out.
        if (origin !== undefined && !FIRST_COHORT.has(origin)) otherKinds.add(origin);
        else {
          const { contract, debtor, creditor, amount, dueDay } = event as PayableCreated;
          first.create(contract, debtor, creditor, amount, dueDay);
        }
        return;
      }
      case 'PayableRolledOver':
      case 'RolloverPartial': {
        const { contract, debtor, creditor, amount, newDueDay, cashTransferred } = event as PayableRolled;
        rolled.create(contract, debtor, creditor, amount, newDueDay);
        if (kind === 'RolloverPartial') unfunded = unfunded.plus(amount).minus(cashTransferred);
        return;
      }
      case 'PayableSettled':
        settle(event as PayableSettled);
        return;
      case 'PartialSettlement': {
        const { contract, amountPaid } = event as PartialSettlement;
        inBoth((cohort) => cohort.payInPart(contract, day, amountPaid));
        return;
      }
      case 'ObligationExtinguished': {
        const { contract, amount } = event as ObligationExtinguished;
        faceExtinguished = faceExtinguished.plus(amount);
        inBoth((cohort) => cohort.extinguish(contract, amount));
        return;
      }
      case 'ObligationDefaulted':
        if (!isOther((event as ObligationDefaulted).contract))
          faceDefaulted = faceDefaulted.plus((event as ObligationDefaulted).originalAmount);
        return;
      case 'ObligationWrittenOff': {
        const { contractKind, amount } = event as ObligationWrittenOff;
        if (contractKind === 'payable') faceWrittenOff = faceWrittenOff.plus(amount);
        money.take(event);
        return;
      }
      case 'AgentDefaulted': {
        const { agent, agentKind, recoveryRate } = event as AgentDefaulted;
        if (agentKind !== undefined) return;
        defaulted.add(agent);
        recoveries.push(recoveryRate);
        return;
      }
      default:
        money.take(event);
    }
  };

  const moneyAt = (day: Day): Decimal | null => {
    const { moneyAtStart } = options;
    return moneyAtStart === undefined ? money.atStartOf(day) : (moneyAtStart[day] ?? moneyAtStart.at(-1) ?? null);
  };

  const figures = (dueDays: ReadonlyMap<Day, DueDay>, trappedMoney: Decimal): RingFigures => {
    const listed = dueDays.size === 0 ? flows.keys() : dueDays.keys();
    const days = [...listed].sort((a, b) => a - b);
    const rows = days.map((day) => dayMetrics(day, dueDays.get(day), flows.get(day), moneyAt(day)));
    const dues = [...dueDays.values()];
    const total = sum(dues.map(({ due }) => due));
    const onTime = sum(dues.map((day) => day.onTime));
    const extinguished = sum(dues.map((day) => day.extinguished));
    const dayOne = rows.find(({ day }) => day === 1);
    const gaps = rows.flatMap(({ liquidityGap }) => liquidityGap ?? []);
    return {
      days: rows,
      summary: {
        totalDue: total,
        paidOnTime: onTime,
        onTimeShare: ratio(onTime, total),
        defaultShare: complement(onTime, total),
        netDefaultShare: complement(onTime, total.minus(extinguished)),
        cashShare: ratio(onTime.plus(sum(dues.map(({ inPart }) => inPart))), total),
        largestGap: gaps.length === 0 ? null : gaps.reduce(max),
        dayOneNettingPotential: dayOne?.nettingPotential ?? null,
        dayOnePeakLiquidity: dayOne?.peakLiquidity ?? null,
        dayOneGrossVelocity: dayOne?.grossVelocity ?? null,
        dayOneCreditorConcentration: dayOne?.creditorConcentration ?? null,
        lastDueDay: dueDays.size === 0 ? null : (days.at(-1) ?? null),
        timeToStability: lastActivity + 1,
        defaultCount: defaulted.size,
        faceDefaulted,
        faceWrittenOff,
        faceExtinguished,
        unfundedRolloverFace: unfunded,
        trappedMoney,
      },
    };
  };

  return {
    emit,
    result(): RingMetrics {
      const moneyOf = options.moneyOf ?? ((agent: AgentId) => money.heldBy(agent) ?? ZERO);
      const trapped = sum(Array.from(defaulted, moneyOf));
      const { summary, days } = figures(first.days, trapped);
      return {
        defaultRate: summary.defaultShare ?? ZERO,
        clearingRate: summary.onTimeShare ?? ONE,
        meanRecoveryRate: ratio(sum(recoveries), ONE.times(recoveries.length)),
        totalDefaults: summary.defaultCount,
        daysToStability: summary.timeToStability,
        summary,
        days,
        all: rolled.isEmpty ? { summary, days } : figures(first.joined(rolled), trapped),
      };
    },
  };
}

/**
 * The metrics of a recorded run, from its events alone.
 *
 * @param events - of a ring, in order; those of other packages may be among them
 * @example
 * const { defaultRate, summary } = ringMetrics(economy.events.events);
 * @see ring specification, section 10
 */
export function ringMetrics(events: Iterable<EventBase>, options: RingMetricsOptions = {}): RingMetrics {
  const collector = createRingMetrics(options);
  for (const event of events) collector.emit(event);
  return collector.result();
}
