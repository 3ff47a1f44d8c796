import { allocateQuanta } from '@bagehot/kernel/quanta';

/** Holders of a contract and what each holds. */
interface Claims {
  readonly holders: readonly number[];
  readonly faces: readonly bigint[];
}

/**
 * What was not paid of each claim, to whoever holds it now. Who is paid may pass its claim on, as custody does that gives a pledge back: what is unpaid goes along, in
 * proportion to the face.
 *
 * @param paid - the claims as they were when they were paid, and what each got
 * @param now - the claims as they are
 * @returns holder and amount: the holders of before first, each once
 */
export function unpaidClaims(
  paid: Claims & { readonly shares: readonly bigint[] },
  now: Claims,
): ReadonlyMap<number, bigint> {
  const unpaid: Map<number, bigint> = new Map();
  const moved: Map<number, bigint> = new Map();
  for (const [k, holder] of paid.holders.entries()) {
    unpaid.set(holder, (paid.faces[k] as bigint) - (paid.shares[k] as bigint));
    moved.set(holder, -(paid.faces[k] as bigint));
  }
  for (const [k, holder] of now.holders.entries())
    moved.set(holder, (moved.get(holder) ?? 0n) + (now.faces[k] as bigint));
  let pool = 0n;
  for (const [k, holder] of paid.holders.entries()) {
    const given = -(moved.get(holder) as bigint);
    if (given <= 0n) continue;
    const rest = unpaid.get(holder) as bigint;
    const part = (rest * given) / (paid.faces[k] as bigint);
    unpaid.set(holder, rest - part);
    pool += part;
  }
  const takers = [...moved].filter(([, face]) => face > 0n);
  if (pool === 0n || takers.length === 0) return unpaid;
  const parts = allocateQuanta(
    pool,
    takers.map(([, face]) => face),
  );
  for (const [k, [holder]] of takers.entries()) unpaid.set(holder, (unpaid.get(holder) ?? 0n) + (parts[k] as bigint));
  return unpaid;
}
