import { type AgentId, type ContractId, type Day, type Decimal, ZERO } from '@bagehot/kernel';

/** What fell due on one day, and what became of it that day. Everything in money. */
export class DueDay {
  due: Decimal = ZERO;
  /** Paid in full on the day. */
  onTime: Decimal = ZERO;
  /** Paid in part on the day. */
  inPart: Decimal = ZERO;
  /** Came back to its debtor before it was due. */
  extinguished: Decimal = ZERO;
  /** By debtor, in order of the first debt. */
  readonly owed: Map<AgentId, Decimal> = new Map<AgentId, Decimal>();
  /** By original creditor. */
  readonly owing: Map<AgentId, Decimal> = new Map<AgentId, Decimal>();

  /** Adds another day's figures to this one's. */
  add(other: DueDay): void {
    this.due = this.due.plus(other.due);
    this.onTime = this.onTime.plus(other.onTime);
    this.inPart = this.inPart.plus(other.inPart);
    this.extinguished = this.extinguished.plus(other.extinguished);
    for (const [agent, amount] of other.owed) addTo(this.owed, agent, amount);
    for (const [agent, amount] of other.owing) addTo(this.owing, agent, amount);
  }
}

/** A set of debts that is followed to its due days. */
export class Cohort {
  readonly #dueDayOf = new Map<ContractId, Day>();
  readonly days: Map<Day, DueDay> = new Map<Day, DueDay>();

  get isEmpty(): boolean {
    return this.#dueDayOf.size === 0;
  }

  create(contract: ContractId, debtor: AgentId, creditor: AgentId, amount: Decimal, dueDay: Day): void {
    this.#dueDayOf.set(contract, dueDay);
    let day = this.days.get(dueDay);
    if (day === undefined) {
      day = new DueDay();
      this.days.set(dueDay, day);
    }
    day.due = day.due.plus(amount);
    addTo(day.owed, debtor, amount);
    addTo(day.owing, creditor, amount);
  }

  /** Paid in full; counts only on the due day itself. */
  settle(contract: ContractId, day: Day, amount: Decimal): void {
    const due = this.#dueToday(contract, day);
    if (due !== undefined) due.onTime = due.onTime.plus(amount);
  }

  /** Paid in part; counts only on the due day itself. */
  payInPart(contract: ContractId, day: Day, amount: Decimal): void {
    const due = this.#dueToday(contract, day);
    if (due !== undefined) due.inPart = due.inPart.plus(amount);
  }

  extinguish(contract: ContractId, amount: Decimal): void {
    const due = this.days.get(this.#dueDayOf.get(contract) ?? -1);
    if (due !== undefined) due.extinguished = due.extinguished.plus(amount);
  }

  /** The days of this cohort and another one together. */
  joined(other: Cohort): ReadonlyMap<Day, DueDay> {
    const days = new Map<Day, DueDay>();
    for (const cohort of [this, other])
      for (const [day, figures] of cohort.days) {
        const sum = days.get(day) ?? new DueDay();
        sum.add(figures);
        days.set(day, sum);
      }
    return days;
  }

  #dueToday(contract: ContractId, day: Day): DueDay | undefined {
    return this.#dueDayOf.get(contract) === day ? this.days.get(day) : undefined;
  }
}

function addTo(amounts: Map<AgentId, Decimal>, agent: AgentId, amount: Decimal): void {
  const before = amounts.get(agent);
  amounts.set(agent, before === undefined ? amount : before.plus(amount));
}
