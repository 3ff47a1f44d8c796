import { type Decimal, ZERO } from '@bagehot/kernel';
import { amountOr0, listOf, textOf } from './record.js';
import { eventsOf, type LoggedEvent, type RunLog } from './run-log.js';

/** One settled payable and the liquidity in use after it. */
interface PrefixStep {
  readonly payer: string;
  /** The holders paid. */
  readonly payees: readonly string[];
  readonly amount: Decimal;
  /** Sum over agents of what they have paid beyond what they have received so far today. */
  readonly prefix: Decimal;
}

/** The settlements of one day in order. */
export interface IntradayCurve {
  readonly day: number;
  readonly steps: readonly PrefixStep[];
  /** The largest prefix: the liquidity the day needed at its worst moment. */
  readonly peak: Decimal;
  /** After how many settlements it was first reached; 0 when nothing was needed. */
  readonly peakStep: number;
}

function curveOf(day: number, settled: readonly LoggedEvent[]): IntradayCurve {
  const net = new Map<string, Decimal>();
  let prefix = ZERO;
  let peak = ZERO;
  let peakStep = 0;
  const move = (agent: string, by: Decimal): void => {
    const before = net.get(agent) ?? ZERO;
    const after = before.plus(by);
    net.set(agent, after);
    if (before.gt(ZERO)) prefix = prefix.minus(before);
    if (after.gt(ZERO)) prefix = prefix.plus(after);
  };
  const steps = settled.map(({ record }, k): PrefixStep => {
    const payer = textOf(record, 'debtor');
    const amount = amountOr0(record, 'amount');
    const holders = listOf(record, 'holders');
    move(payer, amount);
    for (const part of holders) move(textOf(part, 'holder'), amountOr0(part, 'amount').neg());
    if (holders.length === 0) move(textOf(record, 'creditor'), amount.neg());
    if (prefix.gt(peak)) [peak, peakStep] = [prefix, k + 1];
    const payees = holders.length === 0 ? [textOf(record, 'creditor')] : holders.map((part) => textOf(part, 'holder'));
    return { payer, payees, amount, prefix };
  });
  return { day, steps, peak, peakStep };
}

/**
 * Replays the settlements of each day: the peak of the prefix is `Mpeak` of the ring specification, section 10.
 * Days without settlements have no curve.
 */
export function intradayCurves(log: RunLog): readonly IntradayCurve[] {
  const days = new Map<number, LoggedEvent[]>();
  for (const event of eventsOf(log, 'PayableSettled')) {
    const same = days.get(event.day);
    if (same === undefined) days.set(event.day, [event]);
    else same.push(event);
  }
  return [...days].map(([day, settled]) => curveOf(day, settled));
}

/** The day that needed most liquidity; the first of several. */
export function peakDay(curves: readonly IntradayCurve[]): IntradayCurve | undefined {
  let best: IntradayCurve | undefined;
  for (const curve of curves) if (best === undefined || curve.peak.gt(best.peak)) best = curve;
  return best;
}
