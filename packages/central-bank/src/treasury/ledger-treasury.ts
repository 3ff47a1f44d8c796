import type { AgentId, Decimal, ProblemList } from '@bagehot/kernel';
import { toDecimal } from '@bagehot/kernel/quanta';
import { bondColumn, bondsOutstanding, cashFor, OPEN_MARKET } from '../bonds.js';
import { optionProblems } from '../input-reading.js';
import { type Money, moneyOf, TREASURY } from '../money.js';
import { type AmountInput, formatAmount, readQuanta } from '../numbers.js';
import type { MoneyMarketEvent } from '../protocols/events.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import type {
  DebtLedgerEntry,
  LedgerTreasury,
  PassThrough,
  SettledOperation,
  TreasuryPosition,
  TreasurySaleResponse,
  TreasurySnapshot,
} from '../protocols/treasury.js';
import { type DebtEntry, debtEntryOf } from './debt-ledger.js';
import { readOrder, refusal } from './order.js';
import { type Parts, type PassThroughTerms, readPassThrough, sharesOf, totalOf } from './pass-through.js';
import { readPayment, requireCovered, transferOf } from './payment.js';
import { readTreasurySnapshot, takeTreasurySnapshot } from './snapshot.js';

/** What a treasury begins with. */
export interface TreasuryOptions {
  /** Bonds it may issue; those bought back may be issued again. */
  readonly inventory: number;
  /** Of one bond; more than 0, on the money grid. */
  readonly faceValue: AmountInput;
  /** Where the cash of issues goes, and buybacks' comes from. Without it the cash stays in the treasury's account and nobody's reserves move. */
  readonly passThrough?: PassThrough;
}

/**
 * A treasury that issues bonds to the central bank and buys them back. Its account at the central bank is the balance of the agent `treasury`, bonds
 * outstanding are what others hold of the asset `bond`.
 *
 * @param from - a snapshot to continue from
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @throws SnapshotError `INVALID_SNAPSHOT`
 * @see central bank specification, section 5
 */
export function createTreasury(
  options: TreasuryOptions,
  ports: MoneyMarketPorts,
  from?: TreasurySnapshot,
): LedgerTreasury {
  const problems = optionProblems();
  const { inventory } = options;
  if (!Number.isSafeInteger(inventory) || inventory < 0)
    problems.add('INVALID_CONFIG', 'inventory', inventory, 'a safe integer of at least 0');
  return treasuryWith(options, ports, problems, from);
}

/**
 * A treasury that never runs out of bonds to issue, for models in which that limit does not matter.
 *
 * @param from - a snapshot to continue from
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @throws SnapshotError `INVALID_SNAPSHOT`
 */
export function createUnlimitedTreasury(
  options: Omit<TreasuryOptions, 'inventory'>,
  ports: MoneyMarketPorts,
  from?: TreasurySnapshot,
): LedgerTreasury {
  return treasuryWith({ ...options, inventory: Number.POSITIVE_INFINITY }, ports, optionProblems(), from);
}

function treasuryWith(
  options: TreasuryOptions,
  ports: MoneyMarketPorts,
  problems: ProblemList<string>,
  from: TreasurySnapshot | undefined,
): LedgerTreasury {
  const money = moneyOf(ports);
  const { faceValue, passThrough, inventory } = options;
  const face = readQuanta(faceValue, money.grid) ?? 0n;
  if (face <= 0n)
    problems.add(
      'INVALID_CONFIG',
      'faceValue',
      faceValue,
      `a multiple of ${money.grid.quantum.toString()}, more than 0`,
    );
  const terms = passThrough && readPassThrough(passThrough, money, problems);
  problems.check();
  money.accounts.open(TREASURY);
  const treasury = new IssuingTreasury(money, ports, face, terms, inventory);
  if (from !== undefined) treasury.restore(from);
  return treasury;
}

/** What the treasury knows beyond the ledger and its debt ledger. Replaced as a whole. */
interface Sums {
  readonly inventory: number;
  readonly spending: bigint;
  readonly levies: bigint;
  /** Gains of issues and buybacks. */
  readonly issueResult: bigint;
  /** Levied for the buyback that is on its way, told once it is done. */
  readonly levied: Parts;
}

