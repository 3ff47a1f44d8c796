import type { AgentId, Decimal, EventSink } from '@bagehot/kernel';
import type { JournalRow } from '@bagehot/kernel/quanta';
import { BOND, OPEN_MARKET } from '../bonds.js';
import { optionProblems } from '../input-reading.js';
import { type Money, moneyOf, TREASURY } from '../money.js';
import { type AmountInput, readQuanta } from '../numbers.js';
import type { MoneyMarketEvent, OpenMarketOperation, TreasuryPayment } from '../protocols/events.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import { BondAccounts, type Exchange } from './bond-accounts.js';
import { EntryLines, type JournalEntry } from './entry-lines.js';
import { FacilityAccounts } from './facility-accounts.js';
import { LoanAccounts } from './loan-accounts.js';

/** The books that everybody would keep: a view of what happens on a ledger, which it never changes. */
export interface MoneyJournal {
  /** The services' events go here. */
  readonly sink: EventSink<MoneyMarketEvent>;
  /** In order. What moves without an event that tells why is an entry of the kind `Transfer`. */
  entries(): readonly JournalEntry[];
  /** Stops looking. */
  stop(): void;
}

/**
 * Double entry for central bank, treasury and agents, derived from the ledger's transfers, the register's contracts and the services' events. Accounts begin
 * with what there is when the view is opened, and with transfers of the kind `opening`; agents' bonds begin at face value.
 *
 * @param options.faceValue - of one bond
 * @throws InvalidConfigError `INVALID_CONFIG`
 * @example
 * const journal = openMoneyJournal({ faceValue: 1 }, { ledger, contracts });
 * const bank = createCentralBank({ faceValue: 1 }, { ledger, contracts, events: journal.sink });
 * @see central bank specification, section 3
 */
export function openMoneyJournal(
  options: { readonly faceValue: AmountInput },
  ports: Omit<MoneyMarketPorts, 'events'>,
): MoneyJournal {
  const money = moneyOf(ports);
  const face = readQuanta(options.faceValue, money.grid) ?? 0n;
  const problems = optionProblems();
  if (face <= 0n) problems.add('INVALID_CONFIG', 'faceValue', options.faceValue, 'an amount of more than 0');
  problems.check();
  return new LedgerView(money, face);
}

const OPENING = 'opening';
const TRANSFER = 'Transfer';
const FACILITY_REPAYMENT = 'FacilityRepayment';
const FACILITY_KINDS: ReadonlyMap<string, 'loan' | 'deposit'> = new Map([
  ['facility-loan', 'loan'],
  ['facility-deposit', 'deposit'],
]);
const CALL_LOAN = 'call-loan';
/** Reasons of transfers that are told of by events, or follow from contracts. */
const OWN: ReadonlySet<string> = new Set([
  OPEN_MARKET,
  'TreasurySpending',
  'TreasuryLevy',
  'CallLoanGranted',
  'CallLoanRepaid',
  'CallLoanRolled',
  'CallLoanDefaulted',
  'NettedSession',
  'FacilityLending',
  FACILITY_REPAYMENT,
  'FacilityDeposit',
  'FacilityDepositReturn',
]);

