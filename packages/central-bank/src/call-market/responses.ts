import type { Decimal } from '@bagehot/kernel';
import { UnknownRequestError } from '../errors.js';
import type { CallLoanResponse, PendingOrder } from '../protocols/call-market.js';
import type { RequestOrder } from '../protocols/clearing.js';
import type { Naming } from './naming.js';
import type { OrderBook } from './order-book.js';
import type { Session } from './session.js';

/** The orders that wait for a session, in order of submission. */
export function pendingOrders(
  { supplies, renewals, requests }: OrderBook,
  naming: Naming,
): { readonly supplies: readonly PendingOrder[]; readonly requests: readonly PendingOrder[] } {
  const limitOf = (units: bigint | null): Decimal | null => (units === null ? null : naming.rate(units));
  return {
    supplies: supplies.map(({ seq, agent, units, minRate }, k) => {
      const renewed = renewals[k] as bigint;
      return {
        orderId: naming.supply(seq),
        agentId: agent,
        amount: naming.amount(units),
        limitRate: limitOf(minRate),
        ...(renewed === 0n ? {} : { renewed: naming.amount(renewed) }),
      };
    }),
    requests: requests.map(({ seq, agent, units, maxRate }) => ({
      orderId: naming.request(seq),
      agentId: agent,
      amount: naming.amount(units),
      limitRate: limitOf(maxRate),
    })),
  };
}

/**
 * The answer to a request that waits, or was in the last session.
 *
 * @throws UnknownRequestError `UNKNOWN_REQUEST` for any other
 */
export function responseTo(
  requestId: string,
  { requests, firstRequest }: OrderBook,
  last: Session | null,
  naming: Naming,
): CallLoanResponse {
  const number = naming.requestNumber(requestId) ?? 0;
  const pending = requests[number - firstRequest];
  if (pending !== undefined) return pendingResponse(pending, naming);
  const first = last?.book.requests[0]?.seq ?? 0;
  if (last !== null && number >= first && number - first < last.book.requests.length)
    return finalResponse(last, number - first, naming);
  throw new UnknownRequestError(
    'UNKNOWN_REQUEST',
    { requestId: String(requestId) },
    `no request ${JSON.stringify(requestId)} is pending or of the last session`,
  );
}

/** The answer to a request that was taken. */
export function pendingResponse({ seq, units }: RequestOrder, naming: Naming): CallLoanResponse {
  return {
    success: true,
    status: 'pending',
    requestId: naming.request(seq),
    loanId: null,
    amountRequested: naming.amount(units),
    amountGranted: naming.amount(0n),
    interestRate: null,
    message: 'waits for the session',
  };
}

/** The answer to a request without an order. */
export function rejectedResponse(units: bigint, message: string, naming: Naming): CallLoanResponse {
  return {
    success: false,
    status: 'rejected',
    requestId: null,
    loanId: null,
    amountRequested: naming.amount(units),
    amountGranted: naming.amount(0n),
    interestRate: null,
    message,
  };
}

/** The answer to the k-th request of a session. */
function finalResponse({ book, outcome, loans, rates }: Session, k: number, naming: Naming): CallLoanResponse {
  const { seq, units } = book.requests[k] as RequestOrder;
  const granted = outcome.grants[k] as bigint;
  const loan = loans[k] as number;
  const status = granted === 0n ? 'unfilled' : granted < units ? 'prorated' : 'granted';
  return {
    success: status !== 'unfilled',
    status,
    requestId: naming.request(seq),
    loanId: loan === 0 ? null : naming.loan(loan),
    amountRequested: naming.amount(units),
    amountGranted: naming.amount(granted),
    interestRate: loan === 0 ? null : naming.rate(rates?.[k] ?? outcome.callRate),
    message: MESSAGES[status],
  };
}

const MESSAGES = {
  granted: 'granted in full',
  prorated: 'granted in part: less was supplied than requested',
  unfilled: 'nothing was left for this request',
} as const;
