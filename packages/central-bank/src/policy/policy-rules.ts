import { type Decimal, decimal, max, ONE, quotient, ZERO } from '@bagehot/kernel';
import { type AmountInput, RATE_DP } from '../numbers.js';
import { optionReader } from './option-reader.js';

/** What a policy may look at. */
export interface PolicyContext {
  readonly tick: number;
  /** The rate as it stands. */
  readonly policyRate: Decimal;
  /** Of the last session; null before the first. */
  readonly callRate: Decimal | null;
  /** All the money the central bank owes, whoever holds it. */
  readonly reserves: Decimal;
  /** Digits after the point of the money. */
  readonly moneyDecimals: number;
  /** What one bond costs. */
  readonly price: Decimal;
  /** Bonds the central bank holds. */
  readonly holdings: number;
  /** Per year, as a fraction; as targeted where nobody measures it. */
  readonly inflation?: Decimal;
  /** Output above its potential, as a fraction of it; 0 where nobody measures it. */
  readonly outputGap?: Decimal;
  /** Between the rates of the standing facilities, where there are any. */
  readonly corridor?: { readonly floor: Decimal; readonly ceiling: Decimal };
}

/** What is to be done: both, one or none. */
export interface PolicyDecision {
  readonly rate?: Decimal;
  /** More than 0 to buy bonds, less than 0 to sell them. */
  readonly quantityToBuy?: number;
}

/**
 * Port: how the central bank decides, once a tick.
 *
 * @see central bank specification, section 11.6
 */
export interface PolicyRule {
  readonly name: string;
  /** What the central bank does now: a rate, bonds to buy or sell, both or neither. */
  decide(context: PolicyContext): PolicyDecision;
  /** What a rule that remembers something has come to, as plain JSON. */
  snapshot?(): object;
  /** Takes up what its `snapshot` gave. */
  restore?(snapshot: unknown): void;
}

const NOTHING: PolicyDecision = Object.freeze({});

/** A rule that answers inflation and the output gap. Fractions per year. */
export interface TaylorRuleOptions {
  /** The real rate at which the economy neither heats nor cools. */
  readonly neutralRate: AmountInput;
  readonly inflationTarget: AmountInput;
  /** @defaultValue 1.5, which raises the rate by more than inflation rises */
  readonly inflationWeight?: AmountInput;
  /** @defaultValue 0.5 */
  readonly gapWeight?: AmountInput;
  /**
   * How much of the rate as it stands is kept, from 0 to 1.
   *
   * @defaultValue 0
   */
  readonly smoothing?: AmountInput;
  /** The rate is never below it. @defaultValue 0 */
  readonly lower?: AmountInput;
}

/**
 * `smoothing * rate + (1 - smoothing) * (neutral + target + inflationWeight * (inflation - target) + gapWeight * gap)`, rounded half-even to 12 decimals, at
 * least `lower`.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 */
export function taylorRule(options: TaylorRuleOptions): PolicyRule {
  const read = optionReader();
  const neutral = read.decimal('neutralRate', options.neutralRate);
  const target = read.decimal('inflationTarget', options.inflationTarget);
  const inflationWeight = read.decimal('inflationWeight', options.inflationWeight ?? '1.5');
  const gapWeight = read.decimal('gapWeight', options.gapWeight ?? '0.5');
  const smoothing = read.decimal('smoothing', options.smoothing ?? 0);
  const lower = read.rate('lower', options.lower ?? 0);
  if (smoothing.lt(0) || smoothing.gt(1)) read.refuse('smoothing', smoothing, 'from 0 to 1');
  read.check();
  return {
    name: 'taylor',
    decide({ policyRate, inflation = target, outputGap = ZERO }) {
      const wanted = neutral
        .plus(target)
        .plus(inflationWeight.times(inflation.minus(target)))
        .plus(gapWeight.times(outputGap));
      const rate = smoothing.times(policyRate).plus(ONE.minus(smoothing).times(wanted));
      return { rate: max(lower, quotient(rate, ONE, { decimals: RATE_DP })) };
    },
  };
}

/** The middle between the facilities' rates, half-even; nothing where there are no facilities. */
export function corridorMidRule(): PolicyRule {
  return {
    name: 'corridor-mid',
    decide: ({ corridor }) =>
      corridor === undefined
        ? NOTHING
        : { rate: quotient(corridor.floor.plus(corridor.ceiling), decimal(2), { decimals: RATE_DP }) },
  };
}

/**
 * The same rate always.
 *
 * @throws InvalidConfigError `INVALID_CONFIG`
 */
export function constantRule(rate: AmountInput): PolicyRule {
  const read = optionReader();
  const decision = Object.freeze({ rate: read.rate('rate', rate) });
  read.check();
  return { name: 'constant', decide: () => decision };
}

/** One step of a plan. */
export interface ScheduleStep {
  readonly tick: number;
  readonly rate?: AmountInput;
  readonly quantityToBuy?: number;
}

/**
 * What is planned for a tick; nothing in the others.
 *
 * @param table - in any order, each tick at most once
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 */
export function scheduleRule(table: readonly ScheduleStep[]): PolicyRule {
  const read = optionReader();
  const steps = new Map<number, PolicyDecision>();
  for (const [k, { tick, rate, quantityToBuy }] of table.entries()) {
    const path = `table[${k}]`;
    if (!Number.isSafeInteger(tick) || tick < 0) read.refuse(`${path}.tick`, tick, 'a safe integer of at least 0');
    else if (steps.has(tick)) read.refuse(`${path}.tick`, tick, 'given once');
    if (quantityToBuy !== undefined && !Number.isSafeInteger(quantityToBuy))
      read.refuse(`${path}.quantityToBuy`, quantityToBuy, 'a safe integer');
    steps.set(tick, {
      ...(rate === undefined ? {} : { rate: read.rate(`${path}.rate`, rate) }),
      ...(quantityToBuy === undefined ? {} : { quantityToBuy }),
    });
  }
  read.check();
  return { name: 'schedule', decide: ({ tick }) => steps.get(tick) ?? NOTHING };
}

/** A rule that steers the call rate by operations. */
export interface RateTargetOptions {
  /** Where the call rate is to be. */
  readonly target: AmountInput;
  /** Bonds bought per 100 % that the call rate is above the target; at least 0. */
  readonly gain: AmountInput;
  /** Bonds bought or sold at once, at most. */
  readonly maxStep: number;
}

/**
 * Buys bonds while the call rate is above the target, and sells while it is below, of those that are held: `gain * (callRate - target)`, towards zero.
 * Nothing before the first session.
 *
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 */
export function rateTargetOmo(options: RateTargetOptions): PolicyRule {
  const read = optionReader();
  const target = read.rate('target', options.target);
  const gain = read.decimal('gain', options.gain);
  if (gain.lt(0)) read.refuse('gain', gain, 'at least 0');
  const maxStep = read.count('maxStep', options.maxStep);
  read.check();
  return {
    name: 'rate-target',
    decide: ({ callRate, holdings }) =>
      callRate === null ? NOTHING : stepOf(gain.times(callRate.minus(target)), maxStep, holdings),
  };
}

/** So many bonds towards zero, within the step; no more are sold than held. */
export function stepOf(bonds: Decimal, maxStep: number, holdings: number): PolicyDecision {
  const most = Math.min(bonds.lt(0) ? holdings : maxStep, maxStep);
  const size = bonds.abs();
  const whole = size.gt(most) ? most : Number(quotient(size, ONE, { decimals: 0, rounding: 'floor' }));
  return whole === 0 ? NOTHING : { quantityToBuy: bonds.lt(0) ? -whole : whole };
}