class LedgerView implements MoneyJournal {
  readonly sink: EventSink<MoneyMarketEvent> = { emit: (event) => this.#tell(event) };
  readonly stop: () => void;
  readonly #money: Money;
  readonly #bank: AgentId;
  readonly #bonds: BondAccounts;
  readonly #loans: LoanAccounts;
  readonly #facilities: FacilityAccounts;
  readonly #entries: JournalEntry[] = [];
  /** Money that moved and is not explained yet, by agent. */
  readonly #moved: Map<AgentId, bigint> = new Map();
  /** Who dealt with the central bank in the operation that is told of in a moment. */
  readonly #dealt: Map<AgentId, Exchange> = new Map();
  #tick = 0;

  constructor(money: Money, face: bigint) {
    const units = (amount: Decimal): bigint => readQuanta(amount, money.grid) ?? 0n;
    this.#money = money;
    this.#bank = money.accounts.nameOf(money.column.issuer);
    this.#bonds = new BondAccounts(face);
    this.#loans = new LoanAccounts(units);
    this.#facilities = new FacilityAccounts(this.#bank, units);
    const { accounts } = money;
    const bonds = accounts.hasAsset(BOND) ? accounts.column(BOND) : undefined;
    for (const name of accounts.agentNames()) {
      const held = bonds?.get(accounts.indexOf(name)) ?? 0n;
      if (held > 0n) this.#bonds.begin(name, Number(held));
    }
    this.stop = accounts.observe((row) => this.#see(row));
  }

  entries(): readonly JournalEntry[] {
    this.#explainRest();
    return [...this.#entries];
  }

  #see(row: JournalRow): void {
    if (row.day !== this.#tick) this.#explainRest();
    this.#tick = row.day;
    const { accounts, register, column } = this.#money;
    if (row.op === 'transfer') {
      const asset = accounts.columnAt(row.asset);
      if (asset === column) this.#seeMoney(row);
      else if (asset.name === BOND) this.#seeBonds(row);
      return;
    }
    if (row.op !== 'issue' && row.op !== 'reduce' && row.op !== 'remove') return;
    const kind = register.kindOf(row.contract);
    const facility = FACILITY_KINDS.get(kind);
    if (row.op === 'issue') {
      const agent = accounts.nameOf(facility === 'deposit' ? row.creditor : row.debtor);
      if (facility !== undefined) this.#facilities.issued(row.contract, facility, agent, row.amount);
    } else if (facility !== undefined) {
      const by = row.op === 'reduce' ? row.face : this.#lastFace(row.contract);
      this.#post('FacilityRepayment', register.idOf(row.contract), (lines) =>
        this.#facilities.fell(lines, row.contract, by, row.op === 'remove'),
      );
    } else if (kind === CALL_LOAN && row.op === 'reduce') {
      const [borrower, lender] = [accounts.nameOf(register.debtorOf(row.contract)), accounts.nameOf(row.holder)];
      this.#post('CallLoanReduced', register.idOf(row.contract), (lines) =>
        this.#loans.prepay(lines, borrower, lender, row.face),
      );
    }
  }

  #lastFace(contract: number): bigint {
    return this.#money.register.lastClaims(contract).reduce((total, { face }) => total + face, 0n);
  }

