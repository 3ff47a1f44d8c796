import { type AgentId, type DecimalInput, decimal } from '@bagehot/kernel';
import { type Column, toQuanta } from '@bagehot/kernel/quanta';
import type { RingAction } from './actions.js';
import type { Books } from './books.js';
import { RingError } from './errors.js';
import type { Payments } from './payment.js';
import type { RingSystem } from './phase.js';
import type { ScheduledAction } from './scheduled-action.js';
import type { AgentKind } from './world.js';

type Of<Kind extends RingAction['kind']> = Extract<RingAction, { kind: Kind }>;

/** Carries out actions on the books, each as one transaction. */
export class ActionApplication {
  readonly #books: Books;
  readonly #payments: Payments;
  readonly #system: RingSystem;

  constructor(books: Books, payments: Payments, system: RingSystem) {
    this.#books = books;
    this.#payments = payments;
    this.#system = system;
  }

  /**
   * Applies one action completely or not at all.
   *
   * @param origin - what a payable that is created here is called by its event
   * @throws RingError or KernelError when the action cannot be applied
   */
  apply(action: ScheduledAction['action'], origin: 'initial' | 'scheduled'): void {
    this.#books.transact(() => {
      if ('apply' in action) action.apply(this.#system);
      else this.#apply(action, origin);
    });
  }

  #apply(action: RingAction, origin: 'initial' | 'scheduled'): void {
    const { labels } = this.#books;
    switch (action.kind) {
      case 'mint_cash':
        this.#mint(action, this.#books.cash, labels.CashMinted);
        return;
      case 'mint_reserves':
        this.#mint(action, this.#reserves(action, action.to), labels.ReservesMinted);
        return;
      case 'transfer_cash':
        this.#move(action, this.#books.cash, action.fromAgent, action.toAgent);
        return;
      case 'transfer_reserves':
        this.#move(action, this.#reserves(action, action.toBank), action.fromBank, action.toBank);
        return;
      case 'deposit_cash':
        this.#deposit(action, labels.CashDeposited);
        return;
      case 'withdraw_cash':
        this.#withdraw(action, labels.CashWithdrawn);
        return;
      case 'client_payment': {
        const payer = this.#agent(action, 'payer', action.payer);
        const payee = this.#agent(action, 'payee', action.payee);
        this.#payments.payByDeposit(payer, payee, this.#amount(action, 'amount', action.amount));
        return;
      }
      case 'create_payable':
        this.#createPayable(action, labels[origin]);
        return;
      case 'transfer_claim':
        this.#transferClaim(action);
        return;
      default: {
        const { kind } = action as { readonly kind: string };
        throw invalid(action, 'kind', `${kind} is no action`);
      }
    }
  }

  #mint(action: Of<'mint_cash' | 'mint_reserves'>, column: Column, label: number): void {
    const to = this.#agent(action, 'to', action.to);
    if (to === column.issuer) throw this.#notAllowed(action.to, column.name, 'its issuer cannot hold it');
    column.move(label, column.issuer, to, this.#amount(action, 'amount', action.amount));
    if (action.alias !== undefined) this.#books.setAlias(action.alias, -1);
  }

  #move(action: Of<'transfer_cash' | 'transfer_reserves'>, column: Column, from: AgentId, to: AgentId): void {
    const giver = this.#agent(action, 'from', from);
    const taker = this.#agent(action, 'to', to);
    column.move(this.#books.labels.action, giver, taker, this.#amount(action, 'amount', action.amount));
  }

  #deposit(action: Of<'deposit_cash' | 'withdraw_cash'>, label: number): void {
    const { customer, bank, deposits, amount } = this.#banking(action);
    this.#books.requireAlive(bank);
    this.#books.cash.move(label, customer, bank, amount);
    deposits.move(label, bank, customer, amount);
  }

  #withdraw(action: Of<'deposit_cash' | 'withdraw_cash'>, label: number): void {
    const { customer, bank, deposits, amount } = this.#banking(action);
    deposits.move(label, customer, bank, amount);
    this.#books.cash.move(label, bank, customer, amount);
  }

  #banking(action: Of<'deposit_cash' | 'withdraw_cash'>): {
    readonly customer: number;
    readonly bank: number;
    readonly deposits: Column;
    readonly amount: bigint;
  } {
    const books = this.#books;
    const customer = this.#agent(action, 'customer', action.customer);
    const bank = this.#agent(action, 'bank', action.bank);
    if (books.kindOf(bank) !== 'bank') throw this.#notAllowed(action.bank, 'deposit', 'only banks issue deposits');
    if (customer === books.cash.issuer)
      throw this.#notAllowed(action.customer, 'deposit', 'the central bank is no customer');
    const deposits = books.accounts.column(`deposit/${action.bank}`);
    return { customer, bank, deposits, amount: this.#amount(action, 'amount', action.amount) };
  }

  #createPayable(action: Of<'create_payable'>, label: number): void {
    const books = this.#books;
    const { register } = books;
    const debtor = this.#agent(action, 'from', action.from);
    const creditor = this.#agent(action, 'to', action.to);
    const { dueDay, alias, maturityDistance } = action;
    if (debtor === creditor) throw invalid(action, 'to', `${action.to} cannot owe itself`);
    if (debtor === books.cash.issuer)
      throw this.#notAllowed(action.from, 'payable', 'the central bank cannot default, so it issues none');
    if (!Number.isInteger(dueDay) || dueDay < books.day)
      throw invalid(action, 'dueDay', `${dueDay} is no day from ${books.day} on`);
    if (maturityDistance !== undefined && (!Number.isInteger(maturityDistance) || maturityDistance < 1))
      throw invalid(action, 'maturityDistance', `${maturityDistance} is no integer of at least 1`);
    books.requireAlive(debtor);
    books.requireAlive(creditor);
    const amount = this.#amount(action, 'amount', action.amount);
    const contract = register.issue('payable', debtor, creditor, amount, dueDay, label);
    books.setDistance(contract, maturityDistance ?? Math.max(1, dueDay - books.day));
    if (alias !== undefined) books.setAlias(alias, contract);
    if (action.holder === undefined) return;
    const holder = this.#agent(action, 'holder', action.holder);
    books.requireAlive(holder);
    if (holder !== creditor) register.transfer(contract, creditor, holder, amount, books.labels.action);
  }

  #transferClaim(action: Of<'transfer_claim'>): void {
    const books = this.#books;
    const { register, accounts } = books;
    const { contractAlias, contractId } = action;
    if ((contractAlias === undefined) === (contractId === undefined))
      throw invalid(action, 'contractAlias', 'give either contractAlias or contractId');
    const contract =
      contractAlias !== undefined ? books.contractOf(contractAlias) : register.find(contractId as string);
    if (!register.isOpen(contract)) throw invalid(action, 'contractId', `${contractId} is no open contract`);
    const to = this.#agent(action, 'toAgent', action.toAgent);
    books.requireAlive(to);
    const { holders } = books.claimsOf(contract);
    if (action.fromAgent === undefined && holders.length > 1) {
      const names = holders.map((holder) => accounts.nameOf(holder));
      throw new RingError(
        'HOLDER_AMBIGUOUS',
        { contract: books.id(contract), holders: names },
        `${books.id(contract)} is held by ${names.join(', ')}: fromAgent must say whose claim passes on`,
      );
    }
    const from =
      action.fromAgent === undefined ? (holders[0] as number) : this.#agent(action, 'fromAgent', action.fromAgent);
    const face =
      action.face === undefined ? register.faceOf(contract, from) : this.#amount(action, 'face', action.face);
    register.transfer(contract, from, to, face, books.labels.action);
  }

  #agent(action: RingAction, field: string, name: AgentId): number {
    if (typeof name !== 'string') throw invalid(action, field, 'is missing');
    return this.#books.accounts.indexOf(name);
  }

  #amount(action: RingAction, field: string, amount: DecimalInput): bigint {
    if (amount === undefined) throw invalid(action, field, 'is missing');
    const quanta = toQuanta(this.#books.grid, decimal(amount));
    if (quanta <= 0n) throw invalid(action, field, `${decimal(amount)} is not greater than 0`);
    return quanta;
  }

  /** Reserves are for banks and the treasury. */
  #reserves(action: RingAction, to: AgentId): Column {
    const books = this.#books;
    const kind: AgentKind = books.kindOf(this.#agent(action, 'to', to));
    if (books.reserves === undefined || (kind !== 'bank' && kind !== 'treasury' && kind !== 'central_bank'))
      throw this.#notAllowed(to, 'reserves', 'only banks and the treasury hold them');
    return books.reserves;
  }

  #notAllowed(agent: AgentId, instrument: string, reason: string): RingError<'NOT_ALLOWED'> {
    return new RingError(
      'NOT_ALLOWED',
      { agent, instrument, reason },
      `${agent} may not hold ${instrument}: ${reason}`,
    );
  }
}

function invalid(action: RingAction, field: string, reason: string): RingError<'INVALID_ACTION'> {
  return new RingError(
    'INVALID_ACTION',
    { action: action.kind, field, reason },
    `${action.kind}.${field} is wrong: ${reason}`,
  );
}
