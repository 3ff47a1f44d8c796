import { type AgentId, type Day, type Decimal, max, ONE, quotient, sum, ZERO } from '@bagehot/kernel';
import type { DueDay } from './cohort.js';
import type { SettlementFlow } from './settlement-flow.js';

/**
 * What happened to the debts of one due day (ring specification, section 10, whose symbol or field name stands behind each). Amounts are exact, ratios
 * have 20 decimals, and what is undefined is null.
 */
export interface RingDayMetrics {
  readonly day: Day;
  /** `S`: all debts due that day. */
  readonly due: Decimal;
  /** `Mbar`: what everybody's net debts of the day add up to, the least money with which all can be settled. */
  readonly minimumLiquidity: Decimal;
  /** `alpha`: 1 - Mbar / S. */
  readonly nettingPotential: Decimal | null;
  /** `M`: money of all agents except the central bank at the start of the day; null when the log does not tell. */
  readonly money: Decimal | null;
  /** `G`: what is missing of the minimum. */
  readonly liquidityGap: Decimal | null;
  /** `Mpeak`: the most that the day's payments, in their order, had in use at once. */
  readonly peakLiquidity: Decimal;
  /** `gross_settled`: all debts paid in full that day, late ones included. */
  readonly grossSettled: Decimal;
  /** `net_settled`: in use after the last payment. */
  readonly netSettled: Decimal;
  /** `v_gross`: gross settled per unit of peak. */
  readonly grossVelocity: Decimal | null;
  /** `v_net`: net settled per unit of peak. */
  readonly netVelocity: Decimal | null;
  /** `phi`: share of the day's debts paid in full on the day. */
  readonly onTimeShare: Decimal | null;
  /** `delta`: 1 - phi. */
  readonly defaultShare: Decimal | null;
  /** `phi_cash`: share of the day's debts paid on the day, in full or in part. */
  readonly cashShare: Decimal | null;
  /** `n_debtors`: agents that owe more than they are owed. */
  readonly debtorCount: number;
  /** `n_creditors`: agents that are owed more than they owe. */
  readonly creditorCount: number;
  /** `HHI_creditors`: sum of squared shares of the net creditors. */
  readonly creditorConcentration: Decimal | null;
  /** `DS`: each net debtor's share of the minimum liquidity, in order of the first debt. */
  readonly shortfallShares: ReadonlyMap<AgentId, Decimal>;
}

/** A reported ratio: 20 decimals, half up; null over 0. */
export function ratio(numerator: Decimal, denominator: Decimal): Decimal | null {
  return denominator.eq(0) ? null : quotient(numerator, denominator, { decimals: 20, rounding: 'half-up' });
}

/** 1 - share, rounded as itself: `(whole - part) / whole`. */
export function complement(part: Decimal, whole: Decimal): Decimal | null {
  return ratio(whole.minus(part), whole);
}

/**
 * The figures of one day.
 *
 * @param dues - what was due, undefined when nothing was
 * @param flow - the day's payments, undefined when there were none
 * @param money - money at the start of the day, null when unknown
 */
export function dayMetrics(
  day: Day,
  dues: DueDay | undefined,
  flow: SettlementFlow | undefined,
  money: Decimal | null,
): RingDayMetrics {
  const due = dues?.due ?? ZERO;
  const { short, long } = netPositions(dues);
  const minimumLiquidity = sum(short.values());
  const surplus = sum(long);
  const peak = flow?.peak ?? ZERO;
  const gross = flow?.gross ?? ZERO;
  const net = flow?.net ?? ZERO;
  const onTime = dues?.onTime ?? ZERO;
  // One division per net debtor, made when somebody looks: summaries do without.
  let shares: ReadonlyMap<AgentId, Decimal> | undefined;
  return {
    day,
    due,
    minimumLiquidity,
    nettingPotential: complement(minimumLiquidity, due),
    money,
    liquidityGap: money === null ? null : max(ZERO, minimumLiquidity.minus(money)),
    peakLiquidity: peak,
    grossSettled: gross,
    netSettled: net,
    grossVelocity: ratio(gross, peak),
    netVelocity: ratio(net, peak),
    onTimeShare: ratio(onTime, due),
    defaultShare: complement(onTime, due),
    cashShare: ratio(onTime.plus(dues?.inPart ?? ZERO), due),
    debtorCount: short.size,
    creditorCount: long.length,
    creditorConcentration: ratio(sum(long.map((amount) => amount.times(amount))), surplus.times(surplus)),
    get shortfallShares() {
      shares ??= new Map(Array.from(short, ([agent, amount]) => [agent, ratio(amount, minimumLiquidity) ?? ONE]));
      return shares;
    },
  };
}

/** What net debtors lack, by agent, and what net creditors are owed. */
function netPositions(dues: DueDay | undefined) {
  const short = new Map<AgentId, Decimal>();
  const long: Decimal[] = [];
  if (dues === undefined) return { short, long };
  for (const [agent, owed] of dues.owed) {
    const net = owed.minus(dues.owing.get(agent) ?? ZERO);
    if (net.gt(0)) short.set(agent, net);
    else if (net.lt(0)) long.push(net.neg());
  }
  for (const [agent, owing] of dues.owing) if (!dues.owed.has(agent)) long.push(owing);
  return { short, long };
}
