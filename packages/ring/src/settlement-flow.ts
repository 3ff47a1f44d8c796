import { type AgentId, type Decimal, max, ZERO } from '@bagehot/kernel';
import type { HolderAmount, PayableSettled } from './events.js';

/**
 * The payments of one day in order: how much money they would have taken at once if nobody had any to begin with.
 *
 * Each payment moves its payer up and its payees down; the liquidity in use is the sum of the positive positions.
 *
 * @see ring specification, section 10: peak, gross and net settled
 */
export class SettlementFlow {
  readonly #positions = new Map<AgentId, Decimal>();
  /** Sum of everything paid. */
  gross: Decimal = ZERO;
  /** Liquidity in use after the last payment. */
  net: Decimal = ZERO;
  /** Largest liquidity in use after any payment. */
  peak: Decimal = ZERO;

  /** Takes the next payment of the day. */
  pay(event: PayableSettled): void {
    const { amount } = event;
    this.gross = this.gross.plus(amount);
    this.#move(event.debtor, amount);
    for (const { holder, amount: part } of payeesOf(event)) this.#move(holder, part.neg());
    this.peak = max(this.peak, this.net);
  }

  #move(agent: AgentId, by: Decimal): void {
    const before = this.#positions.get(agent) ?? ZERO;
    const after = before.plus(by);
    this.#positions.set(agent, after);
    this.net = this.net.plus(max(after, ZERO)).minus(max(before, ZERO));
  }
}

/** Who received what of a payment in full. */
function payeesOf(event: PayableSettled): readonly HolderAmount[] {
  return event.holders ?? [{ holder: event.creditor, amount: event.amount }];
}

/** One payment on the way through a day. */
export interface IntradayStep {
  readonly day: number;
  /** Position of the payment in its day, from 1. */
  readonly step: number;
  readonly payer: AgentId;
  readonly payee: AgentId;
  readonly amount: Decimal;
  /** Liquidity in use after the payment: the prefix whose maximum is the day's peak. */
  readonly prefix: Decimal;
}

/** The intraday curve: every payment in full with the liquidity in use after it; a payment to several holders has a step with one row for each of them. */
export function intradaySteps(events: Iterable<{ readonly kind: string }>): readonly IntradayStep[] {
  const steps: IntradayStep[] = [];
  let flow = new SettlementFlow();
  let day = -1;
  let step = 0;
  for (const event of events) {
    if (event.kind !== 'PayableSettled') continue;
    const settled = event as PayableSettled;
    if (settled.day !== day) {
      day = settled.day;
      step = 0;
      flow = new SettlementFlow();
    }
    step++;
    flow.pay(settled);
    for (const { holder, amount } of payeesOf(settled))
      steps.push({ day, step, payer: settled.debtor, payee: holder, amount, prefix: flow.net });
  }
  return steps;
}
