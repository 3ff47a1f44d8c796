import { allocateQuanta } from './allocate.js';
import { type Decimal, decimalPlaces, formatUnits, fromUnits, ONE, unitsOf } from './decimal.js';
import { quotient } from './div-round.js';
import { badInput, KernelError } from './errors.js';
import type { AgentId, ContractId } from './identity.js';

/** Someone's share in a promise that is due. */
export interface ClaimDue {
  readonly contract: ContractId;
  readonly holder: AgentId;
  /** Money, greater than 0 as a rule; 0 gets nothing. */
  readonly face: Decimal;
}

/** What is paid on each claim. */
export interface SettlementPlan {
  /** Sum of the faces. */
  readonly due: Decimal;
  /** What is paid in all: the smaller of the money available and the money due. */
  readonly paid: Decimal;
  /** R = paid / due, half-even at 24 decimals; 1 when nothing is due. Below 1 the debtor defaults. */
  readonly recoveryRate: Decimal;
  /** One per claim, in the order of the claims; 0 where a share rounds to nothing. */
  readonly payments: readonly { readonly contract: ContractId; readonly holder: AgentId; readonly amount: Decimal }[];
}

/** The same on integers: amounts in quanta, payments in the order of the faces (the given list itself when all is paid). */
export interface PaymentPlan {
  readonly due: bigint;
  readonly paid: bigint;
  readonly payments: readonly bigint[];
}

/**
 * The shortfall rule on integers: everybody is paid in full, or all in proportion to their faces, exactly, with left-over quanta to the largest
 * fractional parts, ties to the earlier claim.
 *
 * @param available - the debtor's money in quanta; a negative amount counts as 0
 * @param faces - what is due, in quanta, at least 0 each, in an order that is stated by the caller
 * @throws KernelError `BAD_KERNEL_INPUT` on a negative face
 * @see dealer specification, section 10
 */
export function planPayments(available: bigint, faces: readonly bigint[]): PaymentPlan {
  let due = 0n;
  for (let i = 0; i < faces.length; i++) {
    const face = faces[i] as bigint;
    if (face < 0n) throw badInput(`faces[${i}]`, face, 'at least 0');
    due += face;
  }
  if (available >= due) return { due, paid: due, payments: faces };
  const paid = available > 0n ? available : 0n;
  return { due, paid, payments: allocateQuanta(paid, faces) };
}

/**
 * Plans what a debtor pays on its claims: in full, or in proportion when its money is short. Pure: nothing is paid by this.
 *
 * Payments add up to `paid` exactly, none exceeds its face, and each is within one quantum of its exact share.
 *
 * @param available - the debtor's money; a negative amount counts as 0
 * @param claims - in the order that decides ties
 * @param options.quantum - the money grid, such as `ledger.quantum`
 * @throws KernelError `OFF_GRID` when an amount is no multiple of the quantum, `BAD_KERNEL_INPUT` on a negative face or a quantum that is not positive
 * @see dealer specification, section 10
 */
export function planSettlement(
  available: Decimal,
  claims: readonly ClaimDue[],
  options: { readonly quantum: Decimal },
): SettlementPlan {
  const { quantum } = options;
  if (!quantum.gt(0)) throw badInput('quantum', quantum, 'greater than 0');
  let places = Math.max(decimalPlaces(quantum), decimalPlaces(available));
  for (const { face } of claims) places = Math.max(places, decimalPlaces(face));
  const step = unitsOf(quantum, places) as bigint;
  const counted = (amount: Decimal): bigint => {
    const units = unitsOf(amount, places) as bigint;
    if (units % step === 0n) return units / step;
    const details = { amount: amount.toString(), quantum: formatUnits(step, places) };
    throw new KernelError('OFF_GRID', details, `${details.amount} is not a multiple of ${details.quantum}`);
  };
  const plan = planPayments(
    counted(available),
    claims.map((claim) => counted(claim.face)),
  );
  const due = fromUnits(plan.due * step, places);
  const paid = fromUnits(plan.paid * step, places);
  return {
    due,
    paid,
    recoveryRate: plan.due === plan.paid ? ONE : quotient(paid, due),
    payments: claims.map(({ contract, holder }, i) => ({
      contract,
      holder,
      amount: fromUnits((plan.payments[i] as bigint) * step, places),
    })),
  };
}