class IssuingTreasury implements LedgerTreasury {
  readonly #money: Money;
  readonly #face: bigint;
  readonly #terms: PassThroughTerms | undefined;
  readonly #emit: (event: MoneyMarketEvent) => void;
  #entries: DebtEntry[] = [];
  #sums: Sums;

  constructor(
    money: Money,
    { events }: MoneyMarketPorts,
    face: bigint,
    terms: PassThroughTerms | undefined,
    inventory: number,
  ) {
    this.#money = money;
    this.#face = face;
    this.#terms = terms;
    this.#emit = (event) => events?.emit(event);
    this.#sums = { inventory, spending: 0n, levies: 0n, issueResult: 0n, levied: [] };
  }

  sellBondsToCentralBank(quantity: number, price: Decimal): TreasurySaleResponse {
    const order = readOrder(quantity, price);
    const { inventory } = this.#sums;
    if (inventory < quantity) return refusal('insufficient-inventory', `${inventory} bonds may be issued`);
    const cash = cashFor(quantity, order, this.#money.grid);
    const result = cash - this.#faceAmount(quantity);
    this.#money.accounts.transaction(() => {
      this.#deliver('issue', quantity);
      this.#replace({ inventory: inventory - quantity, issueResult: this.#sums.issueResult + result });
      this.#enter('issue', quantity, order, cash, result);
    });
    return { success: true, details: `issued ${quantity} bonds` };
  }

  buyBondsFromCentralBank(quantity: number, price: Decimal): TreasurySaleResponse {
    const order = readOrder(quantity, price);
    const { accounts, column, grid } = this.#money;
    const outstanding = bondsOutstanding(this.#money.accounts);
    if (outstanding < quantity) return refusal('not-outstanding', `${outstanding} bonds are outstanding`);
    const cash = cashFor(quantity, order, grid);
    const levy = this.#terms === undefined ? [] : sharesOf(cash, this.#terms);
    const broke = levy.find(([agent, amount]) => !column.covers(agent, amount));
    if (broke !== undefined)
      return refusal('levy-failed', `${accounts.nameOf(broke[0])} cannot pay ${formatAmount(broke[1], grid)}`);
    const deposit = column.get(this.#account()) + totalOf(levy);
    if (deposit < cash && !accounts.overdraws(this.#account()))
      return refusal('insufficient-deposit', `the treasury has ${formatAmount(deposit, grid)}`);
    const result = this.#faceAmount(quantity) - cash;
    accounts.transaction(() => {
      this.#levyParts(levy, '');
      this.#deliver('buyback', quantity);
      const { inventory, issueResult } = this.#sums;
      this.#replace({ inventory: inventory + quantity, issueResult: issueResult + result, levied: levy });
      this.#enter('buyback', quantity, order, cash, result);
    });
    return { success: true, details: `bought ${quantity} bonds back` };
  }

  onSettled({ direction, cash }: SettledOperation): void {
    const { accounts, grid } = this.#money;
    accounts.transaction(() => {
      const { levied } = this.#sums;
      this.#tell('TreasuryLevy', levied);
      if (levied.length > 0) this.#replace({ levied: [] });
      if (direction === 'bought' || this.#terms === undefined) return;
      const spent = sharesOf(readQuanta(cash, grid) as bigint, this.#terms);
      this.#spendParts(spent, '');
      this.#tell('TreasurySpending', spent);
    });
  }

  spend(agentId: AgentId, amount: AmountInput, memo = ''): void {
    const parts = readPayment(agentId, amount, this.#money);
    requireCovered(this.#account(), totalOf(parts), this.#money);
    this.#money.accounts.transaction(() => {
      this.#spendParts(parts, memo);
      this.#tell('TreasurySpending', parts);
    });
  }

  levy(agentId: AgentId, amount: AmountInput, memo = ''): void {
    const parts = readPayment(agentId, amount, this.#money);
    for (const [agent, quanta] of parts) requireCovered(agent, quanta, this.#money);
    this.#money.accounts.transaction(() => {
      this.#levyParts(parts, memo);
      this.#tell('TreasuryLevy', parts);
    });
  }

  position(): TreasuryPosition {
    const { column, grid } = this.#money;
    const { inventory, spending, levies, issueResult } = this.#sums;
    const money = (quanta: bigint): Decimal => toDecimal(grid, quanta);
    return Object.freeze({
      deposit: money(column.get(this.#account())),
      inventory,
      outstanding: bondsOutstanding(this.#money.accounts),
      issueResult: money(issueResult),
      spending: money(spending),
      levies: money(levies),
      netResult: money(issueResult - spending + levies),
    });
  }

  debtLedger(): readonly DebtLedgerEntry[] {
    return this.#entries.map((entry) => debtEntryOf(entry, this.#money.grid));
  }

  snapshot(): TreasurySnapshot {
    return takeTreasurySnapshot(
      { ...this.#sums, entries: this.#entries },
      bondsOutstanding(this.#money.accounts),
      this.#money.grid,
    );
  }

  restore(snapshot: unknown): void {
    const { entries, ...sums } = readTreasurySnapshot(snapshot, {
      grid: this.#money.grid,
      face: this.#face,
      outstanding: bondsOutstanding(this.#money.accounts),
      isLimited: Number.isFinite(this.#sums.inventory),
    });
    const before = this.#entries;
    this.#money.accounts.onRollback(() => {
      this.#entries = before;
    });
    this.#entries = [...entries];
    const issueResult = entries.reduce((total, { result }) => total + result, 0n);
    this.#replace({ ...sums, issueResult, levied: [] });
  }

  #account(): number {
    return this.#money.accounts.indexOf(TREASURY);
  }

  #faceAmount(quantity: number): bigint {
    return BigInt(quantity) * this.#face;
  }

  #deliver(kind: DebtEntry['kind'], quantity: number): void {
    const { accounts, column, tick } = this.#money;
    const bonds = bondColumn(accounts);
    const [from, to] = kind === 'issue' ? [bonds.issuer, column.issuer] : [column.issuer, bonds.issuer];
    bonds.moveOn(tick(), accounts.label(OPEN_MARKET), from, to, BigInt(quantity), -1);
  }

  #enter(kind: DebtEntry['kind'], quantity: number, price: bigint, cash: bigint, result: bigint): void {
    const faceAmount = this.#faceAmount(quantity);
    const outstandingAfter = bondsOutstanding(this.#money.accounts);
    const entryId = this.#entries.length + 1;
    const tick = this.#money.tick();
    this.#money.accounts.onRollback(() => {
      this.#entries.length = entryId - 1;
    });
    this.#entries.push({ entryId, tick, kind, quantity, price, cash, faceAmount, result, outstandingAfter });
  }

  #replace(part: Partial<Sums>): void {
    const before = this.#sums;
    this.#money.accounts.onRollback(() => {
      this.#sums = before;
    });
    this.#sums = { ...before, ...part };
  }

  #spendParts(parts: Parts, memo: string): void {
    for (const [agent, amount] of parts)
      transferOf(this.#money, 'TreasurySpending', this.#account(), agent, amount, memo);
    this.#replace({ spending: this.#sums.spending + totalOf(parts) });
  }

  #levyParts(parts: Parts, memo: string): void {
    for (const [agent, amount] of parts) transferOf(this.#money, 'TreasuryLevy', agent, this.#account(), amount, memo);
    this.#replace({ levies: this.#sums.levies + totalOf(parts) });
  }

  #tell(kind: 'TreasurySpending' | 'TreasuryLevy', parts: Parts): void {
    if (parts.length === 0) return;
    const { accounts, grid, tick } = this.#money;
    accounts.defer(this.#emit, {
      kind,
      day: tick(),
      total: toDecimal(grid, totalOf(parts)),
      parts: parts.map(([agent, amount]) => ({ agentId: accounts.nameOf(agent), amount: toDecimal(grid, amount) })),
    });
  }
}
