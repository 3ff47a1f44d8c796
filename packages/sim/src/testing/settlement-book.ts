import type { Decimal } from '@bagehot/kernel';
import { type Accounts, type JournalRow, toQuanta } from '@bagehot/kernel/quanta';
import type { SimEvent } from '../economy.js';

/** Reasons for which the ring moves money that is due. */
const REASONS: readonly string[] = ['settlement', 'clearing'];

/**
 * What agents paid when debts were settled, less what they received, against what was told of it: a claim is paid once. Of an economy without banks, where money changes hands by
 * one transfer.
 */
export class SettlementBook {
  readonly #accounts: Accounts;
  /** Paid less received, less what was told, by agent. */
  readonly #untold: Map<number, bigint> = new Map();

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** Takes a change that was committed. */
  see(row: JournalRow): void {
    if (row.op !== 'transfer' || !REASONS.includes(this.#accounts.labelText(row.label))) return;
    this.#add(row.from, row.amount);
    this.#add(row.to, -row.amount);
  }

  /** Takes what was told. */
  tell(event: SimEvent): void {
    if (event.kind !== 'PayableSettled' && event.kind !== 'PartialSettlement') return;
    const { grid } = this.#accounts;
    const paid = event.kind === 'PayableSettled' ? event.amount : event.amountPaid;
    const holders: readonly { readonly holder: string; readonly amount: Decimal }[] = event.holders ?? [
      { holder: event.creditor, amount: paid },
    ];
    this.#add(this.#accounts.indexOf(event.debtor), -toQuanta(grid, paid));
    for (const { holder, amount } of holders) this.#add(this.#accounts.indexOf(holder), toQuanta(grid, amount));
  }

  /** Who paid or received something else than was told; undefined when nobody did. */
  difference(): string | undefined {
    for (const [agent, amount] of this.#untold)
      if (amount !== 0n)
        return `${this.#accounts.nameOf(agent)} ${amount > 0n ? 'paid' : 'received'} ${amount > 0n ? amount : -amount} quanta more in settlement than it owed or was owed`;
    return undefined;
  }

  #add(agent: number, amount: bigint): void {
    this.#untold.set(agent, (this.#untold.get(agent) ?? 0n) + amount);
  }
}
