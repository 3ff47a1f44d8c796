import type { AgentId, Decimal } from '@bagehot/kernel';
import { allocateQuanta, toDecimal } from '@bagehot/kernel/quanta';
import { bondColumn, bondsOf, bondsOutstanding, cashFor, OPEN_MARKET } from '../bonds.js';
import { optionProblems } from '../input-reading.js';
import { CLEARING_HOUSE, type Money, moneyOf, TREASURY } from '../money.js';
import { formatAmount } from '../numbers.js';
import type { MoneyMarketPorts } from '../protocols/ports.js';
import type { BrokeredTreasury, TreasurySaleResponse, TreasurySnapshot } from '../protocols/treasury.js';
import { SnapshotFields } from '../snapshot-fields.js';
import { readOrder, refusal } from './order.js';

/** Whose bonds are brokered. */
export interface BrokeredTreasuryOptions {
  /**
   * Agents that sell bonds to the central bank and buy them from it, in order of registration; what each holds before the first operation is issued to
   * it unless the ledger says that it holds some.
   */
  readonly holders: readonly { readonly agentId: AgentId; readonly quantity: number }[];
}

/**
 * A secondary market: agents hold the bonds. The central bank buys from them in proportion to their bonds, and sells to them in proportion to their
 * money. This is how a central bank operates that may not buy from its government.
 *
 * @param from - a snapshot to continue from; nothing is issued then
 * @throws InvalidConfigError `INVALID_CONFIG` with every problem
 * @throws SnapshotError `INVALID_SNAPSHOT`
 * @see central bank specification, section 5
 */
export function createBrokeredTreasury(
  options: BrokeredTreasuryOptions,
  ports: MoneyMarketPorts,
  from?: TreasurySnapshot,
): BrokeredTreasury {
  const money = moneyOf(ports);
  const { accounts, column } = money;
  const problems = optionProblems();
  const agents: number[] = [];
  for (const [k, { agentId, quantity }] of options.holders.entries()) {
    const agent = money.find(agentId);
    if (agent === -1 || agent === column.issuer || agentId === TREASURY || agentId === CLEARING_HOUSE)
      problems.add(
        'INVALID_CONFIG',
        `holders[${k}].agentId`,
        agentId,
        'a registered agent other than central bank and treasury',
      );
    else if (agents.includes(agent)) problems.add('INVALID_CONFIG', `holders[${k}].agentId`, agentId, 'given once');
    if (!Number.isSafeInteger(quantity) || quantity < 0)
      problems.add('INVALID_CONFIG', `holders[${k}].quantity`, quantity, 'a safe integer of at least 0');
    agents.push(agent);
  }
  problems.check();
  const bonds = bondColumn(accounts);
  for (const [k, { quantity }] of options.holders.entries()) {
    const agent = agents[k] as number;
    if (from === undefined && quantity > 0 && bonds.get(agent) === 0n)
      bonds.moveOn(money.tick(), accounts.label('opening'), bonds.issuer, agent, BigInt(quantity), -1);
  }
  const treasury = new SecondaryMarket(money, agents);
  if (from !== undefined) treasury.restore(from);
  return treasury;
}

class SecondaryMarket implements BrokeredTreasury {
  readonly #money: Money;
  readonly #agents: readonly number[];

  constructor(money: Money, agents: readonly number[]) {
    this.#money = money;
    this.#agents = agents;
  }

  sellBondsToCentralBank(quantity: number, price: Decimal): TreasurySaleResponse {
    const order = readOrder(quantity, price);
    const held = this.#agents.map((agent) => BigInt(bondsOf(this.#money.accounts, agent)));
    const total = held.reduce((all, one) => all + one, 0n);
    if (total < BigInt(quantity)) return refusal('insufficient-inventory', `agents hold ${total} bonds`);
    const parts = allocateQuanta(BigInt(quantity), held);
    const cash = allocateQuanta(cashFor(quantity, order, this.#money.grid), parts);
    return this.#settle(parts, cash, 'sold');
  }

  buyBondsFromCentralBank(quantity: number, price: Decimal): TreasurySaleResponse {
    const order = readOrder(quantity, price);
    const { accounts, column, grid } = this.#money;
    const reserves = this.#agents.map((agent) => (column.get(agent) > 0n ? column.get(agent) : 0n));
    if (!reserves.some((amount) => amount > 0n)) return refusal('insufficient-reserves', 'nobody has any money');
    const parts = allocateQuanta(BigInt(quantity), reserves);
    const cash = allocateQuanta(cashFor(quantity, order, grid), parts);
    const broke = cash.findIndex((amount, k) => amount > (reserves[k] as bigint));
    if (broke !== -1) {
      const name = accounts.nameOf(this.#agents[broke] as number);
      return refusal('insufficient-reserves', `${name} cannot pay ${formatAmount(cash[broke] as bigint, grid)}`);
    }
    return this.#settle(parts, cash, 'bought');
  }

  holdings(): readonly { readonly agentId: AgentId; readonly quantity: number }[] {
    const { accounts } = this.#money;
    return this.#agents.map((agent) => ({ agentId: accounts.nameOf(agent), quantity: bondsOf(accounts, agent) }));
  }

  snapshot(): TreasurySnapshot {
    const { accounts } = this.#money;
    return {
      kind: 'treasury',
      version: 1,
      inventory: 0,
      outstanding: bondsOutstanding(accounts),
      spending: formatAmount(0n, this.#money.grid),
      levies: formatAmount(0n, this.#money.grid),
      debtLedger: [],
      holdings: this.holdings().map(({ agentId, quantity }) => [agentId, quantity] as const),
    };
  }

  /** There is nothing to take over: all it knows is on the ledger, and must agree. */
  restore(snapshot: unknown): void {
    const fields = new SnapshotFields();
    const now = this.snapshot();
    const found = fields.record(snapshot, 'snapshot', Object.keys(now));
    for (const [field, wanted] of Object.entries(now))
      if (found.has(field) && JSON.stringify(found.get(field)) !== JSON.stringify(wanted))
        fields.refuse(`snapshot.${field}`, found.get(field), `${JSON.stringify(wanted)}, as the ledger has it`);
    fields.check();
  }

  /** The bonds go to the central bank or come from it; the money is the central bank's to post. */
  #settle(parts: readonly bigint[], cash: readonly bigint[], kind: 'sold' | 'bought'): TreasurySaleResponse {
    const { accounts, column, grid, tick } = this.#money;
    const bonds = bondColumn(accounts);
    const bank = column.issuer;
    accounts.transaction(() => {
      for (const [k, agent] of this.#agents.entries()) {
        const part = parts[k] as bigint;
        if (part === 0n) continue;
        bonds.moveOn(
          tick(),
          accounts.label(OPEN_MARKET),
          kind === 'sold' ? agent : bank,
          kind === 'sold' ? bank : agent,
          part,
          -1,
        );
      }
    });
    const settlement = this.#agents.flatMap((agent, k) =>
      (cash[k] as bigint) > 0n ? [{ holder: accounts.nameOf(agent), amount: toDecimal(grid, cash[k] as bigint) }] : [],
    );
    return { success: true, details: `agents ${kind} bonds`, settlement };
  }
}