  #seeMoney({ from, to, amount, label, reference }: Extract<JournalRow, { readonly op: 'transfer' }>): void {
    const { accounts } = this.#money;
    const kind = accounts.labelText(label);
    if (kind === OPENING) return;
    const [giver, taker] = [accounts.nameOf(from), accounts.nameOf(to)];
    if (!OWN.has(kind)) {
      this.#transfer(giver, taker, amount, reference);
      return;
    }
    if (giver !== this.#bank) add(this.#moved, giver, -amount);
    if (taker !== this.#bank) add(this.#moved, taker, amount);
    if (kind === FACILITY_REPAYMENT && taker === this.#bank) this.#facilities.paid(giver, amount);
    if (kind !== OPEN_MARKET) return;
    if (giver === this.#bank) this.#deal(taker, { money: amount, bonds: 0 });
    if (taker === this.#bank) this.#deal(giver, { money: -amount, bonds: 0 });
  }

  /** Somebody paid somebody, for reasons of their own. */
  #transfer(giver: AgentId, taker: AgentId, amount: bigint, reference: number): void {
    const { accounts } = this.#money;
    const about = reference === -1 ? '' : accounts.labelText(reference);
    const lines = new EntryLines(this.#bank, this.#money.grid);
    lines.pay(giver, taker, amount);
    for (const agent of [giver, taker]) lines.balance(agent, agent === this.#bank ? 'other-assets' : 'transfers');
    this.#enter(lines, TRANSFER, about);
  }

  #seeBonds({ from, to, amount, label }: Extract<JournalRow, { readonly op: 'transfer' }>): void {
    const { accounts } = this.#money;
    const [giver, taker] = [accounts.nameOf(from), accounts.nameOf(to)];
    const quantity = Number(amount);
    if (taker === this.#bank) this.#deal(giver, { money: 0n, bonds: quantity });
    else if (giver === this.#bank) this.#deal(taker, { money: 0n, bonds: -quantity });
    else if (accounts.labelText(label) === OPENING) this.#bonds.begin(taker, quantity);
    else this.#post(TRANSFER, '', (lines) => this.#bonds.pass(lines, giver, taker, quantity));
    if (accounts.labelText(label) === OPENING) this.#dealt.clear();
  }

  #deal(agent: AgentId, { money, bonds }: Exchange): void {
    const known = this.#dealt.get(agent);
    this.#dealt.set(agent, { money: (known?.money ?? 0n) + money, bonds: (known?.bonds ?? 0) + bonds });
  }

  #tell(event: MoneyMarketEvent): void {
    this.#tick = event.day;
    switch (event.kind) {
      case 'OpenMarketOperation':
        this.#post(event.kind, '', (lines) => this.#operate(lines, event));
        break;
      case 'TreasurySpending':
      case 'TreasuryLevy':
        this.#post(event.kind, '', (lines) => this.#treasury(lines, event));
        break;
      case 'CallLoanGranted':
        this.#post(event.kind, event.loanId, (lines) => this.#loans.grant(lines, event));
        break;
      case 'CallLoanRepaid':
      case 'CallLoanRolled':
      case 'CallLoanDefaulted':
        this.#post(event.kind, event.loanId, (lines) => this.#loans.end(lines, event));
        break;
      case 'FacilityLending':
      case 'FacilityDeposit':
        this.#post(event.kind, '', (lines) => this.#facilities.use(lines, event));
        break;
      case 'FacilityLoss':
        this.#facilities.lost(event);
        break;
      default:
    }
  }

  #operate(lines: EntryLines, { quantity, cash, realisedGain }: OpenMarketOperation): void {
    const paid = readQuanta(cash, this.#money.grid) as bigint;
    const gain = readQuanta(realisedGain, this.#money.grid) as bigint;
    // Bonds bought are worth what they cost; of those sold the cost is what came in less the gain.
    lines.debit(this.#bank, 'bonds', paid + gain, Math.abs(quantity));
    lines.credit(this.#bank, 'bond-gains', gain);
    for (const [agent, exchange] of this.#dealt) {
      lines.receive(agent, exchange.money);
      this.#bonds.post(lines, agent, exchange);
    }
    this.#dealt.clear();
  }

  #treasury(lines: EntryLines, { kind, parts }: TreasuryPayment): void {
    const sign = kind === 'TreasurySpending' ? 1n : -1n;
    for (const { agentId, amount } of parts) {
      const got = sign * (readQuanta(amount, this.#money.grid) as bigint);
      lines.pay(TREASURY, agentId, got);
      lines.debit(TREASURY, kind === 'TreasurySpending' ? 'spending' : 'levies', got);
      lines.credit(agentId, 'transfers', got);
    }
  }

  /** Books what is not told of yet; an event that comes late takes it back. */
  #explainRest(): void {
    this.#post('FacilityRepayment', '', (lines) => this.#facilities.post(lines));
    const rest = [...this.#moved];
    this.#moved.clear();
    this.#post(TRANSFER, '', (lines) => {
      for (const [agent, amount] of rest) {
        lines.receive(agent, amount);
        lines.balance(agent, 'transfers');
      }
      // Bonds that came to the central bank as a present, or left it as one, are worth nothing on its books.
      for (const [agent, { bonds }] of this.#dealt) {
        lines.debit(this.#bank, 'bonds', 0n, Math.abs(bonds));
        this.#bonds.post(lines, agent, { money: 0n, bonds });
      }
      lines.balance(this.#bank, 'other-assets');
    });
    this.#dealt.clear();
    this.#moved.clear();
  }

  #post(kind: string, reference: string, fill: (lines: EntryLines) => void): void {
    const lines = new EntryLines(this.#bank, this.#money.grid);
    fill(lines);
    for (const [agent, amount] of lines.money) add(this.#moved, agent, -amount);
    this.#enter(lines, kind, reference);
  }

  #enter(lines: EntryLines, kind: string, reference: string): void {
    const entry = lines.entry(this.#tick, kind, reference);
    if (entry !== undefined) this.#entries.push(entry);
  }
}

function add(sums: Map<AgentId, bigint>, agent: AgentId, amount: bigint): void {
  const sum = (sums.get(agent) ?? 0n) + amount;
  if (sum === 0n) sums.delete(agent);
  else sums.set(agent, sum);
}
