import { ClearingInvariantError } from '../errors.js';
import type { ClearingBook, ClearingOutcome } from '../protocols/clearing.js';

/**
 * Checks the laws that no rule may break: nobody gets more than requested or lends more than offered, grants, draws and legs add up to the volume, and
 * every grant and every draw is the sum of its legs. Everything else (rate, limits, fairness) is the rule's own business.
 *
 * @param rule - its name, for the error
 * @throws ClearingInvariantError `CLEARING_INVARIANT` with the first law broken
 * @see central bank specification, section 8.3
 */
export function verifyClearing(rule: string, book: ClearingBook, outcome: ClearingOutcome): void {
  const violation = findViolation(book, outcome);
  if (violation === undefined) return;
  throw new ClearingInvariantError('CLEARING_INVARIANT', { rule, violation }, `clearing rule '${rule}': ${violation}`);
}

/** The first law broken; undefined when all hold. */
function findViolation(book: ClearingBook, outcome: ClearingOutcome | null | undefined): string | undefined {
  if (outcome === null || typeof outcome !== 'object') return `the outcome is ${outcome}`;
  const { callRate, spread, liquidityRatio, volume, indicative, supplied, requested, grants, draws } = outcome;
  for (const [name, value] of Object.entries({ callRate, spread, volume, supplied, requested }))
    if (typeof value !== 'bigint') return `${name} is ${value}, which is no bigint`;
  if (liquidityRatio !== null && typeof liquidityRatio !== 'bigint')
    return `liquidityRatio is ${liquidityRatio}, which is neither a bigint nor null`;
  if (!Array.isArray(grants) || !Array.isArray(draws) || !Array.isArray(outcome.legs))
    return 'grants, draws and legs must be arrays';
  return (
    side('grants', grants, 'requests', book.requests, volume, requested) ??
    side('draws', draws, 'supplies', book.supplies, volume, supplied) ??
    (indicative === (volume === 0n) ? undefined : `indicative is ${indicative} with a volume of ${volume}`) ??
    legs(outcome)
  );
}

/** What is wrong on one side of the book: parts by order against the orders and their total. */
function side(
  name: string,
  parts: readonly bigint[],
  orderName: string,
  orders: readonly { readonly units: bigint }[],
  volume: bigint,
  total: bigint,
): string | undefined {
  if (parts.length !== orders.length) return `${parts.length} ${name} for ${orders.length} ${orderName}`;
  let sum = 0n;
  let whole = 0n;
  for (let i = 0; i < parts.length; i++) {
    const part: unknown = parts[i];
    const { units } = orders[i] as { readonly units: bigint };
    if (typeof part !== 'bigint' || part < 0n) return `${name}[${i}] is ${part}, which is no amount`;
    if (part > units) return `${name}[${i}] is ${part}, more than the ${units} of its order`;
    sum += part;
    whole += units;
  }
  if (whole !== total) return `the ${orderName} add up to ${whole}, not to ${total}`;
  return sum === volume ? undefined : `the ${name} add up to ${sum}, not to the volume of ${volume}`;
}

/** What is wrong with the legs. With grants and draws that add up, exact rows and columns make the legs add up too. */
function legs({ legs, grants, draws, ratePerLeg }: ClearingOutcome): string | undefined {
  const grantRest = [...grants];
  const drawRest = [...draws];
  for (let i = 0; i < legs.length; i++) {
    const { request, supply, units } = legs[i] as ClearingOutcome['legs'][number];
    const grant = grantRest[request];
    const draw = drawRest[supply];
    if (grant === undefined || draw === undefined) return `legs[${i}] has request ${request} and supply ${supply}`;
    if (typeof units !== 'bigint' || units <= 0n) return `legs[${i}].units is ${units}, which is not more than 0`;
    grantRest[request] = grant - units;
    drawRest[supply] = draw - units;
  }
  const badGrant = grantRest.findIndex((units) => units !== 0n);
  if (badGrant >= 0) return `the legs of request ${badGrant} do not add up to its grant of ${grants[badGrant]}`;
  const badDraw = drawRest.findIndex((units) => units !== 0n);
  if (badDraw >= 0) return `the legs of supply ${badDraw} do not add up to its draw of ${draws[badDraw]}`;
  if (ratePerLeg === undefined) return undefined;
  if (ratePerLeg.length !== legs.length) return `${ratePerLeg.length} rates for ${legs.length} legs`;
  const badRate = ratePerLeg.findIndex((rate) => typeof rate !== 'bigint');
  return badRate < 0 ? undefined : `ratePerLeg[${badRate}] is ${ratePerLeg[badRate]}, which is no bigint`;
}
