import { type AgentId, type Decimal, decimalPlaces } from '@bagehot/kernel';
import { fromUnits, unitsOf } from '@bagehot/kernel/quanta';
import type { HolderAmount, PayableSettled } from './events.js';

/** Decimals that suffice for most money. */
const START_DECIMALS = 12;

/**
 * The payments of one day in order: how much money they would have taken at once if nobody had any to begin with.
 *
 * Each payment moves its payer up and its payees down; the liquidity in use is the sum of the positive positions.
 *
 * @see ring specification, section 10: peak, gross and net settled
 */
export class SettlementFlow {
  /** Decimals of everything below: enough for every amount so far. */
  #decimals = START_DECIMALS;
  readonly #positions = new Map<AgentId, bigint>();
  #gross = 0n;
  #net = 0n;
  #peak = 0n;

  /** Sum of everything paid. */
  get gross(): Decimal {
    return fromUnits(this.#gross, this.#decimals);
  }

  /** Liquidity in use after the last payment. */
  get net(): Decimal {
    return fromUnits(this.#net, this.#decimals);
  }

  /** Largest liquidity in use after any payment. */
  get peak(): Decimal {
    return fromUnits(this.#peak, this.#decimals);
  }

  /** Takes the next payment of the day. */
  pay(event: PayableSettled): void {
    const { amount, debtor, creditor, holders } = event;
    const paid = this.#units(amount);
    this.#gross += paid;
    this.#move(debtor, paid);
    if (holders === undefined) this.#move(creditor, -paid);
    else for (const { holder, amount: part } of holders) this.#move(holder, -this.#units(part));
    if (this.#net > this.#peak) this.#peak = this.#net;
  }

  #move(agent: AgentId, by: bigint): void {
    const before = this.#positions.get(agent) ?? 0n;
    const after = before + by;
    this.#positions.set(agent, after);
    this.#net += (after > 0n ? after : 0n) - (before > 0n ? before : 0n);
  }

  #units(amount: Decimal): bigint {
    const units = unitsOf(amount, this.#decimals);
    if (units !== undefined) return units;
    this.#refine(decimalPlaces(amount));
    return unitsOf(amount, this.#decimals) as bigint;
  }

  #refine(decimals: number): void {
    const factor = 10n ** BigInt(decimals - this.#decimals);
    for (const [agent, position] of this.#positions) this.#positions.set(agent, position * factor);
    this.#gross *= factor;
    this.#net *= factor;
    this.#peak *= factor;
    this.#decimals = decimals;
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
    const { net: prefix } = flow;
    for (const { holder, amount } of payeesOf(settled))
      steps.push({ day, step, payer: settled.debtor, payee: holder, amount, prefix });
  }
  return steps;
}
