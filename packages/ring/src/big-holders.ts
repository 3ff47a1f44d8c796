import {
  type AgentId,
  allocate,
  type Day,
  type Decimal,
  type DecimalInput,
  decimal,
  ONE,
  quotient,
  sum,
  ZERO,
} from '@bagehot/kernel';
import { fromUnits } from '@bagehot/kernel/quanta';
import type { GeneratedPayable, GeneratedRing } from './generator.js';

/** Somebody outside the ring to whom its debtors owe more, in proportion to what they owe one another. */
export interface BigHolder {
  readonly agent: AgentId;
  /** Of the ring's own debts in the holder's bucket, at least 0; under `shareBase` `total` of all debts, its own included. */
  readonly share: DecimalInput;
}

/** Debts that fall due in one stretch of days, and who holds additional ones of them. */
export interface HolderBucket {
  /** The last due day that belongs to it; null in the last bucket. */
  readonly lastDueDay: Day | null;
  /** In the order in which one debtor's additional debts are created. */
  readonly holders: readonly BigHolder[];
}

/** How claims of big holders are added to a ring. */
export interface BigHolderParams {
  /** The earliest due days first; the last one is open. */
  readonly buckets: readonly HolderBucket[];
  /** Whether shares are those of the ring's own debts or of all debts there are then; of those the shares of a bucket must add up to less than 1. */
  readonly shareBase: 'trader' | 'total';
  /** How the ring's agents get the cash that goes with the additional debts: in equal parts, or each as much as it owes more. */
  readonly additionalCash: 'equal' | 'proportional';
  /** Opening cash of a holder per unit of face it holds, at least 0. */
  readonly cashPerFace: DecimalInput;
  /** Decimals of additional debts and of the cash that goes with them: those of the ring's own amounts. */
  readonly scale: number;
  /** Decimals of the holders' cash. @defaultValue 12 */
  readonly moneyDecimals?: number;
}

/** A ring with big holders beside it. */
export interface BigHolderRing {
  /** After the ring's own: debtor by debtor, and of one debtor in the order of its bucket's holders. Aliases `P_<debtor>_<holder>`; none of 0. */
  readonly payables: readonly GeneratedPayable[];
  /** What each agent of the ring gets on top of its opening cash, 0 included. */
  readonly additionalCash: ReadonlyMap<AgentId, Decimal>;
  /** Opening cash of the ring's agents with that, 0 included. */
  readonly cash: ReadonlyMap<AgentId, Decimal>;
  /** Face each holder has, 0 included, bucket by bucket. */
  readonly face: ReadonlyMap<AgentId, Decimal>;
  /** Opening cash of the holders, 0 included, bucket by bucket. */
  readonly holderCash: ReadonlyMap<AgentId, Decimal>;
  /** Additional debts in all. */
  readonly addedDebt: Decimal;
  /** Their share of all debts, 20 decimals: less than the shares asked for add up to, when those are shares of the ring's own debts. */
  readonly realisedShare: Decimal;
}

/** Decimals of reported ratios, rounded half up. */
const RATIO_DECIMALS = 20;
const MONEY_DECIMALS = 12;
const HALF_EVEN = 2;

/**
 * Lets the debtors of a ring owe more, to big holders of claims, and gives them as much more cash, so that a market can open with inventories and without
 * money from outside.
 *
 * Of each bucket of due days a holder gets its share, rounded half-even to the ring's scale and split over the bucket's debts by largest remainder (ties to
 * the earlier debt); each part has the due day of the debt it was measured by. A holder's cash is what its claims are worth at `cashPerFace`.
 *
 * @see ring specification, section 14
 */
export function addBigHolders(
  ring: Pick<GeneratedRing, 'agents' | 'cash' | 'payables'>,
  params: BigHolderParams,
): BigHolderRing {
  const { scale, buckets, moneyDecimals = MONEY_DECIMALS } = params;
  const price = decimal(params.cashPerFace);
  const coin = { quantum: fromUnits(1n, scale) };
  const parts: { readonly holder: AgentId; readonly amount: Decimal }[][] = ring.payables.map(() => []);
  const face = new Map<AgentId, Decimal>();
  buckets.forEach(({ holders }, bucket) => {
    const members = ring.payables.flatMap(({ dueDay }, k) => (bucketOf(buckets, dueDay) === bucket ? [k] : []));
    const weights = members.map((k) => (ring.payables[k] as GeneratedPayable).amount);
    const whole = wholeOf(sum(weights), holders, params.shareBase);
    for (const { agent, share } of holders) {
      const total = quotient(whole.numerator.times(decimal(share)), whole.denominator, { decimals: scale });
      face.set(agent, (face.get(agent) ?? ZERO).plus(total));
      allocate(total, weights, coin).forEach((amount, at) => {
        if (amount.gt(0)) parts[members[at] as number]?.push({ holder: agent, amount });
      });
    }
  });
  const payables = ring.payables.flatMap(({ debtor, dueDay, maturityDistance }, k) =>
    (parts[k] ?? []).map(({ holder, amount }): GeneratedPayable => {
      const alias = `P_${debtor}_${holder}`;
      return { debtor, creditor: holder, amount, dueDay, alias, maturityDistance };
    }),
  );
  const addedDebt = sum(face.values());
  const allDebt = addedDebt.plus(sum(ring.payables.map(({ amount }) => amount)));
  const extra = additionalCash(ring.agents, payables, addedDebt, params);
  return {
    payables,
    additionalCash: extra,
    cash: new Map(Array.from(extra, ([agent, amount]) => [agent, amount.plus(ring.cash.get(agent) ?? ZERO)])),
    face,
    holderCash: new Map(
      Array.from(face, ([agent, held]) => [agent, held.times(price).round(moneyDecimals, HALF_EVEN)]),
    ),
    addedDebt,
    realisedShare: quotient(addedDebt, allDebt, { decimals: RATIO_DECIMALS, rounding: 'half-up' }),
  };
}

/** The first bucket whose last day is not past. */
function bucketOf(buckets: readonly HolderBucket[], dueDay: Day): number {
  return buckets.findIndex(({ lastDueDay }) => lastDueDay === null || dueDay <= lastDueDay);
}

/** What shares are shares of: the ring's own debts, or what these are together with the holders'. As a fraction, because a third is no decimal. */
function wholeOf(
  own: Decimal,
  holders: readonly BigHolder[],
  base: BigHolderParams['shareBase'],
): { readonly numerator: Decimal; readonly denominator: Decimal } {
  const taken = base === 'trader' ? ZERO : sum(holders.map(({ share }) => decimal(share)));
  return { numerator: own, denominator: ONE.minus(taken) };
}

/** What goes with the additional debts, agent by agent. */
function additionalCash(
  agents: readonly AgentId[],
  payables: readonly GeneratedPayable[],
  addedDebt: Decimal,
  { additionalCash: how, scale }: BigHolderParams,
): ReadonlyMap<AgentId, Decimal> {
  if (how === 'equal') {
    const weights = agents.map(() => ONE);
    const shares = allocate(addedDebt, weights, { quantum: fromUnits(1n, scale) });
    return new Map(agents.map((agent, i) => [agent, shares[i] as Decimal]));
  }
  const owed = new Map<AgentId, Decimal>(agents.map((agent) => [agent, ZERO]));
  for (const { debtor, amount } of payables) owed.set(debtor, (owed.get(debtor) ?? ZERO).plus(amount));
  return owed;
}
