import type { AgentId, ContractId, Day, Decimal } from '@bagehot/kernel';
import type { Books } from './books.js';
import { recoveryRate } from './default.js';
import type { ContractOutcome, DaySettlement, DebtorOutcome } from './phase.js';

/** One contract that is due today, and what became of it. */
export class DueContract implements ContractOutcome {
  readonly contractIndex: number;
  readonly debtorIndex: number;
  readonly dueQuanta: bigint;
  paidQuanta = 0n;
  relievedQuanta = 0n;
  readonly #books: Books;

  constructor(books: Books, contract: number) {
    this.#books = books;
    this.contractIndex = contract;
    this.debtorIndex = books.register.debtorOf(contract);
    this.dueQuanta = books.register.amountOf(contract);
  }

  get contract(): ContractId {
    return this.#books.id(this.contractIndex);
  }

  get debtor(): AgentId {
    return this.#books.name(this.debtorIndex);
  }

  get due(): Decimal {
    return this.#books.money(this.dueQuanta);
  }

  get paid(): Decimal {
    return this.#books.money(this.paidQuanta);
  }
}

/** All that one debtor owes today, in creation order. */
export interface DebtorDues {
  readonly debtor: number;
  readonly dues: DueContract[];
}

/** What is due today, fixed at the start of B3; the outcome of B3 once it is over. */
export class DayDues implements DaySettlement {
  readonly day: Day;
  readonly contracts: readonly DueContract[];
  /** In order of each debtor's first due contract. */
  readonly groups: readonly DebtorDues[];
  readonly #books: Books;
  #byContract: ReadonlyMap<number, DueContract> | undefined;

  constructor(books: Books, contracts: readonly number[]) {
    this.day = books.day;
    this.#books = books;
    this.contracts = contracts.map((contract) => new DueContract(books, contract));
    const groups = new Map<number, DebtorDues>();
    for (const due of this.contracts) {
      const group = groups.get(due.debtorIndex);
      if (group === undefined) groups.set(due.debtorIndex, { debtor: due.debtorIndex, dues: [due] });
      else group.dues.push(due);
    }
    this.groups = [...groups.values()];
  }

  /** Notes that somebody has taken so much off a contract. */
  relieve(contract: number, amount: bigint): void {
    this.#byContract ??= new Map(this.contracts.map((due) => [due.contractIndex, due]));
    const due = this.#byContract.get(contract);
    if (due !== undefined) due.relievedQuanta += amount;
  }

  get debtors(): readonly DebtorOutcome[] {
    return this.groups.map(({ debtor, dues }) => {
      const due = dues.reduce((total, item) => total + item.dueQuanta, 0n);
      const paid = dues.reduce((total, item) => total + item.paidQuanta, 0n);
      return {
        debtor: this.#books.name(debtor),
        due: this.#books.money(due),
        paid: this.#books.money(paid),
        recoveryRate: recoveryRate(paid, due),
        contracts: dues,
      };
    });
  }
}
