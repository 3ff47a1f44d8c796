import { divRound, type TicketWindow } from '@bagehot/kernel/quanta';
import { RATE_ONE } from '../numbers.js';
import { lessShare } from './haircut.js';

/**
 * The smallest part of a claim that bears `needed` after a share of it is taken off: a part of the claim, or all of it where that is not enough.
 *
 * @param share - in units of 10^-12; from 0 to 1
 */
export function facePart(claim: bigint, needed: bigint, share: bigint): bigint {
  if (lessShare(claim, share) <= needed) return claim;
  return divRound(needed * RATE_ONE, RATE_ONE - share, 'ceiling');
}

/** A part of a claim as whole tickets, if the claim has as many: what a market has cut stays cut. */
export function inTickets(part: bigint, claim: bigint, window: TicketWindow | undefined): bigint {
  if (window === undefined) return part;
  if (window.whole) return claim;
  const whole = divRound(part, window.ticketSize, 'ceiling') * window.ticketSize;
  return whole < claim ? whole : claim;
}
