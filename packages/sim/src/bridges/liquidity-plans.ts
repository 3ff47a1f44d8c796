import type { LiquidityPolicy, LiquidityView, Source } from '@bagehot/central-bank';
import type { AgentId, Day, Decimal, EventBase, EventSink } from '@bagehot/kernel';
import type { OvernightTerms } from './overnight-options.js';

/** Somebody who is short has decided where to look for money. */
export interface LiquidityPlanned extends EventBase {
  readonly kind: 'LiquidityPlanned';
  readonly agent: AgentId;
  readonly need: Decimal;
  /** The policy that decided. */
  readonly policy: string;
  /** In order; empty when it does nothing about it. */
  readonly sources: readonly Source[];
  /** What a buyer pays for the claim it would sell first; absent when there is none. */
  readonly bid?: Decimal;
  /** What a loan costs. */
  readonly rate: Decimal;
}

/** What a plan is made from, beyond the policy. */
export interface PlanFacts {
  readonly need: bigint;
  readonly rate: Decimal;
  readonly bid?: LiquidityView['bid'];
}

/** The plans of a day: each agent that is short is asked once, by whoever needs to know first. */
export class LiquidityPlans {
  readonly #terms: OvernightTerms;
  readonly #events: EventSink<LiquidityPlanned>;
  readonly #drawn: Map<AgentId, readonly Source[]> = new Map();
  #day: Day = -1;

  constructor(terms: OvernightTerms, events: EventSink<LiquidityPlanned>) {
    this.#terms = terms;
    this.#events = events;
  }

  /** How an agent decides. */
  policyOf(agent: AgentId): LiquidityPolicy {
    return this.#terms.perAgent.get(agent) ?? this.#terms.policy;
  }

  /**
   * The sources of an agent that is short today, in order.
   *
   * @param money - amounts in quanta as they are told
   */
  sources(agent: AgentId, day: Day, facts: () => PlanFacts, money: (quanta: bigint) => Decimal): readonly Source[] {
    if (day !== this.#day) {
      this.#day = day;
      this.#drawn.clear();
    }
    const drawn = this.#drawn.get(agent);
    if (drawn !== undefined) return drawn;
    const { ticksPerYear } = this.#terms;
    const policy = this.policyOf(agent);
    const { need, rate, bid } = facts();
    const sources = policy.sources({ day, need, rate, ticksPerYear, ...(bid === undefined ? {} : { bid }) });
    this.#drawn.set(agent, sources);
    this.#events.emit({
      kind: 'LiquidityPlanned',
      day,
      agent,
      need: money(need),
      policy: policy.name,
      sources,
      ...(bid === undefined ? {} : { bid: money(bid.price) }),
      rate,
    });
    return sources;
  }
}
