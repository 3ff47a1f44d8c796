import { allocateQuanta } from '@bagehot/kernel/quanta';
import { ClearingSettlement } from './clearing.js';
import type { ClaimShares } from './contract-payment.js';
import type { DayDues, DebtorDues, DueContract } from './day-dues.js';
import { haltByCollapse, haltByDefault, type SettlementParts, undoneByDefault } from './settlement-parts.js';
import type { Halt } from './world.js';

/** Settles everything due on a day (ring specification, section 6). */
export class Settlement {
  readonly #parts: SettlementParts;
  readonly #clearing: ClearingSettlement;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
    this.#clearing = new ClearingSettlement(parts);
  }

  /** @returns why the run ends here, or undefined when it goes on */
  settle(dues: DayDues): Halt | undefined {
    const { rules } = this.#parts.books;
    this.#parts.contracts.settled = [];
    if (dues.contracts.length === 0) return undefined;
    this.#writeOffLate(dues);
    if (rules.settlement === 'clearing') return this.#clearing.settle(dues);
    if (rules.settlement === 'multipass') this.#passes(dues);
    return rules.distribution === 'proportional' ? this.#proportional(dues) : this.#firstCome(dues);
  }

  /** What a defaulted agent came to owe afterwards, by a phase's doing, cannot be paid. */
  #writeOffLate(dues: DayDues): void {
    const { books, defaults } = this.#parts;
    if (books.defaulted.length === 0) return;
    for (const { contractIndex, debtorIndex } of dues.contracts)
      if (books.hasDefaulted(debtorIndex)) books.transact(() => defaults.writeOff(contractIndex));
  }

  /** Passes over those who can pay all they owe today, until one pass moves nothing. */
  #passes({ groups }: DayDues): void {
    let waiting = groups.filter(({ dues }) => this.#open(dues).length > 0);
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length;
      waiting = waiting.filter((group) => !this.#payAll(group));
    }
  }

  #payAll({ debtor, dues }: DebtorDues): boolean {
    const open = this.#open(dues);
    const due = this.#sum(open);
    if (this.#parts.payments.available(debtor, due) < due) return false;
    for (const item of open) this.#parts.contracts.settle(item);
    return true;
  }

  #firstCome({ contracts }: DayDues): Halt | undefined {
    const { books, payments, contracts: paying, defaults } = this.#parts;
    const asked = new Set<number>();
    for (const due of contracts) {
      if (!books.register.isOpen(due.contractIndex)) continue;
      const { debtorIndex, contractIndex } = due;
      const amount = books.register.amountOf(contractIndex);
      if (payments.available(debtorIndex, amount) >= amount) {
        paying.settle(due);
        continue;
      }
      const failFast = books.rules.defaultHandling === 'fail-fast';
      const halt = undoneByDefault(books.accounts, () => {
        if (!asked.has(debtorIndex)) this.#ask(debtorIndex);
        asked.add(debtorIndex);
        if (!books.register.isOpen(contractIndex)) return undefined;
        const face = books.register.amountOf(contractIndex);
        const paid = payments.available(debtorIndex, face);
        if (paid < face && failFast) return this.#halt(contractIndex, debtorIndex, face - paid);
        if (paid >= face) paying.settle(due);
        else {
          paying.payShort(due, paying.share(contractIndex, paid));
          defaults.expel({ agent: debtorIndex, trigger: contractIndex, failed: [contractIndex], due: face, paid });
        }
        return undefined;
      });
      if (halt !== undefined) return halt;
      if (defaults.isCollapsed) return this.#collapse(contractIndex);
    }
    return undefined;
  }

  #proportional({ groups }: DayDues): Halt | undefined {
    const { books, payments, contracts: paying, defaults } = this.#parts;
    for (const group of groups) {
      const { debtor } = group;
      let open = this.#open(group.dues);
      if (open.length === 0) continue;
      const trigger = open[0] as DueContract;
      if (payments.available(debtor, this.#sum(open)) >= this.#sum(open)) {
        for (const item of open) paying.settle(item);
        continue;
      }
      const halt = undoneByDefault(books.accounts, () => {
        this.#ask(debtor);
        open = this.#open(open);
        const due = this.#sum(open);
        const paid = payments.available(debtor, due);
        if (paid >= due) {
          for (const item of open) paying.settle(item);
          return undefined;
        }
        const first = open[0] as DueContract;
        if (books.rules.defaultHandling === 'fail-fast') return this.#halt(first.contractIndex, debtor, due - paid);
        this.#payInProportion(open, paid);
        const failed = open.map(({ contractIndex }) => contractIndex);
        defaults.expel({ agent: debtor, trigger: first.contractIndex, failed, due, paid });
        return undefined;
      });
      if (halt !== undefined) return halt;
      if (defaults.isCollapsed) return this.#collapse(trigger.contractIndex);
    }
    return undefined;
  }

  /** Shares a debtor's money over all its claims of the day; what happens to be paid in full counts as settled. */
  #payInProportion(open: readonly DueContract[], paid: bigint): void {
    const { books, contracts: paying } = this.#parts;
    const claims = open.map(({ contractIndex }) => books.claimsOf(contractIndex));
    const shares = allocateQuanta(
      paid,
      claims.flatMap(({ faces }) => faces),
    );
    let next = 0;
    open.forEach((due, k) => {
      const { holders, faces } = claims[k] as ClaimShares;
      const own = shares.slice(next, next + faces.length);
      next += faces.length;
      const parts = { holders, faces, shares: own };
      if (own.every((share, j) => share === faces[j])) {
        paying.payClaims(due, parts);
        paying.close(due, parts);
      } else {
        paying.payShort(due, parts);
      }
    });
  }

  #ask(debtor: number): void {
    const { books, beforeShortfall } = this.#parts;
    beforeShortfall?.(books.name(debtor), books.day);
  }

  #open(dues: readonly DueContract[]): DueContract[] {
    return dues.filter(({ contractIndex }) => this.#parts.books.register.isOpen(contractIndex));
  }

  #sum(dues: readonly DueContract[]): bigint {
    const { register } = this.#parts.books;
    return dues.reduce((total, { contractIndex }) => total + register.amountOf(contractIndex), 0n);
  }

  #halt(contract: number, debtor: number, shortfall: bigint): Halt {
    return haltByDefault(this.#parts.books, contract, debtor, shortfall);
  }

  #collapse(contract: number): Halt {
    return haltByCollapse(this.#parts.books, contract);
  }
}
