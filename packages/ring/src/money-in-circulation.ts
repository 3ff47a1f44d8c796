import { type AgentId, type Day, type Decimal, type EventBase, ZERO } from '@bagehot/kernel';
import { RunningSum } from '@bagehot/kernel/quanta';
import type {
  AgentCreated,
  AssetTransferred,
  ClientPayment,
  DepositChanged,
  MoneyMinted,
  MoneyTransferred,
  ObligationWrittenOff,
} from './events.js';

const DEPOSIT = 'deposit/';

/**
 * Money of all agents except the central bank (cash, deposits and reserves), followed through the log: in all, at the start of each day, and by agent
 * if asked for.
 */
export class MoneyInCirculation {
  readonly #holdings: Map<AgentId, Decimal> | undefined;
  readonly #atStart = new Map<Day, Decimal>();
  #centralBank: AgentId | undefined;
  readonly #total: RunningSum = new RunningSum();

  /** @param byAgent - also keep what each agent holds */
  constructor(byAgent: boolean) {
    this.#holdings = byAgent ? new Map() : undefined;
  }

  /** Takes the next event; those that move no money are ignored. */
  take(event: EventBase): void {
    switch (event.kind) {
      case 'PhaseA':
        this.#atStart.set(event.day, this.#total.value);
        return;
      case 'AgentCreated': {
        const { agent, agentKind } = event as AgentCreated;
        if (agentKind === 'central_bank') this.#centralBank = agent;
        return;
      }
      case 'CashMinted':
      case 'ReservesMinted': {
        const { to, amount } = event as MoneyMinted;
        this.#change(to, amount);
        return;
      }
      case 'CashTransferred':
      case 'ReservesTransferred': {
        const { from, to } = event as MoneyTransferred;
        const touchesIssuer = from === this.#centralBank || to === this.#centralBank;
        if (this.#holdings !== undefined || touchesIssuer) this.#move(from, to, (event as MoneyTransferred).amount);
        return;
      }
      // The customer's cash becomes a deposit; the bank has the cash besides.
      case 'CashDeposited': {
        const { bank, amount } = event as DepositChanged;
        this.#change(bank, amount);
        return;
      }
      case 'CashWithdrawn': {
        const { bank, amount } = event as DepositChanged;
        this.#change(bank, amount.neg());
        return;
      }
      case 'IntraBankPayment':
      case 'ClientPayment': {
        const { payer, payee, amount } = event as ClientPayment;
        this.#move(payer, payee, amount);
        return;
      }
      case 'ObligationWrittenOff': {
        const { contractKind, creditor, amount } = event as ObligationWrittenOff;
        if (contractKind === 'bank_deposit') this.#change(creditor, amount.neg());
        return;
      }
      case 'Transferred': {
        const { asset, from, to, amount } = event as AssetTransferred;
        if (!asset.startsWith(DEPOSIT)) return;
        const issuer = asset.slice(DEPOSIT.length);
        if (from !== issuer) this.#change(from, amount.neg());
        if (to !== issuer) this.#change(to, amount);
        return;
      }
      default:
    }
  }

  /** Money at the start of a day; of a day that was not reached, what there is now. Null when the log has no days. */
  atStartOf(day: Day): Decimal | null {
    return this.#atStart.size === 0 ? null : (this.#atStart.get(day) ?? this.#total.value);
  }

  /** What an agent holds now; null unless holdings are kept. */
  heldBy(agent: AgentId): Decimal | null {
    return this.#holdings === undefined ? null : (this.#holdings.get(agent) ?? ZERO);
  }

  #move(from: AgentId, to: AgentId, amount: Decimal): void {
    if (this.#holdings !== undefined) {
      this.#change(from, amount.neg());
      this.#change(to, amount);
      return;
    }
    if (from !== this.#centralBank) this.#total.subtract(amount);
    if (to !== this.#centralBank) this.#total.add(amount);
  }

  #change(agent: AgentId, by: Decimal): void {
    if (agent === this.#centralBank) return;
    this.#total.add(by);
    this.#holdings?.set(agent, (this.#holdings.get(agent) ?? ZERO).plus(by));
  }
}
